-- Who, beside the person, knows the current password: whoever set it by a reset and whoever read it. A new password empties it.
-- No reference for the knower: whoever is gone still knows it. Knower 0 is somebody whom nobody can name.
CREATE TABLE password_knowers (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  knower_id INTEGER NOT NULL,
  knower TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (user_id, knower_id)
) STRICT, WITHOUT ROWID;

CREATE TEMP TABLE last_passwords AS
SELECT u.id AS user_id, (
  SELECT max(a.id) FROM audit a WHERE a.target_id = u.id AND a.result = 'success'
    AND a.action IN ('Reset user password.', 'Change user password.', 'Reset password (self-service).')
) AS entry
FROM users u WHERE u.password_hash IS NOT NULL;

INSERT INTO password_knowers
SELECT l.user_id, a.actor_id, a.actor, a.at FROM last_passwords l JOIN audit a ON a.id = l.entry
WHERE a.action = 'Reset user password.' AND a.actor_id IS NOT NULL AND a.actor_id <> l.user_id;

INSERT OR IGNORE INTO password_knowers
SELECT l.user_id, a.actor_id, a.actor, a.at FROM last_passwords l JOIN audit a ON a.target_id = l.user_id AND a.id > l.entry
WHERE a.action IN ('Reveal password.', 'Copy password.', 'Export passwords.') AND a.result = 'success' AND a.actor_id IS NOT NULL;

INSERT INTO password_knowers
SELECT u.id, 0, '', coalesce(u.password_changed_at, u.created_at) FROM users u
WHERE u.password_hash IS NOT NULL AND (u.is_temporary = 1 OR EXISTS (SELECT 1 FROM secrets s WHERE s.user_id = u.id))
  AND NOT EXISTS (SELECT 1 FROM password_knowers k WHERE k.user_id = u.id);

DROP TABLE last_passwords;

-- A link was sent to somebody with less reach: it does not come back when the roles are what they were.
CREATE TRIGGER reset_links_role_given AFTER INSERT ON user_roles
BEGIN
  DELETE FROM reset_links WHERE user_id = NEW.user_id;
  UPDATE reset_attempts SET state = 'void' WHERE user_id = NEW.user_id AND is_granted = 1 AND state = 'open';
END;
CREATE TRIGGER reset_links_role_widened AFTER DELETE ON role_limits
BEGIN
  DELETE FROM reset_links WHERE user_id = OLD.user_id;
  UPDATE reset_attempts SET state = 'void' WHERE user_id = OLD.user_id AND is_granted = 1 AND state = 'open';
END;

-- An operation that waits for a second admin: which one, its input sealed by the vault until it is decided, and a keyed hash of both, so that
-- the same asked twice is one request.
ALTER TABLE requests ADD COLUMN digest BLOB;
ALTER TABLE requests ADD COLUMN sealed BLOB;
