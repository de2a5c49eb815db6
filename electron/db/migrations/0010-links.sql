-- One-time links to the portal, sent by mail: at most one a person, gone with its use.
CREATE TABLE reset_links (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  -- SHA-256 of the token, which only the mail holds.
  token BLOB NOT NULL UNIQUE,
  -- Keyed hash of password hash, address and roles when it was sent: whoever has others by now needs another link.
  bound_to BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  -- The latest instant that the link has seen: a clock that is set back ends it.
  seen_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL
) STRICT;

-- A run that a link began: an admin has vouched for it, so that it needs no method, but a second factor all the same.
ALTER TABLE reset_attempts ADD COLUMN is_granted INTEGER NOT NULL DEFAULT 0;

-- Whoever is blocked or deleted keeps no way in, whatever does it, and letting them in again brings none back.
CREATE TRIGGER reset_links_shut_out AFTER UPDATE OF is_blocked, deleted_at ON users
WHEN NEW.is_blocked = 1 OR NEW.deleted_at IS NOT NULL
BEGIN
  DELETE FROM reset_links WHERE user_id = NEW.id;
  UPDATE reset_attempts SET state = 'void' WHERE user_id = NEW.id AND is_granted = 1 AND state = 'open';
END;
