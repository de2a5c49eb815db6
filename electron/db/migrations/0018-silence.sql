-- Whether nobody answered is judged by what no clock can say: how long Keydesk has run, in milliseconds, and what was written down since.
ALTER TABLE clock ADD COLUMN ran INTEGER NOT NULL DEFAULT 0;
ALTER TABLE requests ADD COLUMN ran_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE requests ADD COLUMN after_entry INTEGER NOT NULL DEFAULT 0;
