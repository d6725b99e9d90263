-- The organisation's content: whose key is trusted, what was loaded last with it, and which entry of the
-- ledger holds what is loaded now; none once it was taken away. Derived from the ledger.
CREATE TABLE pack (
  one          INTEGER PRIMARY KEY CHECK (one = 1),
  key          TEXT NOT NULL, -- hexadecimal
  organisation TEXT NOT NULL,
  serial       INTEGER NOT NULL,
  digest       TEXT NOT NULL,
  seq          INTEGER
) STRICT;

-- A service of the pack stands beside those that were typed in or imported, also when it is the same one:
-- neither takes the other's place.
ALTER TABLE service ADD COLUMN of_pack INTEGER NOT NULL DEFAULT 0;
DROP INDEX service_known_by;
CREATE UNIQUE INDEX service_known_by ON service (kind, name, area, of_pack);
