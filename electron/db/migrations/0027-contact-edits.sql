-- Where codes go, as Keydesk is just writing it in a directory for somebody: the next look may bring the value before the answer does, and must
-- know who wrote it. Two who write at once make the person themselves the author, who has to prove it.
CREATE TABLE contact_edits (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  -- No reference: whoever is gone was the author still, and counts for nothing.
  writer INTEGER NOT NULL,
  PRIMARY KEY (user_id, field)
) STRICT, WITHOUT ROWID;
