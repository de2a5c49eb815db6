-- One row: the portal's settings as JSON.
CREATE TABLE portal_settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  document TEXT NOT NULL
) STRICT;

-- The authority, the certificate it issued, and the file that an admin brought. Keys are sealed by the vault.
CREATE TABLE portal_certificates (
  kind TEXT PRIMARY KEY CHECK (kind IN ('authority', 'leaf', 'own')),
  certificate TEXT NOT NULL,
  sealed BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Attempts that limits count, oldest first, in milliseconds UTC. Accounts are keyed digests: what was typed may be a password.
CREATE TABLE portal_limits (
  name TEXT PRIMARY KEY,
  attempts TEXT NOT NULL,
  touched_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX portal_limits_touched ON portal_limits (touched_at);
