-- How many people the last look at everybody did not find and did not take off the list, because they were too many to go without a question.
ALTER TABLE directories ADD COLUMN missing INTEGER NOT NULL DEFAULT 0;
