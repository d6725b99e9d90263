-- Contacts stand in the order in which they were sealed, so that a list reads one page and not one for each
-- row, and say who stands for their person, so that it need not look that up. Derived from the ledger, so
-- the table is made anew and filled from it right after.
DELETE FROM action;
DELETE FROM referral;
DROP TABLE amendment;
DROP TABLE contact;

CREATE TABLE contact (
  seq             INTEGER PRIMARY KEY REFERENCES ledger (seq),
  id              TEXT NOT NULL UNIQUE,
  person          TEXT NOT NULL REFERENCES person (id), -- the entry that it was written about
  root            TEXT NOT NULL, -- the entry that stands for them
  name            TEXT NOT NULL, -- as written in this contact
  local_reference TEXT NOT NULL,
  sealed_at       INTEGER NOT NULL,
  setting         TEXT,
  outcome         TEXT NOT NULL,
  review_day      TEXT,
  reviewed        INTEGER NOT NULL DEFAULT 0, -- 1 once a later contact with the same person was sealed
  items           TEXT NOT NULL -- the checklist, and what was cleared: never words
) STRICT;
CREATE INDEX contact_by_time ON contact (sealed_at);
CREATE INDEX contact_by_person ON contact (person, sealed_at);
CREATE INDEX contact_by_review ON contact (review_day, reviewed)
  WHERE review_day IS NOT NULL AND reviewed = 0;

CREATE TABLE amendment (
  seq     INTEGER PRIMARY KEY REFERENCES ledger (seq),
  contact TEXT NOT NULL REFERENCES contact (id)
) STRICT;
CREATE INDEX amendment_by_contact ON amendment (contact);

-- With the column of its condition: otherwise each counted action is looked up for it.
DROP INDEX action_open;
CREATE INDEX action_open ON action (due, id, done_on) WHERE done_on IS NULL;
