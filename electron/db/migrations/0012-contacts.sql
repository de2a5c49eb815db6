-- Who stands for where codes are sent: whoever wrote it, judged by what they may do when it is used; null where that was not kept yet.
ALTER TABLE users ADD COLUMN alternate_email_writer INTEGER;
-- The person typed the code that was sent there.
ALTER TABLE users ADD COLUMN alternate_email_proved INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN mobile_phone_writer INTEGER;
UPDATE users SET alternate_email_writer = id WHERE EXISTS (
  SELECT 1 FROM unproved_contacts c WHERE c.user_id = users.id AND c.field = 'alternateEmail' AND c.value = users.alternate_email);
UPDATE users SET mobile_phone_writer = id WHERE EXISTS (
  SELECT 1 FROM unproved_contacts c WHERE c.user_id = users.id AND c.field = 'mobilePhone' AND c.value = users.mobile_phone);
DROP TABLE unproved_contacts;

-- Who handed out a way in. Those that are open have no known maker and end here: they live for hours, and are handed out again.
DELETE FROM access_passes;
ALTER TABLE access_passes ADD COLUMN made_by INTEGER;
DELETE FROM desk_codes;
ALTER TABLE desk_codes ADD COLUMN made_by INTEGER;
DELETE FROM reset_links;
ALTER TABLE reset_links ADD COLUMN made_by INTEGER;
UPDATE reset_attempts SET state = 'void' WHERE is_granted = 1 AND state = 'open';
ALTER TABLE reset_attempts ADD COLUMN granted_by INTEGER;

-- Who reset the password: of somebody who could approve others' resets nobody else reads it.
ALTER TABLE secrets ADD COLUMN made_by INTEGER;

-- Whose Temporary Access Pass opened the session in which it was registered; null where the person's own password did.
ALTER TABLE authenticators ADD COLUMN pass_by INTEGER;
ALTER TABLE recovery_codes ADD COLUMN pass_by INTEGER;
ALTER TABLE security_answers ADD COLUMN pass_by INTEGER;
