-- The ledger: the one source of truth. Headers and payloads apart, so that the chain can be checked
-- at every unlock without reading what people said, and so that an erasure leaves the chain whole.
CREATE TABLE ledger (
  seq        INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL,
  kind       TEXT NOT NULL,
  at         INTEGER NOT NULL, -- microseconds, UTC
  written_at INTEGER NOT NULL,
  author     TEXT NOT NULL,
  commitment BLOB NOT NULL,
  previous   BLOB NOT NULL,
  hash       BLOB NOT NULL
) STRICT;

CREATE TABLE ledger_payload (
  seq     INTEGER PRIMARY KEY REFERENCES ledger (seq),
  salt    BLOB NOT NULL,
  payload BLOB NOT NULL
) STRICT;

CREATE TRIGGER ledger_is_never_changed BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER ledger_is_never_deleted BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is never deleted'); END;
CREATE TRIGGER ledger_payload_is_never_changed BEFORE UPDATE ON ledger_payload
BEGIN SELECT RAISE(ABORT, 'the ledger is never changed'); END;
CREATE TRIGGER ledger_payload_is_never_deleted BEFORE DELETE ON ledger_payload
BEGIN SELECT RAISE(ABORT, 'the ledger is never deleted'); END;

-- Drafts: one row a part, found by its key alone, so that one saved answer is one small row.
CREATE TABLE draft (
  id         TEXT PRIMARY KEY,
  started_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE draft_part (
  contact  TEXT NOT NULL,
  part     TEXT NOT NULL,
  body     TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (contact, part)
) STRICT, WITHOUT ROWID;

-- Derived from the ledger; can be made again at any time.
CREATE TABLE person (
  id              TEXT PRIMARY KEY,
  name            TEXT NOT NULL, -- as last written
  local_reference TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE contact (
  id              TEXT PRIMARY KEY,
  person          TEXT NOT NULL REFERENCES person (id),
  name            TEXT NOT NULL, -- as written in this contact
  local_reference TEXT NOT NULL,
  seq             INTEGER NOT NULL,
  sealed_at       INTEGER NOT NULL,
  setting         TEXT,
  outcome         TEXT NOT NULL,
  review_day      TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_by_time ON contact (sealed_at);
CREATE INDEX contact_by_person ON contact (person, sealed_at);

CREATE TABLE action (
  id         TEXT PRIMARY KEY,
  contact    TEXT NOT NULL REFERENCES contact (id),
  what       TEXT NOT NULL,
  who        TEXT NOT NULL,
  due        TEXT NOT NULL,
  decided_on TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX action_by_due ON action (due);

CREATE TABLE settings (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  body TEXT NOT NULL
) STRICT;
