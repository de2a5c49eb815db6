-- {"version":20,"owner":{"username":"owner@nordwind.test","password":"Blue-Harbour-42-lamp"},"people":{"owner@nordwind.test":["globalAdministrator"],"anna@nordwind.test":["helpdeskAdministrator"],"bo@nordwind.test":[],"cleo@nordwind.test":[],"dan@nordwind.test":[],"eva@nordwind.test":[]},"readable":{"bo@nordwind.test":"yD=uJ-Q-KpL**52A"},"groups":{"Sales":2},"jobs":1,"entries":17,"vault":{"id":"df4ad184-da0d-449b-8076-746c4b232ef7","key":"bcf0a82391db026fec85fb24dacc4a1a2a9053f947562a13992406a9a692f536"}}
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
  created_at INTEGER NOT NULL,
  is_blocked INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER,
  password_hash TEXT,
  password_changed_at INTEGER,
  is_temporary INTEGER NOT NULL DEFAULT 0,
  must_change INTEGER NOT NULL DEFAULT 0,
  lapses_at INTEGER,
  never_expires INTEGER NOT NULL DEFAULT 0
, deleted_at INTEGER, deleted_username TEXT, alternate_email_writer INTEGER, alternate_email_proved INTEGER NOT NULL DEFAULT 0, mobile_phone_writer INTEGER, language TEXT, credential_version TEXT) STRICT;
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
, made_by INTEGER, is_shown INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
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
, pass_by INTEGER) STRICT;
CREATE TABLE recovery_codes (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  hash BLOB NOT NULL, pass_by INTEGER,
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
, digest BLOB, sealed BLOB, ran_at INTEGER NOT NULL DEFAULT 0, after_entry INTEGER NOT NULL DEFAULT 0) STRICT;
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
, is_decoy INTEGER NOT NULL DEFAULT 0 CHECK (is_decoy IN (0, 1))) STRICT;
CREATE TABLE portal_settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  document TEXT NOT NULL
) STRICT;
CREATE TABLE portal_certificates (
  kind TEXT PRIMARY KEY CHECK (kind IN ('authority', 'leaf', 'own')),
  certificate TEXT NOT NULL,
  sealed BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE portal_limits (
  name TEXT PRIMARY KEY,
  attempts TEXT NOT NULL,
  touched_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE reset_attempts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- SHA-256 of the token that the browser holds.
  token BLOB NOT NULL UNIQUE,
  user_id INTEGER REFERENCES users (id) ON DELETE CASCADE,
  -- Keyed hash of whose it is, for throttles and for questions that are made up.
  account BLOB NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('reset', 'unlock')),
  bound_to BLOB NOT NULL,
  started_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  proved TEXT NOT NULL DEFAULT '[]',
  -- The questions drawn for this run, until a wrong set of answers.
  drawn TEXT,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'void'))
