-- People of Keydesk's own who sign in by a connected directory since they were matched with an entry of it.
CREATE TABLE adoptions (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  job TEXT NOT NULL,
  directory_id INTEGER NOT NULL REFERENCES directories (id),
  adopted_at INTEGER NOT NULL,
  -- The version that the entry's password had then: with another one the match can't be undone any more.
  version TEXT,
  -- The person as they were, as JSON, and the hash of their password, which signs nobody in from here; null once the match can't be undone.
  before TEXT,
  password_hash TEXT
) STRICT;
CREATE INDEX adoptions_directory ON adoptions (directory_id, adopted_at);

-- What becomes of the people of a directory that is being disconnected; null for one that is connected.
ALTER TABLE directories ADD COLUMN leaving TEXT CHECK (leaving IN ('remove', 'keep'));

-- The entry that the person of a match is matched with; null for other jobs.
ALTER TABLE job_items ADD COLUMN entry_id INTEGER;
