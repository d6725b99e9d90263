-- What is counted of a contact, so that counting opens none: entries of the guide, and what became of each
-- route on the day of the seal. Never words. Derived from the ledger, and filled from it right after.
ALTER TABLE contact ADD COLUMN counted TEXT NOT NULL DEFAULT '{}';
