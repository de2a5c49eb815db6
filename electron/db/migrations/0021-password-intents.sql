-- A new password on its way into a directory whose writes are no part of a transaction here: which password its person had before, and all that
-- has to follow, sealed. Written before the directory is asked, gone in the transaction in which the outcome is written down.
CREATE TABLE password_intents (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  id TEXT NOT NULL UNIQUE,
  seen TEXT,
  sealed BLOB NOT NULL,
  -- For how many milliseconds Keydesk had run on this store by then: a server may be slow, and no clock that is set makes it quicker.
  ran_at INTEGER NOT NULL
) STRICT;
