-- Groups of connected directories. A name is unique among Keydesk's own groups, and in each directory, so that the column loses its UNIQUE.
-- SQLite changes that by a new table.
CREATE TABLE groups_of_all_directories (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  -- The name in lower case in every alphabet: SQLite's NOCASE knows only A to Z.
  name_key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('picked', 'departments', 'directory')),
  created_at INTEGER NOT NULL,
  directory_id INTEGER REFERENCES directories (id),
  directory_key TEXT,
  -- What the directory calls the state that was read; null until the members have been read as they are.
  directory_version TEXT,
  -- Since when the directory has the group no more: it reaches nobody, and its last known members stay for the rules that hang on it.
  gone_at INTEGER,
  CHECK ((kind = 'directory') = (directory_id IS NOT NULL)),
  CHECK ((directory_id IS NULL) = (directory_key IS NULL))
) STRICT;
INSERT INTO groups_of_all_directories SELECT id, name, name_key, kind, created_at, NULL, NULL, NULL, NULL FROM user_groups;
-- No number is given out twice, even if its group was deleted: a saved view may still name it.
DELETE FROM sqlite_sequence WHERE name = 'groups_of_all_directories';
INSERT INTO sqlite_sequence (name, seq) SELECT 'groups_of_all_directories', seq FROM sqlite_sequence WHERE name = 'user_groups';
DROP TABLE user_groups;
ALTER TABLE groups_of_all_directories RENAME TO user_groups;
CREATE UNIQUE INDEX user_groups_own_name ON user_groups (name_key) WHERE directory_id IS NULL;
CREATE UNIQUE INDEX user_groups_directory_name ON user_groups (directory_id, name_key) WHERE directory_id IS NOT NULL;
CREATE UNIQUE INDEX user_groups_directory_key ON user_groups (directory_id, directory_key) WHERE directory_id IS NOT NULL;
