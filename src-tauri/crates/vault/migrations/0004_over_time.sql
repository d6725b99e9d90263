-- A person over time. Everything here but the directory is derived from the ledger, so the tables are made
-- anew in their new form and filled from it right after.
DROP TABLE action;
DROP TABLE amendment;
DROP TABLE contact;
DROP TABLE person;

CREATE TABLE person (
  id              TEXT PRIMARY KEY,
  root            TEXT NOT NULL, -- the entry that stands for them: their own, or the one they are joined to
  joined_to       TEXT, -- as it was said; root follows from it
  seq             INTEGER NOT NULL, -- the entry that named them last; its number stands in the search
  name            TEXT NOT NULL, -- as last written
  local_reference TEXT NOT NULL,
  profile         TEXT, -- who they are, household, notes; none until somebody writes it
  retention_day   TEXT, -- when it is looked at whether to keep the record
  last_at         INTEGER NOT NULL, -- when something was last entered about them
  -- Of the whole person where this entry stands for them, otherwise of this entry alone.
  contacts        INTEGER NOT NULL DEFAULT 0,
  last_sealed_at  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX person_by_root ON person (root);
CREATE UNIQUE INDEX person_by_seq ON person (seq);
CREATE INDEX person_by_time ON person (last_at) WHERE root = id;
CREATE INDEX person_by_retention ON person (retention_day) WHERE retention_day IS NOT NULL;

CREATE TABLE contact (
  id              TEXT PRIMARY KEY,
  person          TEXT NOT NULL REFERENCES person (id),
  name            TEXT NOT NULL, -- as written in this contact
  local_reference TEXT NOT NULL,
  seq             INTEGER NOT NULL,
  sealed_at       INTEGER NOT NULL,
  setting         TEXT,
  outcome         TEXT NOT NULL,
  review_day      TEXT,
  reviewed        INTEGER NOT NULL DEFAULT 0, -- 1 once a later contact with the same person was sealed
  items           TEXT NOT NULL -- the checklist, and what was cleared: never words
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_by_time ON contact (sealed_at);
CREATE INDEX contact_by_person ON contact (person, sealed_at);
CREATE UNIQUE INDEX contact_by_seq ON contact (seq);
CREATE INDEX contact_by_review ON contact (review_day) WHERE review_day IS NOT NULL AND reviewed = 0;

CREATE TABLE amendment (
  seq     INTEGER PRIMARY KEY REFERENCES ledger (seq),
  contact TEXT NOT NULL REFERENCES contact (id)
) STRICT;
CREATE INDEX amendment_by_contact ON amendment (contact);

CREATE TABLE action (
  id         TEXT PRIMARY KEY,
  contact    TEXT REFERENCES contact (id), -- none when it was decided by itself
  person     TEXT, -- none when it is about nobody
  what       TEXT NOT NULL,
  who        TEXT NOT NULL,
  due        TEXT NOT NULL,
  decided_on TEXT NOT NULL,
  done_on    TEXT,
  outcome    TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX action_open ON action (due, id) WHERE done_on IS NULL;
CREATE INDEX action_done ON action (done_on, id) WHERE done_on IS NOT NULL;
CREATE INDEX action_by_contact ON action (contact);
CREATE INDEX action_by_person ON action (person);

-- What became of an action is read from the ledger, which is not searched through for it.
CREATE INDEX ledger_of_actions ON ledger (id, seq) WHERE kind = 'action';

CREATE TABLE referral (
  contact TEXT NOT NULL REFERENCES contact (id),
  route   TEXT NOT NULL,
  person  TEXT NOT NULL,
  service TEXT NOT NULL, -- as named in the contact; may be blank
  made_on TEXT NOT NULL,
  state   TEXT NOT NULL,
  heard_on TEXT, -- when somebody last heard what came of it
  words   TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (contact, route)
) STRICT, WITHOUT ROWID;
CREATE INDEX referral_by_person ON referral (person);
CREATE INDEX referral_open ON referral (coalesce(heard_on, made_on), contact, route)
  WHERE state IN ('made', 'waiting', 'started');
CREATE INDEX referral_unmet ON referral (coalesce(heard_on, made_on), contact, route)
  WHERE state = 'none_available';

CREATE TABLE event (
  id     TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  day    TEXT NOT NULL,
  body   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX event_by_person ON event (person, day);

-- What was written, to be found again: one row for each entry of the ledger, by its number. `bare` has
-- those of its words that are looked for in another form than FTS5 gives them (O'Brien, Łukasz). Facets are
-- words that nobody types, so that a filter is looked up as a word is. What is deleted is overwritten.
CREATE VIRTUAL TABLE search USING fts5 (
  words, bare, facets, places UNINDEXED, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4'
);
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

-- Every word of the search, once: the beginning of a longer word is looked up here, so that its hits need
-- not all be collected before the first is shown.
CREATE TABLE known_word (
  word TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- While no clock was seen to run off, dates follow the numbers of the entries.
CREATE INDEX ledger_clock_off ON ledger (seq) WHERE clock_off IS NOT NULL;

-- The directory of services. Not a record of anybody, so not in the ledger: a contact keeps the service as
-- it stood when it was chosen.
CREATE TABLE service (
  id   TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL, -- as it is looked up: small letters, no accents or punctuation
  area TEXT NOT NULL, -- the same
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- By these three it is known to be the same one in another file.
CREATE UNIQUE INDEX service_known_by ON service (kind, name, area);
