-- Runs of the wizard, also of names that nobody has: they look and cost the same.
CREATE TABLE reset_attempts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- SHA-256 of the token that the browser holds.
  token BLOB NOT NULL UNIQUE,
  user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
  -- Keyed hash of whose it is, for throttles and for questions that are made up.
  account BLOB NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('reset', 'unlock')),
  language TEXT NOT NULL CHECK (language IN ('en', 'da', 'sv')),
  -- Keyed hash of the password hash at the beginning: another one means that somebody else has changed the password.
  bound_to BLOB NOT NULL,
  started_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  proved TEXT NOT NULL DEFAULT '[]',
  -- The questions drawn for this run, until a wrong set of answers.
  drawn TEXT,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'void'))
) STRICT;
CREATE INDEX reset_attempts_account ON reset_attempts (account, started_at);
CREATE INDEX reset_attempts_started ON reset_attempts (started_at);

-- Keyed hashes of codes that were sent, bound to their run; of somebody who gets none, the hash of nothing.
CREATE TABLE reset_codes (
  attempt INTEGER NOT NULL REFERENCES reset_attempts (id) ON DELETE CASCADE,
  method TEXT NOT NULL CHECK (method IN ('email', 'sms')),
  hash BLOB NOT NULL,
  sent_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (attempt, method)
) STRICT, WITHOUT ROWID;

CREATE TABLE desk_codes (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  hash BLOB NOT NULL,
  sent_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Counted against guessing, per account, also of names that nobody has.
CREATE TABLE reset_throttles (
  account BLOB PRIMARY KEY,
  state TEXT NOT NULL,
  touched_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reset_throttles_touched ON reset_throttles (touched_at);

CREATE TABLE security_answers (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  -- The name of a shipped question, or the words of one of the organisation's own.
  question TEXT NOT NULL,
  answer_hash TEXT NOT NULL,
  PRIMARY KEY (user_id, question)
) STRICT, WITHOUT ROWID;

-- What people wrote into their own contact information and have not proved: it resets no password.
CREATE TABLE unproved_contacts (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  field TEXT NOT NULL CHECK (field IN ('alternateEmail', 'mobilePhone')),
  value TEXT NOT NULL,
  PRIMARY KEY (user_id, field)
) STRICT, WITHOUT ROWID;

-- A new alternate address that waits for the code sent to it.
CREATE TABLE email_changes (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  address TEXT NOT NULL,
  hash BLOB NOT NULL,
  sent_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE registrations (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  -- When somebody was first asked to register, and when they last said that everything holds.
  asked_at INTEGER,
  confirmed_at INTEGER
) STRICT;

CREATE TABLE access_passes (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  is_once INTEGER NOT NULL,
  used_at INTEGER
) STRICT;

-- Keyed hashes of the codes that show what became of a request for help.
CREATE TABLE help_codes (
  code BLOB PRIMARY KEY,
  request INTEGER NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX help_codes_created ON help_codes (created_at);
