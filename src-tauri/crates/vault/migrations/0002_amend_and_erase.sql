-- The clock of the laptop, as far as it could be seen to run off before an entry. Covered by the hash
-- wherever it is set; an entry without it hashes as it always did.
ALTER TABLE ledger ADD COLUMN clock_off INTEGER; -- seconds; negative: set back

-- Which payloads an erasure took, and which entry says so. Derived from the erasures.
CREATE TABLE erased (
  seq INTEGER PRIMARY KEY REFERENCES ledger (seq),
  by  INTEGER NOT NULL REFERENCES ledger (seq)
) STRICT;

-- A payload goes only where an erasure names it, and an erasure itself never goes.
DROP TRIGGER ledger_payload_is_never_deleted;
CREATE TRIGGER ledger_payload_is_only_erased BEFORE DELETE ON ledger_payload
WHEN NOT EXISTS (
  SELECT 1 FROM erased
  JOIN ledger AS eraser ON eraser.seq = erased.by
  JOIN ledger AS gone ON gone.seq = erased.seq
  WHERE erased.seq = OLD.seq AND eraser.kind = 'erasure' AND gone.kind <> 'erasure'
)
BEGIN SELECT RAISE(ABORT, 'the ledger is never deleted'); END;

-- How many changes of drafts were saved: an older log or database is known by it. Each saved part has
-- its number in its own row, so that a save stays one small row; what takes parts away writes it here.
ALTER TABLE draft_part ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
ALTER TABLE draft ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
CREATE TABLE saves (
  one    INTEGER PRIMARY KEY CHECK (one = 1),
  number INTEGER NOT NULL
) STRICT;
INSERT INTO saves (one, number) VALUES (1, 0);

-- Derived from the ledger, as the tables before.
ALTER TABLE person ADD COLUMN retention_day TEXT; -- when it is looked at whether to keep the record
CREATE TABLE amendment (
  seq     INTEGER PRIMARY KEY REFERENCES ledger (seq),
  contact TEXT NOT NULL REFERENCES contact (id)
) STRICT;
CREATE INDEX amendment_by_contact ON amendment (contact);
CREATE TABLE erasure (
  seq INTEGER PRIMARY KEY REFERENCES ledger (seq)
) STRICT;
CREATE TABLE backup (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  made_at INTEGER NOT NULL
) STRICT;
