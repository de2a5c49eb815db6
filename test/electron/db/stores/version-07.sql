-- {"version":7,"owner":{"username":"owner@nordwind.test","password":"Blue-Harbour-42-lamp"},"people":{"owner@nordwind.test":["globalAdministrator"],"anna@nordwind.test":["helpdeskAdministrator"],"bo@nordwind.test":[],"cleo@nordwind.test":[],"dan@nordwind.test":[]},"readable":{"bo@nordwind.test":"Temporary-77-Pear"},"groups":{"Sales":2},"jobs":1,"entries":5,"vault":{"id":"00000000-0000-4000-8000-000000000007","key":"882950ae73115cb5f9242a27b89b3b58e415426e07048998075ed05b8f643960"}}
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  username TEXT NOT NULL COLLATE NOCASE UNIQUE,
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
  language TEXT CHECK (language IN ('en', 'da', 'sv')),
  created_at INTEGER NOT NULL,
  is_blocked INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER,
  password_hash TEXT,
  password_changed_at INTEGER,
  is_temporary INTEGER NOT NULL DEFAULT 0,
  must_change INTEGER NOT NULL DEFAULT 0,
  lapses_at INTEGER,
  never_expires INTEGER NOT NULL DEFAULT 0
, deleted_at INTEGER, deleted_username TEXT) STRICT;
CREATE TABLE user_roles (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  role TEXT NOT NULL,
  PRIMARY KEY (user_id, role)
) STRICT, WITHOUT ROWID;
CREATE TABLE password_history (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  password_hash TEXT NOT NULL,
  replaced_at INTEGER NOT NULL
) STRICT;
CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE vault (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  vault_id TEXT NOT NULL,
  key_version INTEGER NOT NULL,
  proof BLOB NOT NULL
) STRICT;
CREATE TABLE vault_slots (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('keychain', 'recovery', 'admin')),
  user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
  salt BLOB NOT NULL,
  sealed BLOB,
  -- Digest of the password hash that an admin's slot belongs to: another one means that the slot is stale.
  bound_to BLOB,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE secrets (
  id TEXT PRIMARY KEY,
  user_id INTEGER NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
  sealed BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  lapses_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE jobs (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  options TEXT NOT NULL,
  actor_id INTEGER NOT NULL,
  actor TEXT NOT NULL,
  door TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  finished_at INTEGER,
  total INTEGER NOT NULL,
  done INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE job_items (
  job INTEGER NOT NULL REFERENCES jobs (number) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  outcome TEXT NOT NULL DEFAULT 'pending',
  reason TEXT,
  secret_id TEXT,
  PRIMARY KEY (job, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor_id INTEGER,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  target_id INTEGER,
  target TEXT NOT NULL,
  result TEXT NOT NULL,
  reason TEXT NOT NULL,
  door TEXT NOT NULL,
  detail TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE TABLE audit_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  entries INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;
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
CREATE TABLE user_groups (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  -- The name in lower case in every alphabet: SQLite's NOCASE knows only A to Z.
  name_key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('picked', 'departments')),
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE group_members (
  group_id INTEGER NOT NULL REFERENCES user_groups (id) ON DELETE CASCADE,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  PRIMARY KEY (group_id, user_id)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE role_limits (
  user_id INTEGER NOT NULL,
  role TEXT NOT NULL,
  group_id INTEGER NOT NULL REFERENCES user_groups (id),
  PRIMARY KEY (user_id, role, group_id),
  FOREIGN KEY (user_id, role) REFERENCES user_roles (user_id, role) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE authenticators (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  sealed BLOB NOT NULL,
  confirmed_at INTEGER NOT NULL,
  last_step INTEGER NOT NULL
) STRICT;
CREATE TABLE recovery_codes (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  hash BLOB NOT NULL,
  PRIMARY KEY (user_id, hash)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE request_people (
  request INTEGER NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  PRIMARY KEY (request, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE views (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  conditions TEXT NOT NULL
) STRICT;
CREATE TABLE mail_settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  value TEXT NOT NULL,
  -- The password of the mail account, sealed by the vault.
  sealed BLOB
) STRICT;
CREATE TABLE mail_templates (
  template TEXT NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('en', 'da', 'sv')),
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (template, language)
) STRICT, WITHOUT ROWID;
CREATE TABLE mail_outbox (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  recipient TEXT NOT NULL,
  template TEXT NOT NULL,
  language TEXT NOT NULL,
  -- What goes into the template, sealed by the vault; gone as soon as the mail is sent or expired.
  sealed BLOB,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'stuck', 'expired')),
  created_at INTEGER NOT NULL,
  -- From when the day counts after which nobody tries any more; later than created_at when an admin tried again.
  tried_since INTEGER NOT NULL,
  expires_at INTEGER,
  next_try_at INTEGER NOT NULL,
  ended_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  reply_code TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO "users" VALUES (1, 'owner@nordwind.test', 'owner', '', '', '', 'Salg', '', '', '+45 12 34 56 78', '', 'owner@home.test', '', '', '', '', '', 'da', 1795176000000, 0, NULL, '$argon2id$v=19$m=19456,t=2,p=1$ixhXP3NiZK+/1nkgl0/2nQ$emr2tfvGE7C42dr0NVMH2KkzFYvR5veP3H4S+s1dpoA', 1795176000000, 0, 0, NULL, 0, NULL, NULL);
INSERT INTO "users" VALUES (2, 'anna@nordwind.test', 'anna', '', '', '', 'Salg', '', '', '+45 12 34 56 78', '', 'anna@home.test', '', '', '', '', '', 'da', 1795176000000, 0, NULL, '$argon2id$v=19$m=19456,t=2,p=1$ogZiuFG4hdRu1vMcviE26g$aXRzMvhiNaLx9hnQ0xrEk+SIXUeY/HyZNrjCufd169Q', 1795176000000, 0, 0, NULL, 0, NULL, NULL);
INSERT INTO "users" VALUES (3, 'bo@nordwind.test', 'bo', '', '', '', 'Salg', '', '', '+45 12 34 56 78', '', 'bo@home.test', '', '', '', '', '', 'da', 1795176000000, 0, NULL, '$argon2id$v=19$m=19456,t=2,p=1$XBDSpZmIwFuZFp3OMnwJbw$MhC778Dxz+A28/trbgEmrApoTBnMXKBLt71Y6xu02uA', 1795176001000, 1, 1, NULL, 0, NULL, NULL);
INSERT INTO "users" VALUES (4, 'cleo@nordwind.test', 'cleo', '', '', '', 'Salg', '', '', '+45 12 34 56 78', '', 'cleo@home.test', '', '', '', '', '', 'da', 1795176000000, 0, NULL, NULL, NULL, 0, 0, NULL, 0, NULL, NULL);
INSERT INTO "users" VALUES (5, 'dan@nordwind.test', 'dan', '', '', '', 'Salg', '', '', '+45 12 34 56 78', '', 'dan@home.test', '', '', '', '', '', 'da', 1795176000000, 1, NULL, NULL, NULL, 0, 0, NULL, 0, NULL, NULL);
INSERT INTO "users" VALUES (6, 'gone-6', 'Gone', '', '', '', 'Salg', '', '', '+45 12 34 56 78', '', '', '', '', '', '', '', 'da', 1795176000000, 0, NULL, NULL, NULL, 0, 0, NULL, 0, 1795176000000, 'eva@nordwind.test');
INSERT INTO "user_roles" VALUES (1, 'globalAdministrator');
INSERT INTO "user_roles" VALUES (2, 'helpdeskAdministrator');
INSERT INTO "password_history" VALUES (1, 2, '$argon2id$v=19$m=19456,t=2,p=1$j7CgTAKk4Q1PTrQiSBaC6w$I5GckRCGPCCSV7Dz2if0H+eVK/M/oo2fdrrb86Tg3J4', 1795176000000);
INSERT INTO "settings" VALUES ('settings', '{"organisation":"Nordwind","signInAddress":""}');
INSERT INTO "vault" VALUES (1, '00000000-0000-4000-8000-000000000007', 1, X'0194746DE8B98F835BEBAB8C1541AAE6B7779A9ED3912981003B0617644F0727B6');
INSERT INTO "vault_slots" VALUES (1, 'keychain', NULL, X'', NULL, NULL, 1795176000000);
INSERT INTO "secrets" VALUES ('f64db164-9fdc-48d7-9645-99398a069fad', 3, X'01CB6CBB2F39D7422F37648772FB31B5A6E5CF536682F2981035E6479873EDC830EC98080F919C0B28921F07542C', 1795176000000, NULL);
INSERT INTO "jobs" VALUES (1, '551a70ca-aad2-4bb4-b006-579c17401ad3', 'resetPasswords', 'done', '{"style":"strong","language":"en","mustChange":true}', 1, 'owner@nordwind.test', 'browser', 1795176000000, 1795176005000, 1, 1, 0, 0);
INSERT INTO "job_items" VALUES (1, 0, 3, 'done', NULL, 'f64db164-9fdc-48d7-9645-99398a069fad');
INSERT INTO "audit" VALUES (1, 1795176000000, 1, 'owner@nordwind.test', 'Create organisation.', NULL, 'Nordwind', 'success', '', 'browser', '{}', X'FA5EDE0C79D4A1CC8DB1B97418E8757AF3193D853D0D068420CC8A8BAECCA853');
INSERT INTO "audit" VALUES (2, 1795176001000, 1, 'owner@nordwind.test', 'Add user.', 2, 'anna@nordwind.test', 'success', '', 'browser', '{}', X'E4F151D9F5B91B230EEC80D4FD6EF47BDCC59A96DC21DB43F6F82D0B812BD8FD');
INSERT INTO "audit" VALUES (3, 1795176002000, 1, 'owner@nordwind.test', 'Add member to role.', 2, 'anna@nordwind.test', 'success', '', 'browser', '{}', X'15D284D794250F4AA0F3D5065FE30A940E87115351A62EE68BEBBB2B903B7D9B');
INSERT INTO "audit" VALUES (4, 1795176003000, 1, 'owner@nordwind.test', 'Reset user password.', 3, 'bo@nordwind.test', 'success', '', 'browser', '{}', X'4B8ACB19DEB8F0036BADABA40DABC8873F6FC4FA8FE94B4CD801EFDE95692D49');
INSERT INTO "audit" VALUES (5, 1795176004000, 2, 'anna@nordwind.test', 'Change user password.', 2, 'anna@nordwind.test', 'success', '', 'browser', '{}', X'4205064C79D63C3D893BAB210E2AA5B9F6A88774976D9608583FBA590BA69FD8');
INSERT INTO "audit_head" VALUES (1, 5, X'4205064C79D63C3D893BAB210E2AA5B9F6A88774976D9608583FBA590BA69FD8');
INSERT INTO "lockouts" VALUES ('anna@nordwind.test', 'browser', 2, 2, NULL, '[]', 1795176000000);
INSERT INTO "user_groups" VALUES (1, 'Sales', 'sales', 'picked', 1795176000000);
INSERT INTO "group_members" VALUES (1, 2);
INSERT INTO "group_members" VALUES (1, 3);
INSERT INTO "role_limits" VALUES (2, 'helpdeskAdministrator', 1);
INSERT INTO "recovery_codes" VALUES (4, X'0404040404040404040404040404040404040404040404040404040404040404');
INSERT INTO "requests" VALUES (1, 'help', '{}', 'refused', NULL, 'bo@nordwind.test', 'browser', 3, 'bo@nordwind.test', 1, 1795176000000, 1795262400000, 1795176000000, 'owner@nordwind.test', '', NULL);
INSERT INTO "views" VALUES (1, 'Sellers', 'sellers', '{}');
INSERT INTO "mail_templates" VALUES ('reset', 'da', 'Ny adgangskode', 'Hej');
INSERT INTO "mail_outbox" VALUES (1, 'a6fcc38e-4df8-4cd6-ab6c-65a4dba273eb', 'anna@home.test', 'reset', 'da', NULL, 'sent', 1795176000000, 1795176000000, NULL, 1795176000000, 1795176000000, 1, NULL, '');
INSERT INTO "sqlite_sequence" VALUES ('users', 6);
INSERT INTO "sqlite_sequence" VALUES ('user_groups', 1);
INSERT INTO "sqlite_sequence" VALUES ('requests', 1);
INSERT INTO "sqlite_sequence" VALUES ('views', 1);
CREATE INDEX password_history_user ON password_history (user_id);
CREATE UNIQUE INDEX vault_slots_one ON vault_slots (kind, coalesce(user_id, 0));
CREATE INDEX secrets_lapse ON secrets (lapses_at);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
CREATE INDEX audit_target ON audit (target_id);
CREATE INDEX audit_actor ON audit (actor_id);
CREATE INDEX lockouts_touched ON lockouts (touched_at);
CREATE INDEX users_deleted ON users (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX group_members_user ON group_members (user_id);
CREATE INDEX group_groups_child ON group_groups (child_id);
CREATE INDEX role_limits_group ON role_limits (group_id);
CREATE INDEX users_department ON users (department);
CREATE INDEX requests_open ON requests (expires_at) WHERE state = 'open';
CREATE INDEX mail_outbox_due ON mail_outbox (next_try_at) WHERE state = 'waiting';
CREATE INDEX mail_outbox_expiry ON mail_outbox (expires_at) WHERE expires_at IS NOT NULL;
PRAGMA user_version = 7;
COMMIT;
