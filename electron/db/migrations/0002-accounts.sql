CREATE TABLE lockouts (
  account TEXT NOT NULL,
  door TEXT NOT NULL,
  user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
  failures INTEGER NOT NULL,
  locked_until INTEGER,
  recent TEXT NOT NULL,
  touched_at INTEGER NOT NULL,
  PRIMARY KEY (account, door)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_target ON audit (target_id);
CREATE INDEX audit_actor ON audit (actor_id);
CREATE INDEX lockouts_touched ON lockouts (touched_at);

-- A deleted user gives the user name free: it waits beside the account.
ALTER TABLE users ADD COLUMN deleted_at INTEGER;
ALTER TABLE users ADD COLUMN deleted_username TEXT;
CREATE INDEX users_deleted ON users (deleted_at) WHERE deleted_at IS NOT NULL;
