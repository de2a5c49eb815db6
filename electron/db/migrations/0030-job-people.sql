-- Everybody of a job as JSON, until each has a row in job_items; null from then on.
ALTER TABLE jobs ADD COLUMN people TEXT;
