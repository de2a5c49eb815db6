-- What a filter of the audit log shows is found in blocks of 1,024 entries, four facts of each entry as columns of numbers (big-endian): a million
-- entries are looked through in milliseconds, whatever the filter, and an entry costs no index. The newest entries, up to 1,023, are in no block yet.
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

DROP TABLE audit_mentions;
DROP INDEX audit_action;
DROP INDEX audit_at;
ALTER TABLE audit_names DROP COLUMN entries;

-- Before, only English letters were folded.
UPDATE audit_names SET folded = lower(name) WHERE folded <> lower(name);

INSERT INTO audit_actions (action) SELECT DISTINCT action FROM audit;
INSERT OR IGNORE INTO audit_names (name, folded)
  SELECT name, lower(name) FROM (SELECT actor AS name FROM audit UNION SELECT target FROM audit) WHERE name <> '';
-- A block with a hole in it is none: its entries are read one by one.
INSERT INTO audit_blocks
  SELECT
    (a.id - 1) / 1024, min(a.at), max(a.at),
    unhex(group_concat(format('%04X', k.id), '' ORDER BY a.id)),
    unhex(group_concat(format('%08X', coalesce(n.id, 0)), '' ORDER BY a.id)),
    unhex(group_concat(format('%08X', coalesce(m.id, 0)), '' ORDER BY a.id)),
    unhex(group_concat(format('%016X', a.at), '' ORDER BY a.id))
  FROM audit AS a
  JOIN audit_actions AS k ON k.action = a.action
  LEFT JOIN audit_names AS n ON n.name = a.actor
  LEFT JOIN audit_names AS m ON m.name = a.target
  GROUP BY (a.id - 1) / 1024
  HAVING count(*) = 1024;
