-- The time that has certainly come, milliseconds UTC: what nothing can take back goes by it, not by what the machine's clock says once.
CREATE TABLE clock (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  reached INTEGER NOT NULL
) STRICT;

-- A password that is shown once and was: whoever restarts the program, or sets the clock back, does not read it again.
ALTER TABLE secrets ADD COLUMN is_shown INTEGER NOT NULL DEFAULT 0;
