-- When backups are made by themselves, the last one, and why the last try failed.
CREATE TABLE backup (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- As JSON; null until somebody has set one.
  schedule TEXT,
  -- From when the next time of the schedule is counted.
  counted_from INTEGER NOT NULL DEFAULT 0,
  -- The salt of the recovery key that two admins agreed to under the two-person rule; null where one admin decided.
  agreed_salt BLOB,
  last_at INTEGER,
  last_file TEXT NOT NULL DEFAULT '',
  last_bytes INTEGER NOT NULL DEFAULT 0,
  failed_at INTEGER,
  failure TEXT NOT NULL DEFAULT '',
  failed_path TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO backup (id) VALUES (1);

-- Who made the recovery key in force and so may know it; null where that is not known.
ALTER TABLE vault_slots ADD COLUMN made_by INTEGER;
UPDATE vault_slots SET made_by = (
  SELECT actor_id FROM audit WHERE action IN ('Create recovery key.', 'Create organisation.') AND result = 'success' ORDER BY id DESC LIMIT 1
) WHERE kind = 'recovery';
