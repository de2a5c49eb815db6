-- One app a person; the step of 30 seconds that was used last guards against a second use of its code (RFC 6238, 5.2).
CREATE TABLE authenticators (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  sealed BLOB NOT NULL,
  confirmed_at INTEGER NOT NULL,
  last_step INTEGER NOT NULL
) STRICT;

-- Keyed hashes; a code that was used is gone.
CREATE TABLE recovery_codes (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  hash BLOB NOT NULL,
  PRIMARY KEY (user_id, hash)
) STRICT, WITHOUT ROWID;
