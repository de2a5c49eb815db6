-- Saved filters of Active users, shared by all admins. The key is the name without case, so that two names differ to a reader.
CREATE TABLE views (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  conditions TEXT NOT NULL
) STRICT;
