-- How many owners have begun to run a job and have neither given it back nor lived on without it.

ALTER TABLE jobs ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
