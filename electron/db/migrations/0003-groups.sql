CREATE TABLE user_groups (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  -- The name in lower case in every alphabet: SQLite's NOCASE knows only A to Z.
  name_key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('picked', 'departments')),
  created_at INTEGER NOT NULL
) STRICT;

-- A person who was deleted stays in until the row is erased, and is there again when restored.
CREATE TABLE group_members (
  group_id INTEGER NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_members_user ON group_members (user_id);

CREATE TABLE group_departments (
  group_id INTEGER NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
  -- Folded, as departments are compared.
  key TEXT NOT NULL,
  department TEXT NOT NULL,
  PRIMARY KEY (group_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE group_groups (
  parent_id INTEGER NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
  child_id INTEGER NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
  PRIMARY KEY (parent_id, child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_groups_child ON group_groups (child_id);

-- No cascade from the group: a role whose last group went with it would reach everybody.
CREATE TABLE role_limits (
  user_id INTEGER NOT NULL,
  role TEXT NOT NULL,
  group_id INTEGER NOT NULL REFERENCES user_groups (id),
  PRIMARY KEY (user_id, role, group_id),
  FOREIGN KEY (user_id, role) REFERENCES user_roles (user_id, role) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX role_limits_group ON role_limits (group_id);

CREATE INDEX users_department ON users (department);
