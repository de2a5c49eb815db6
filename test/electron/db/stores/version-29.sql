-- {"version":29,"owner":{"username":"owner@nordwind.test","password":"Blue-Harbour-42-lamp"},"people":{"owner@nordwind.test":["globalAdministrator"],"anna@nordwind.test":["helpdeskAdministrator"],"bo@nordwind.test":[],"cleo@nordwind.test":[],"dan@nordwind.test":[],"eva@nordwind.test":[],"frida":["helpdeskAdministrator"],"gunnar":[]},"readable":{"bo@nordwind.test":"TSK7G=LCLWza2uT6"},"groups":{"Sales":2},"jobs":1,"entries":20,"vault":{"id":"0d67d180-0070-4988-9449-6285b8f84126","key":"787e915a559a53d1ab1459b06ad58550e377464b1f9270c396e4e81b8b237e78"}}
PRAGMA foreign_keys = OFF;
BEGIN;
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
, made_by INTEGER) STRICT;
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
  secret_id TEXT, entry_id INTEGER,
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
CREATE TABLE password_intents (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  id TEXT NOT NULL UNIQUE,
  seen TEXT,
  sealed BLOB NOT NULL,
  -- For how many milliseconds Keydesk had run on this store by then: a server may be slow, and no clock that is set makes it quicker.
  ran_at INTEGER NOT NULL
) STRICT;
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
, missing INTEGER NOT NULL DEFAULT 0, leaving TEXT CHECK (leaving IN ('remove', 'keep')), locks TEXT) STRICT;
CREATE TABLE "users" (
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
CREATE TABLE "user_groups" (
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
CREATE TABLE adoptions (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  job TEXT NOT NULL,
  directory_id INTEGER NOT NULL REFERENCES directories (id),
  adopted_at INTEGER NOT NULL,
  -- The version that the entry's password had then: with another one the match can't be undone any more.
  version TEXT,
  -- The person as they were, as JSON, and the hash of their password, which signs nobody in from here; null once the match can't be undone.
  before TEXT,
  password_hash TEXT
) STRICT;
CREATE TABLE contact_edits (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  -- No reference: whoever is gone was the author still, and counts for nothing.
  writer INTEGER NOT NULL,
  PRIMARY KEY (user_id, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE lapsed_there (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  version TEXT NOT NULL
) STRICT;
CREATE TABLE backup (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  -- As JSON; null until somebody has set one.
  schedule TEXT,
  -- From when the next time of the schedule is counted.
  counted_from INTEGER NOT NULL DEFAULT 0,
  -- The salt of the recovery key that two admins agreed to under the two-person rule; null where one admin decided.
  agreed_salt BLOB,
  last_at INTEGER,
  last_file TEXT NOT NULL DEFAULT '',
  last_bytes INTEGER NOT NULL DEFAULT 0,
  failed_at INTEGER,
  failure TEXT NOT NULL DEFAULT '',
  failed_path TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO "user_roles" VALUES (1, 'globalAdministrator');
INSERT INTO "user_roles" VALUES (2, 'helpdeskAdministrator');
INSERT INTO "user_roles" VALUES (7, 'helpdeskAdministrator');
INSERT INTO "settings" VALUES ('program', '{"version":"0.1.0"}');
INSERT INTO "settings" VALUES ('settings', '{"organisation":"Nordwind","signInAddress":"","language":"en"}');
INSERT INTO "vault" VALUES (1, '0d67d180-0070-4988-9449-6285b8f84126', 1, X'01837FE2B5272BF6B7BCB1C5509FBB14D6D70954F4279733749D48B6BFCAE5753E');
INSERT INTO "vault_slots" VALUES (1, 'keychain', NULL, X'', NULL, NULL, 1795176000000, NULL);
INSERT INTO "vault_slots" VALUES (2, 'recovery', NULL, X'FCA83CFD7819F663F9607C9995E44037', X'01F9826318F88328D328E6F2F9AAB467C24925342D15535AB57E240DCE5C8ED5D7DF1CB39CCCF3CC979112B03C7A6D6F46FCF88006D6AD62C23A069D9C', NULL, 1795176000000, 1);
INSERT INTO "secrets" VALUES ('5d5e6353-e3f3-4c69-824a-636e19f3a677', 3, X'01FCFDB3EB2AD702F8E36736AF939D567802A36D84B474CFF9AB08CE281BDEF79C193465B14B01D5828AFA3628', 1795176000000, 1795435200000, 1, 0);
INSERT INTO "secrets" VALUES ('61cec17c-f675-445a-b5f1-b3e24fbd0095', 4, X'01305A8A8E5CC0B47D12E9121573D8D07B1C2AFB3BC9F31B97D7FE09B822E814DF80D176A2474041AD50447F07', 1795176000000, 1795435200000, 1, 0);
INSERT INTO "jobs" VALUES (1, 'd03fd55a-869b-4538-9815-231b329a8cff', 'resetPasswords', 'done', '{"style":"strong","language":"en","mustChange":true}', 1, 'owner@nordwind.test', 'browser', 1795176000000, 1795176000000, 1, 1, 0, 0);
INSERT INTO "job_items" VALUES (1, 0, 4, 'done', NULL, '61cec17c-f675-445a-b5f1-b3e24fbd0095', NULL);
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
INSERT INTO "audit" VALUES (14, 1795176000000, 1, 'owner@nordwind.test', 'Start job.', NULL, 'resetPasswords', 'success', '', 'browser', '{"job":"d03fd55a-869b-4538-9815-231b329a8cff","people":"1"}', X'F6CB1D9249E8F9AAF0DFB6531A02C99E72521931A47A7F4C469DD698F19B0B67');
INSERT INTO "audit" VALUES (15, 1795176000000, 1, 'owner@nordwind.test', 'Reset user password.', 4, 'cleo@nordwind.test', 'success', '', 'browser', '{"mustChange":"true","job":"d03fd55a-869b-4538-9815-231b329a8cff"}', X'D8BE08E97A73FA6D2BA726F817542C6A91653262B05D8540A0518E9B63DC9117');
INSERT INTO "audit" VALUES (16, 1795176000000, 1, 'owner@nordwind.test', 'Finish job.', NULL, 'resetPasswords', 'success', '', 'browser', '{"done":"1","skipped":"0","failed":"0"}', X'F2758D2897B8F6B82F2564B7E61FE707AD387510B15532A3184E64D2C95F087E');
INSERT INTO "audit" VALUES (17, 1795176000000, 1, 'owner@nordwind.test', 'Disable account.', 5, 'dan@nordwind.test', 'success', '', 'browser', '{}', X'14C84680C931CC4C4C6F32D5B1F85E636BE0D333F11B8C64635AB1BDECAB8342');
INSERT INTO "audit" VALUES (18, 1795176000000, 1, 'owner@nordwind.test', 'Add directory.', NULL, 'Office', 'success', '', 'browser', '{"directory":"Office","kind":"openLdap","servers":"ldap.nordwind.test:636","base":"dc=nordwind,dc=test","account":"cn=helpdesk,dc=nordwind,dc=test","trust":"system"}', X'8C21780B06449E8718E0CB46FD820DAD6BCE96951D28DD1966ABC2C720BA116A');
INSERT INTO "audit" VALUES (19, 1795176000000, 1, 'owner@nordwind.test', 'Look at directory.', NULL, 'Office', 'success', '', 'browser', '{"added":"2","changed":"0","gone":"0"}', X'46D1101493FC9C1F1B22A0CFD7B3682C7A2ADB648B6482B835D862CFE9C26EA6');
INSERT INTO "audit" VALUES (20, 1795176000000, 1, 'owner@nordwind.test', 'Add member to role.', 7, 'frida', 'success', '', 'browser', '{"role":"helpdeskAdministrator"}', X'BA55EDA43E98A0D71E32C968EC334F9DC891DDC5E55E248AB06E1307021079B6');
INSERT INTO "audit_head" VALUES (1, 20, X'BA55EDA43E98A0D71E32C968EC334F9DC891DDC5E55E248AB06E1307021079B6');
INSERT INTO "group_members" VALUES (1, 2);
INSERT INTO "group_members" VALUES (1, 3);
INSERT INTO "password_knowers" VALUES (3, 1, 'owner@nordwind.test', 1795176000000, 0);
INSERT INTO "password_knowers" VALUES (4, 1, 'owner@nordwind.test', 1795176000000, 0);
INSERT INTO "clock" VALUES (1, 1795176000225, 225);
INSERT INTO "directories" VALUES (1, '{"kind":"openLdap","name":"Office","servers":[{"host":"ldap.nordwind.test","port":636}],"security":"ldaps","trust":{"kind":"system"},"base":"dc=nordwind,dc=test","account":"cn=helpdesk,dc=nordwind,dc=test"}', X'019200C03D352260AD081B9F527B03C323119EE9E811A7C36B72FEA1BE586C5CFED490A330471F7476DEB608588D907D6CDC3E', '1795176000000', 1795176000000, 1795176000000, NULL, 1795176000000, 0, NULL, '["unknown"]');
INSERT INTO "users" VALUES (1, 'owner@nordwind.test', 'Olga Owner', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1795176000000, 0, NULL, '$argon2id$v=19$m=19456,t=2,p=1$XWi+vilkCLkWx/l67TZvvg$0/1wFkue1oB8uycVDu2Ncc7zLwUmWgoL/Dy0sMgLM94', 1795176000000, 0, 0, NULL, 0, NULL, NULL, NULL, 0, NULL, 'en', 'fd77b2d5d86323c1d2bef0596a0d0dcc', NULL, NULL, NULL, NULL, 0);
INSERT INTO "users" VALUES (2, 'anna@nordwind.test', 'anna', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1795176000000, 0, NULL, NULL, NULL, 0, 0, NULL, 0, NULL, NULL, 1, 0, 1, 'da', NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO "users" VALUES (3, 'bo@nordwind.test', 'bo', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1795176000000, 0, NULL, '$argon2id$v=19$m=19456,t=2,p=1$hdWNqJ8tO8qKaWBqSu0lwA$YBGlt5gujDsC1mERlwJK2fVsorjm8F8g5ScrrGpoSco', 1795176000000, 1, 0, 1795435200000, 0, NULL, NULL, 1, 0, 1, 'da', 'd47383d382611ccbb77590e13006334c', NULL, NULL, NULL, NULL, 0);
INSERT INTO "users" VALUES (4, 'cleo@nordwind.test', 'cleo', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1795176000000, 0, NULL, '$argon2id$v=19$m=19456,t=2,p=1$XLJzDa+6dFA5ZB0ivYx6kA$oIhq1k0Y+agEmNDauriCxKTefITmz99x6v1l9xmzPIY', 1795176000000, 1, 0, 1795435200000, 0, NULL, NULL, 1, 0, 1, 'da', 'afc745f988eb3e0e0f9ea68687275cc2', NULL, NULL, NULL, NULL, 0);
INSERT INTO "users" VALUES (5, 'dan@nordwind.test', 'dan', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1795176000000, 1, NULL, NULL, NULL, 0, 0, NULL, 0, NULL, NULL, 1, 0, 1, 'da', NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO "users" VALUES (6, 'eva@nordwind.test', 'eva', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1795176000000, 0, NULL, NULL, NULL, 0, 0, NULL, 0, NULL, NULL, 1, 0, 1, 'da', NULL, NULL, NULL, NULL, NULL, 0);
INSERT INTO "users" VALUES (7, 'frida', 'frida', '', '', '', 'Sales', '', '', '', '', '', '', '', '', '', '', 1795176000000, 0, NULL, NULL, 1795176000000, 0, 0, NULL, 0, NULL, NULL, NULL, 0, NULL, NULL, '20261101120000Z', 1, '00000000-0000-4000-8000-000000000000', NULL, NULL, 0);
INSERT INTO "users" VALUES (8, 'gunnar', 'gunnar', '', '', '', 'Sales', '', '', '', '', '', '', '', '', '', '', 1795176000000, 0, NULL, NULL, 1795176000000, 0, 0, NULL, 0, NULL, NULL, NULL, 0, NULL, NULL, '20261101120000Z', 1, '00000000-0000-4000-8000-000000000001', NULL, NULL, 1);
INSERT INTO "user_groups" VALUES (1, 'Sales', 'sales', 'picked', 1795176000000, NULL, NULL, NULL, NULL);
INSERT INTO "backup" VALUES (1, NULL, 0, NULL, NULL, '', 0, NULL, '', '');
INSERT INTO "sqlite_sequence" VALUES ('users', 8);
INSERT INTO "sqlite_sequence" VALUES ('user_groups', 1);
INSERT INTO "sqlite_sequence" VALUES ('directories', 1);
CREATE INDEX password_history_user ON password_history (user_id);
CREATE UNIQUE INDEX vault_slots_one ON vault_slots (kind, coalesce(user_id, 0));
CREATE INDEX secrets_lapse ON secrets (lapses_at);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
CREATE INDEX audit_target ON audit (target_id);
CREATE INDEX audit_actor ON audit (actor_id);
CREATE INDEX lockouts_touched ON lockouts (touched_at);
CREATE INDEX group_members_user ON group_members (user_id);
CREATE INDEX group_groups_child ON group_groups (child_id);
CREATE INDEX role_limits_group ON role_limits (group_id);
CREATE INDEX requests_open ON requests (expires_at) WHERE state = 'open';
CREATE INDEX mail_outbox_due ON mail_outbox (next_try_at) WHERE state = 'waiting';
CREATE INDEX mail_outbox_expiry ON mail_outbox (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX portal_limits_touched ON portal_limits (touched_at);
CREATE INDEX reset_attempts_account ON reset_attempts (account, started_at);
CREATE INDEX reset_attempts_started ON reset_attempts (started_at);
CREATE INDEX reset_throttles_touched ON reset_throttles (touched_at);
CREATE INDEX help_codes_created ON help_codes (created_at);
CREATE INDEX users_deleted ON users (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX users_department ON users (department);
CREATE INDEX users_name ON users (username);
CREATE UNIQUE INDEX users_own_name ON users (username) WHERE directory_id IS NULL;
CREATE UNIQUE INDEX users_directory_key ON users (directory_id, directory_key) WHERE directory_id IS NOT NULL;
CREATE UNIQUE INDEX user_groups_own_name ON user_groups (name_key) WHERE directory_id IS NULL;
CREATE UNIQUE INDEX user_groups_directory_name ON user_groups (directory_id, name_key) WHERE directory_id IS NOT NULL;
CREATE UNIQUE INDEX user_groups_directory_key ON user_groups (directory_id, directory_key) WHERE directory_id IS NOT NULL;
CREATE INDEX adoptions_directory ON adoptions (directory_id, adopted_at);
PRAGMA user_version = 29;
COMMIT;
