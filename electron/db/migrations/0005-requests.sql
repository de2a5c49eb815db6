-- What waits for somebody's yes. A number is never used twice, because people tell it to each other.
CREATE TABLE requests (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  -- What is asked, as JSON; never a password.
  asked TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'approved', 'refused', 'expired', 'withdrawn')),
  -- Null for somebody who asked without a session.
  asker_id INTEGER,
  asker TEXT NOT NULL,
  door TEXT NOT NULL,
  target_id INTEGER,
  target TEXT NOT NULL,
  people INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  decided_at INTEGER,
  decided_by TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  job TEXT
) STRICT;
CREATE INDEX requests_open ON requests (expires_at) WHERE state = 'open';

-- Whom an open request is about; a decided one has its job.
CREATE TABLE request_people (
  request INTEGER NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  PRIMARY KEY (request, position)
) STRICT, WITHOUT ROWID;
