-- The names that stand in the log, each once, with how many entries mention it: a search looks through these and not through the entries.
CREATE TABLE audit_names (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  folded TEXT NOT NULL,
  entries INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Which entries mention a name, as the one who acted or as whom it was done to.
CREATE TABLE audit_mentions (
  name_id INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  PRIMARY KEY (name_id, entry)
) STRICT, WITHOUT ROWID;

INSERT INTO audit_names (name, folded)
  SELECT name, lower(name) FROM (SELECT actor AS name FROM audit UNION SELECT target FROM audit) WHERE name <> '';
INSERT OR IGNORE INTO audit_mentions SELECT n.id, a.id FROM audit AS a JOIN audit_names AS n ON n.name = a.actor;
INSERT OR IGNORE INTO audit_mentions SELECT n.id, a.id FROM audit AS a JOIN audit_names AS n ON n.name = a.target;
UPDATE audit_names SET entries = (SELECT count(*) FROM audit_mentions WHERE name_id = audit_names.id);

CREATE INDEX audit_action ON audit (action, at);
CREATE INDEX audit_at ON audit (at);
