-- What stood in a form that had not been sent when the vault was locked: one, of whichever page. Not of the
-- ledger: nobody has said yet that it is to be kept.
CREATE TABLE unsent (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  body TEXT NOT NULL
) STRICT;
