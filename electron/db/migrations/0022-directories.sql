-- Directories that people live in, beside Keydesk's own.
CREATE TABLE directories (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- How it is reached, as JSON, without the password of the account.
  connection TEXT NOT NULL,
  -- The password of the account, sealed for this directory and its servers.
  sealed BLOB NOT NULL,
  -- Where the next look begins; null for a look at everybody.
  cursor TEXT,
  -- When the last look reached its end, the last one at everybody, and why the last one failed.
  looked_at INTEGER,
  whole_at INTEGER,
  fault TEXT,
  created_at INTEGER NOT NULL
) STRICT;

-- A user name is unique in its directory only, so that the column loses its UNIQUE. SQLite changes that by a new table.
CREATE TABLE users_of_all_directories (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  username TEXT NOT NULL COLLATE NOCASE,
  display_name TEXT NOT NULL,
  first_name TEXT NOT NULL DEFAULT '',
  last_name TEXT NOT NULL DEFAULT '',
  job_title TEXT NOT NULL DEFAULT '',
  department TEXT NOT NULL DEFAULT '',
  office_number TEXT NOT NULL DEFAULT '',
  office_phone TEXT NOT NULL DEFAULT '',
  mobile_phone TEXT NOT NULL DEFAULT '',
  fax TEXT NOT NULL DEFAULT '',
  alternate_email TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  city TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT '',
  postal_code TEXT NOT NULL DEFAULT '',
  country TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  is_blocked INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER,
  password_hash TEXT,
  password_changed_at INTEGER,
  is_temporary INTEGER NOT NULL DEFAULT 0,
  must_change INTEGER NOT NULL DEFAULT 0,
  lapses_at INTEGER,
  never_expires INTEGER NOT NULL DEFAULT 0,
  deleted_at INTEGER,
  deleted_username TEXT,
  alternate_email_writer INTEGER,
  alternate_email_proved INTEGER NOT NULL DEFAULT 0,
  mobile_phone_writer INTEGER,
  language TEXT,
  credential_version TEXT,
  -- Null for people of Keydesk's own directory.
  directory_id INTEGER REFERENCES directories (id),
  directory_key TEXT,
  -- What the directory says: until when it locks the person, when it lets the password expire, and whether it protects the account.
  locked_there INTEGER,
  expires_there INTEGER,
  is_protected INTEGER NOT NULL DEFAULT 0,
  CHECK ((directory_id IS NULL) = (directory_key IS NULL))
) STRICT;
INSERT INTO users_of_all_directories
  SELECT id, username, display_name, first_name, last_name, job_title, department, office_number, office_phone, mobile_phone, fax,
    alternate_email, address, city, state, postal_code, country, created_at, is_blocked, locked_until, password_hash, password_changed_at,
    is_temporary, must_change, lapses_at, never_expires, deleted_at, deleted_username, alternate_email_writer, alternate_email_proved,
    mobile_phone_writer, language, credential_version, NULL, NULL, NULL, NULL, 0
  FROM users;
-- No number is given out twice, even if its person was erased.
UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'users') WHERE name = 'users_of_all_directories';
DROP TABLE users;
ALTER TABLE users_of_all_directories RENAME TO users;
CREATE INDEX users_deleted ON users (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX users_department ON users (department);
CREATE INDEX users_name ON users (username);
CREATE UNIQUE INDEX users_own_name ON users (username) WHERE directory_id IS NULL;
CREATE UNIQUE INDEX users_directory_key ON users (directory_id, directory_key) WHERE directory_id IS NOT NULL;
