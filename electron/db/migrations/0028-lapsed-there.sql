-- Whose lapsed temporary password in a directory is done with: Keydesk has set one there that nobody knows, or was refused. `version` is that of the
-- password which the directory has since.
CREATE TABLE lapsed_there (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  version TEXT NOT NULL
) STRICT;
