-- Which languages there are is checked where they come in: a new one needs no new store. A table that others refer to can't be made anew
-- without taking what refers to it along, so that its column is.
ALTER TABLE users ADD COLUMN spoken TEXT;
UPDATE users SET spoken = language WHERE language IS NOT NULL;
ALTER TABLE users DROP COLUMN language;
ALTER TABLE users RENAME COLUMN spoken TO language;

ALTER TABLE reset_attempts ADD COLUMN spoken TEXT NOT NULL DEFAULT 'en';
UPDATE reset_attempts SET spoken = language;
ALTER TABLE reset_attempts DROP COLUMN language;
ALTER TABLE reset_attempts RENAME COLUMN spoken TO language;

CREATE TABLE templates (
  template TEXT NOT NULL,
  language TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (template, language)
) STRICT, WITHOUT ROWID;
INSERT INTO templates SELECT template, language, subject, body FROM mail_templates;
DROP TABLE mail_templates;
ALTER TABLE templates RENAME TO mail_templates;
