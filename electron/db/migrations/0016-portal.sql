-- A mail to nobody, queued for a name that nobody has: the same work as for somebody's, so that a stranger can't feel who exists.
ALTER TABLE mail_outbox ADD COLUMN is_decoy INTEGER NOT NULL DEFAULT 0 CHECK (is_decoy IN (0, 1));
