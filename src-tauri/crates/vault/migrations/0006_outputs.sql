-- In which way an entry is hashed: as before, or in two steps, so that an export can let somebody check the
-- chain and tell them nothing of entries that are not for them (`ledger.rs`). What is there keeps its way.
ALTER TABLE ledger ADD COLUMN hash_version INTEGER NOT NULL DEFAULT 1;

-- What was made from the record that can leave the laptop. Derived from the ledger. Ids, never words; not
-- tied to the rows that they name, because an erasure takes those and leaves what was made before.
CREATE TABLE output (
  seq       INTEGER PRIMARY KEY REFERENCES ledger (seq),
  kind      TEXT NOT NULL,
  person    TEXT, -- none when it is about nobody, or about chosen contacts alone
  made_at   INTEGER NOT NULL,
  seal_code TEXT NOT NULL -- that it carries
) STRICT;
CREATE INDEX output_by_person ON output (person, seq) WHERE person IS NOT NULL;

CREATE TABLE output_contact (
  contact TEXT NOT NULL,
  seq     INTEGER NOT NULL REFERENCES output (seq),
  PRIMARY KEY (contact, seq)
) STRICT, WITHOUT ROWID;
