-- When a directory locks people after wrong passwords, for each of its policies, as JSON; null while that is unknown.
ALTER TABLE directories ADD COLUMN locks TEXT;
