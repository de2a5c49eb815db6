-- Whether nobody answered is judged by what no clock can say: how long Keydesk has run, in milliseconds, and what was written down since.
ALTER TABLE clock ADD COLUMN ran INTEGER NOT NULL DEFAULT 0;
ALTER TABLE requests ADD COLUMN ran_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE requests ADD COLUMN after_entry INTEGER NOT NULL DEFAULT 0;

-- 0: knows the current password. 1: may have chosen it, though it looks like the person's own, because of knowing the one that it was chosen
-- with, or handing out what it was chosen by. 2: was so before somebody else reset it, and may have registered methods meanwhile.
ALTER TABLE password_knowers ADD COLUMN stage INTEGER NOT NULL DEFAULT 0;
CREATE TEMP TABLE resets AS
SELECT a.target_id AS user_id, a.actor_id AS knower_id, a.actor AS knower, a.at, a.id FROM audit a
WHERE a.action = 'Reset user password.' AND a.result = 'success' AND a.actor_id IS NOT NULL AND a.actor_id <> a.target_id;
CREATE INDEX temp.resets_of ON resets (user_id, id);
INSERT OR IGNORE INTO password_knowers (user_id, knower_id, knower, since, stage)
SELECT r.user_id, r.knower_id, r.knower, max(r.at), iif(max(r.id) = (SELECT max(id) FROM resets o WHERE o.user_id = r.user_id), 1, 2)
FROM resets r JOIN users u ON u.id = r.user_id WHERE u.password_hash IS NOT NULL GROUP BY r.user_id, r.knower_id;
DROP TABLE resets;