, is_granted INTEGER NOT NULL DEFAULT 0, granted_by INTEGER, language TEXT NOT NULL DEFAULT 'en') STRICT;
CREATE TABLE reset_codes (
  attempt INTEGER NOT NULL REFERENCES reset_attempts (id) ON DELETE CASCADE,
  method TEXT NOT NULL CHECK (method IN ('email', 'sms')),
  hash BLOB NOT NULL,
  sent_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (attempt, method)
) STRICT, WITHOUT ROWID;
CREATE TABLE desk_codes (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  hash BLOB NOT NULL,
  sent_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0
, made_by INTEGER) STRICT;
CREATE TABLE reset_throttles (
  account BLOB PRIMARY KEY,
  state TEXT NOT NULL,
  touched_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE security_answers (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  -- The name of a shipped question, or the words of one of the organisation's own.
  question TEXT NOT NULL,
  answer_hash TEXT NOT NULL, pass_by INTEGER,
  PRIMARY KEY (user_id, question)
) STRICT, WITHOUT ROWID;
CREATE TABLE email_changes (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  address TEXT NOT NULL,
  hash BLOB NOT NULL,
  sent_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE registrations (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  -- When somebody was first asked to register, and when they last said that everything holds.
  asked_at INTEGER,
  confirmed_at INTEGER
) STRICT;
CREATE TABLE access_passes (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,
  is_once INTEGER NOT NULL,
  used_at INTEGER
, made_by INTEGER) STRICT;
CREATE TABLE help_codes (
  code BLOB PRIMARY KEY,
  request INTEGER NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
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
, made_by INTEGER) STRICT;
CREATE TABLE password_knowers (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  knower_id INTEGER NOT NULL,
  knower TEXT NOT NULL,
  since INTEGER NOT NULL, stage INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (user_id, knower_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE clock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  reached INTEGER NOT NULL
, ran INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE audit_names (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  folded TEXT NOT NULL) STRICT;
CREATE TABLE audit_actions (
  id INTEGER PRIMARY KEY,
  action TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE audit_blocks (
  -- Block 0 holds the entries 1 to 1,024.
  block INTEGER PRIMARY KEY,
  -- The earliest and the latest time in it: a clock may have gone back.
  earliest INTEGER NOT NULL,
  latest INTEGER NOT NULL,
  -- 2 bytes an entry, of audit_actions.
  actions BLOB NOT NULL,
  -- 4 bytes an entry, of audit_names; 0 for nobody.
  actors BLOB NOT NULL,
  targets BLOB NOT NULL,
  -- 8 bytes an entry, milliseconds UTC.
  times BLOB NOT NULL
) STRICT;
CREATE TABLE "mail_templates" (
  template TEXT NOT NULL,
  language TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (template, language)
) STRICT, WITHOUT ROWID;
INSERT INTO "users" VALUES (1, 'owner@nordwind.test', 'Olga Owner', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1795176000000, 0, NULL, '$argon2id$v=19$m=19456,t=2,p=1$kKBTvFBnYh8y42U85JlvIA$qJEYflcBKfwWdWGC6H+mC8J6UuCjbk8sCBbfW3UcJCY', 1795176000000, 0, 0, NULL, 0, NULL, NULL, NULL, 0, NULL, 'en', 'e1c66b70d9eabf2c15cb3bc549546141');
INSERT INTO "users" VALUES (2, 'anna@nordwind.test', 'anna', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1795176000000, 0, NULL, NULL, NULL, 0, 0, NULL, 0, NULL, NULL, 1, 0, 1, 'da', NULL);
INSERT INTO "users" VALUES (3, 'bo@nordwind.test', 'bo', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1795176000000, 0, NULL, '$argon2id$v=19$m=19456,t=2,p=1$7RAEIlkoVxfJPeEhZJx9XA$7jiKhOSd9AuPd0G4BhbZzddTIqpAoGd3LK8PVgxIKUA', 1795176000000, 1, 0, 1795435200000, 0, NULL, NULL, 1, 0, 1, 'da', '430322d5c39ef078f881fda24374e9d2');
INSERT INTO "users" VALUES (4, 'cleo@nordwind.test', 'cleo', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1795176000000, 0, NULL, '$argon2id$v=19$m=19456,t=2,p=1$4UQRZavW06ZZiOT+8ZSITQ$cAUjUCGszA9Zq6+zZN46ieaKOHSr39AdaWey83IjlVk', 1795176000000, 1, 0, 1795435200000, 0, NULL, NULL, 1, 0, 1, 'da', 'cceea6788dd99b27efdf0f7425ac7203');
INSERT INTO "users" VALUES (5, 'dan@nordwind.test', 'dan', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1795176000000, 1, NULL, NULL, NULL, 0, 0, NULL, 0, NULL, NULL, 1, 0, 1, 'da', NULL);
INSERT INTO "users" VALUES (6, 'eva@nordwind.test', 'eva', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1795176000000, 0, NULL, NULL, NULL, 0, 0, NULL, 0, NULL, NULL, 1, 0, 1, 'da', NULL);
INSERT INTO "user_roles" VALUES (1, 'globalAdministrator');
INSERT INTO "user_roles" VALUES (2, 'helpdeskAdministrator');
INSERT INTO "settings" VALUES ('settings', '{"signInAddress":"","organisation":"Nordwind"}');
INSERT INTO "vault" VALUES (1, 'df4ad184-da0d-449b-8076-746c4b232ef7', 1, X'01B3A5E799248323A02DCEBD4E57773A9280ED9D0FD085E521F99E7FBA0D1C60B0');
INSERT INTO "vault_slots" VALUES (1, 'keychain', NULL, X'', NULL, NULL, 1795176000000);
INSERT INTO "vault_slots" VALUES (2, 'recovery', NULL, X'4B3A3E5A141712D35594133013A82376', X'01458B0DD3288AD20E2A612023E6C859584CC1FA5D9BCE4D03917566363D388A50DF271C00C7B682EFEB174E592FA21EC82E76B424F7320399D5AB5DCE', NULL, 1795176000000);
INSERT INTO "secrets" VALUES ('01480375-8fb5-4e10-a1ef-973e533483ae', 3, X'01877695941DE9CBE1C96117FF5C7AF291FCF316A968F9C89A9539DA801B4D2025237A00C43E4531DBFEE98DA4', 1795176000000, 1795435200000, 1, 0);
INSERT INTO "secrets" VALUES ('2745e524-71d8-464a-90f8-fd1b776a84d9', 4, X'012F52F33F6B2ADB67C3E5C36CCC77AEAFBBFC216EA3BEFED6F90CE778F747544B2539831C9E02244A363CC7C8', 1795176000000, 1795435200000, 1, 0);
INSERT INTO "jobs" VALUES (1, 'ce2fdba7-9c8d-49a1-9d59-4bdb7327a01b', 'resetPasswords', 'done', '{"style":"strong","language":"en","mustChange":true}', 1, 'owner@nordwind.test', 'browser', 1795176000000, 1795176000000, 1, 1, 0, 0);
INSERT INTO "job_items" VALUES (1, 0, 4, 'done', NULL, '2745e524-71d8-464a-90f8-fd1b776a84d9');
INSERT INTO "audit" VALUES (1, 1795176000000, 1, 'owner@nordwind.test', 'Create organisation.', 1, 'owner@nordwind.test', 'success', '', 'browser', '{"organisation":"Nordwind"}', X'2E357069953259D3631FCC62744BF81C465CDEF7D07A471559228FAC8E983826');
INSERT INTO "audit" VALUES (2, 1795176000000, 1, 'owner@nordwind.test', 'UserLoggedIn', 1, 'owner@nordwind.test', 'success', '', 'browser', '{}', X'695B0D63F5AFF5AC78CE1410FB3D8E3BEACA688B1B80BDFAFA7B44DD81448A62');
INSERT INTO "audit" VALUES (3, 1795176000000, 1, 'owner@nordwind.test', 'Add user.', 2, 'anna@nordwind.test', 'success', '', 'browser', '{}', X'33D22AAEF4FCBEAAD4AF7808470CBEFED79E06B422D85A81981DEC609E205F0A');
INSERT INTO "audit" VALUES (4, 1795176000000, 1, 'owner@nordwind.test', 'Add user.', 3, 'bo@nordwind.test', 'success', '', 'browser', '{}', X'6B6DCF154F57DAA173D115842E6A32BABA495040029A016036D645EBD7F314F9');
INSERT INTO "audit" VALUES (5, 1795176000000, 1, 'owner@nordwind.test', 'Add user.', 4, 'cleo@nordwind.test', 'success', '', 'browser', '{}', X'9326D84E2D74BA870A8263AEF5E4163456A99E8CD6F11F85F69F945EFBFE83B1');
INSERT INTO "audit" VALUES (6, 1795176000000, 1, 'owner@nordwind.test', 'Add user.', 5, 'dan@nordwind.test', 'success', '', 'browser', '{}', X'E3B30625F579B31A1AD10928EEB49905603B389688EDFE64229A81DDCF0DA051');
INSERT INTO "audit" VALUES (7, 1795176000000, 1, 'owner@nordwind.test', 'Add user.', 6, 'eva@nordwind.test', 'success', '', 'browser', '{}', X'3AD5AB3ED75F342873D1441DB0A80F3D2B8C5B647D1C04069E6BF64039167BBD');
INSERT INTO "audit" VALUES (8, 1795176000000, 1, 'owner@nordwind.test', 'Add group.', NULL, 'Sales', 'success', '', 'browser', '{}', X'9F4A140C068758199E3C11661488B5E1F12D3B691A9C9854243C35F8C93B7006');
INSERT INTO "audit" VALUES (9, 1795176000000, 1, 'owner@nordwind.test', 'Add member to group.', 2, 'anna@nordwind.test', 'success', '', 'browser', '{"group":"Sales"}', X'21B441E6D2D94E1F20FC09BAB737D343880180A5B9529100E7A808F5C2255AF3');
INSERT INTO "audit" VALUES (10, 1795176000000, 1, 'owner@nordwind.test', 'Add member to group.', 3, 'bo@nordwind.test', 'success', '', 'browser', '{"group":"Sales"}', X'B11AEB9CB5C9025D04E2A70D1D1395C3108D511260D32F255BB7430D6591E879');
INSERT INTO "audit" VALUES (11, 1795176000000, 1, 'owner@nordwind.test', 'Add member to role.', 2, 'anna@nordwind.test', 'success', '', 'browser', '{"role":"helpdeskAdministrator"}', X'41F188A0684CFE0C844667CDC63928D427E08D9545CE52B864FE612913D778BA');
INSERT INTO "audit" VALUES (12, 1795176000000, 1, 'owner@nordwind.test', 'Reset user password.', 3, 'bo@nordwind.test', 'success', '', 'browser', '{"mustChange":"true"}', X'A75325307B5CCBD888C92C3E54DB52918ECBDD71D796CAA0F9E4B213512B6A21');
INSERT INTO "audit" VALUES (13, 1795176000000, 1, 'owner@nordwind.test', 'Reveal password.', 3, 'bo@nordwind.test', 'success', '', 'browser', '{}', X'8B2518C2B6898468D750A025A7060EBCC35FAF3AB349085D4B301B3CA38995E5');
INSERT INTO "audit" VALUES (14, 1795176000000, 1, 'owner@nordwind.test', 'Start job.', NULL, 'resetPasswords', 'success', '', 'browser', '{"job":"ce2fdba7-9c8d-49a1-9d59-4bdb7327a01b","people":"1"}', X'79E29A299988BA21DD9850B33AFD4E8A3EDD20823867052276C87425F145BE85');
INSERT INTO "audit" VALUES (15, 1795176000000, 1, 'owner@nordwind.test', 'Reset user password.', 4, 'cleo@nordwind.test', 'success', '', 'browser', '{"mustChange":"true","job":"ce2fdba7-9c8d-49a1-9d59-4bdb7327a01b"}', X'233211338D5AA38A4ADB11DADEE5FF14068319835E06BA32E78D22256B975B32');
INSERT INTO "audit" VALUES (16, 1795176000000, 1, 'owner@nordwind.test', 'Finish job.', NULL, 'resetPasswords', 'success', '', 'browser', '{"done":"1","skipped":"0","failed":"0"}', X'78DD2AD7AD1723E72D05FCAD658ED3705F67F8A93B80E4115121EE32AFF3E297');
INSERT INTO "audit" VALUES (17, 1795176000000, 1, 'owner@nordwind.test', 'Disable account.', 5, 'dan@nordwind.test', 'success', '', 'browser', '{}', X'2E13FBD698A3781707D83BF09EE442CDF6FAA13E54B648019A2EBF638CC8FCBE');
INSERT INTO "audit_head" VALUES (1, 17, X'2E13FBD698A3781707D83BF09EE442CDF6FAA13E54B648019A2EBF638CC8FCBE');
INSERT INTO "user_groups" VALUES (1, 'Sales', 'sales', 'picked', 1795176000000);
INSERT INTO "group_members" VALUES (1, 2);
INSERT INTO "group_members" VALUES (1, 3);
INSERT INTO "password_knowers" VALUES (3, 1, 'owner@nordwind.test', 1795176000000, 0);
INSERT INTO "password_knowers" VALUES (4, 1, 'owner@nordwind.test', 1795176000000, 0);
INSERT INTO "clock" VALUES (1, 1795176000437, 437);
INSERT INTO "sqlite_sequence" VALUES ('users', 6);
INSERT INTO "sqlite_sequence" VALUES ('user_groups', 1);
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
CREATE INDEX portal_limits_touched ON portal_limits (touched_at);
CREATE INDEX reset_attempts_account ON reset_attempts (account, started_at);
CREATE INDEX reset_attempts_started ON reset_attempts (started_at);
CREATE INDEX reset_throttles_touched ON reset_throttles (touched_at);
CREATE INDEX help_codes_created ON help_codes (created_at);
PRAGMA user_version = 20;
COMMIT;
