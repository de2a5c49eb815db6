-- Which password somebody has, without its hash: a new one with every new password, the same when the hash alone is made anew. Where there
-- is none yet the hash stands for it, so that what was bound to the hash stays bound.
ALTER TABLE users ADD COLUMN credential_version TEXT;

-- Links and the runs that they began end where somebody is shut out or gets a role, by the slices that hear of it.
DROP TRIGGER reset_links_shut_out;
DROP TRIGGER reset_links_role_given;
DROP TRIGGER reset_links_role_widened;
