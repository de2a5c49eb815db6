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
CREATE INDEX mail_outbox_due ON mail_outbox (next_try_at) WHERE state = 'waiting';
CREATE INDEX mail_outbox_expiry ON mail_outbox (expires_at) WHERE expires_at IS NOT NULL;
