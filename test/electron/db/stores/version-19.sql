-- {"version":19,"owner":{"username":"owner@nordwind.test","password":"Blue-Harbour-42-lamp"},"people":{"owner@nordwind.test":["globalAdministrator"],"anna@nordwind.test":["helpdeskAdministrator"],"bo@nordwind.test":[],"cleo@nordwind.test":[],"dan@nordwind.test":[],"eva@nordwind.test":[]},"readable":{"bo@nordwind.test":"xZifsWnuNZV?eu7a"},"groups":{"Sales":2},"jobs":1,"entries":17,"vault":{"id":"6bcc0fae-b3e3-4f3a-a26b-e45a63c16018","key":"a6f5f2cfbafdbc60eca2ef1d2afe7519043ed82d618a638945bcce8d93a59678"}}
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
, deleted_at INTEGER, deleted_username TEXT, alternate_email_writer INTEGER, alternate_email_proved INTEGER NOT NULL DEFAULT 0, mobile_phone_writer INTEGER, language TEXT) STRICT;
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
INSERT INTO "users" VALUES (1, 'owner@nordwind.test', 'Olga Owner', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1795176000000, 0, NULL, '$argon2id$v=19$m=19456,t=2,p=1$1xiv6THw9eDQFxZwisDi9g$9NK2QBstNu7zQXehwpSGXPywoudkR6pcCam6MU2TaFg', 1795176000000, 0, 0, NULL, 0, NULL, NULL, NULL, 0, NULL, 'en');
INSERT INTO "users" VALUES (2, 'anna@nordwind.test', 'anna', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1795176000000, 0, NULL, NULL, NULL, 0, 0, NULL, 0, NULL, NULL, 1, 0, 1, 'da');
INSERT INTO "users" VALUES (3, 'bo@nordwind.test', 'bo', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1795176000000, 0, NULL, '$argon2id$v=19$m=19456,t=2,p=1$rriA+PD0pCnwNoPNQs3q8g$qeJ6XkAztACi8uPnBWr0s+XnLZK16RfL+Q52BRMzHjk', 1795176000000, 1, 0, 1795435200000, 0, NULL, NULL, 1, 0, 1, 'da');
INSERT INTO "users" VALUES (4, 'cleo@nordwind.test', 'cleo', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1795176000000, 0, NULL, '$argon2id$v=19$m=19456,t=2,p=1$rfBm7NzuGvTylj0Tj6jQXg$TiqFRIfO6qYymIVE+uw7xcQRMembm4TjRJdMFaiIDMc', 1795176000000, 1, 0, 1795435200000, 0, NULL, NULL, 1, 0, 1, 'da');
INSERT INTO "users" VALUES (5, 'dan@nordwind.test', 'dan', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1795176000000, 1, NULL, NULL, NULL, 0, 0, NULL, 0, NULL, NULL, 1, 0, 1, 'da');
INSERT INTO "users" VALUES (6, 'eva@nordwind.test', 'eva', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1795176000000, 0, NULL, NULL, NULL, 0, 0, NULL, 0, NULL, NULL, 1, 0, 1, 'da');
INSERT INTO "user_roles" VALUES (1, 'globalAdministrator');
INSERT INTO "user_roles" VALUES (2, 'helpdeskAdministrator');
INSERT INTO "settings" VALUES ('settings', '{"signInAddress":"","organisation":"Nordwind"}');
INSERT INTO "vault" VALUES (1, '6bcc0fae-b3e3-4f3a-a26b-e45a63c16018', 1, X'017920AE4550660D3A7A4D94A435A4F62D2787D6706D0E1B55E5F4D0EE1E1B5A77');
INSERT INTO "vault_slots" VALUES (1, 'keychain', NULL, X'', NULL, NULL, 1795176000000);
INSERT INTO "vault_slots" VALUES (2, 'recovery', NULL, X'E5CDB3994FDA97A03747F452FBAC83D8', X'01FDAE01934207D0A815D6A5CDAC4E65E4B577BF670793026AF044F96B09BF9F2CF920573FE3BA93357B3DE23DF1A54DADC2738D45DD7C0F0DC90A711B', NULL, 1795176000000);
INSERT INTO "secrets" VALUES ('166a7584-8896-4f60-aaec-74b0b36be61c', 3, X'01378279AF050B689765ED3E0EDEC9B5F644C720D65F05701DAA788CB01295FCCAEC303C464226C39715657408', 1795176000000, 1795435200000, 1, 0);
INSERT INTO "secrets" VALUES ('d174f35a-891b-4f85-bb45-51e3fd83cdb3', 4, X'01214B30A752ECF673F192CC61FFC64F63D39D0C94EC866761D23A43426EE75EAEED8440A948A8FB9219CFC82D', 1795176000000, 1795435200000, 1, 0);
INSERT INTO "jobs" VALUES (1, '2065bf31-5914-4a05-bc84-8ff08fab094a', 'resetPasswords', 'done', '{"style":"strong","language":"en","mustChange":true}', 1, 'owner@nordwind.test', 'browser', 1795176000000, 1795176000000, 1, 1, 0, 0);
INSERT INTO "job_items" VALUES (1, 0, 4, 'done', NULL, 'd174f35a-891b-4f85-bb45-51e3fd83cdb3');
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
INSERT INTO "audit" VALUES (14, 1795176000000, 1, 'owner@nordwind.test', 'Start job.', NULL, 'resetPasswords', 'success', '', 'browser', '{"job":"2065bf31-5914-4a05-bc84-8ff08fab094a","people":"1"}', X'1FB3D30A514E08DA17920F285F741BDE09252530470FCD67DB14BC5723183AE4');
INSERT INTO "audit" VALUES (15, 1795176000000, 1, 'owner@nordwind.test', 'Reset user password.', 4, 'cleo@nordwind.test', 'success', '', 'browser', '{"mustChange":"true","job":"2065bf31-5914-4a05-bc84-8ff08fab094a"}', X'6C448CC823103678CE29D94E8C116633B97CBE7E210434CBA5CFAC562D3D07B6');
INSERT INTO "audit" VALUES (16, 1795176000000, 1, 'owner@nordwind.test', 'Finish job.', NULL, 'resetPasswords', 'success', '', 'browser', '{"done":"1","skipped":"0","failed":"0"}', X'6A1DAC110C8943B612DC83234C991AE9807116AE3116461D3010EB9669F541FE');
INSERT INTO "audit" VALUES (17, 1795176000000, 1, 'owner@nordwind.test', 'Disable account.', 5, 'dan@nordwind.test', 'success', '', 'browser', '{}', X'0583A3B7D0BEA312C33E148437E312A793CFC64FCD90F7EAD1074B2B35203239');
INSERT INTO "audit_head" VALUES (1, 17, X'0583A3B7D0BEA312C33E148437E312A793CFC64FCD90F7EAD1074B2B35203239');
INSERT INTO "user_groups" VALUES (1, 'Sales', 'sales', 'picked', 1795176000000);
INSERT INTO "group_members" VALUES (1, 2);
INSERT INTO "group_members" VALUES (1, 3);
INSERT INTO "password_knowers" VALUES (3, 1, 'owner@nordwind.test', 1795176000000, 0);
INSERT INTO "password_knowers" VALUES (4, 1, 'owner@nordwind.test', 1795176000000, 0);
INSERT INTO "clock" VALUES (1, 1795176000600, 600);
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
CREATE TRIGGER reset_links_shut_out AFTER UPDATE OF is_blocked, deleted_at ON users
WHEN NEW.is_blocked = 1 OR NEW.deleted_at IS NOT NULL
BEGIN
  DELETE FROM reset_links WHERE user_id = NEW.id;
  UPDATE reset_attempts SET state = 'void' WHERE user_id = NEW.id AND is_granted = 1 AND state = 'open';
END;
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
PRAGMA user_version = 19;
COMMIT;
