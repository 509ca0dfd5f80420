-- How many bytes are stored, so that there can be limits. They are counted in the transactions that
-- add and remove rows. 128 and 512 stand for what a row takes besides its values.

ALTER TABLE jobs ADD COLUMN document_bytes BIGINT NOT NULL DEFAULT 0; -- of its documents, before compression
ALTER TABLE jobs ADD COLUMN stored_bytes BIGINT NOT NULL DEFAULT 0;   -- of the request and all rows of the job
ALTER TABLE jobs ADD COLUMN problem TEXT;                             -- why it failed: JSON

-- Before compression (zlib, RFC 1950); null: the members are not compressed.
ALTER TABLE results ADD COLUMN raw_bytes INTEGER;

CREATE TABLE stored_bytes (
  kind  ${key} PRIMARY KEY,               -- jobs, collections
  bytes BIGINT NOT NULL
);

UPDATE jobs SET
  document_bytes = COALESCE((SELECT SUM(length(members) - body_at) FROM results
                             WHERE job_id = jobs.id AND body_at >= 0), 0),
  stored_bytes = 512 + length(request)
    + COALESCE((SELECT SUM(length(members) + length(target) + 128) FROM results WHERE job_id = jobs.id), 0)
    + COALESCE((SELECT SUM(length(targets) + 128) FROM resolutions WHERE job_id = jobs.id), 0)
    + COALESCE((SELECT COUNT(*) * 128 FROM carried WHERE job_id = jobs.id), 0);
INSERT INTO stored_bytes (kind, bytes) SELECT 'jobs', COALESCE(SUM(stored_bytes), 0) FROM jobs;
INSERT INTO stored_bytes (kind, bytes) SELECT 'collections', COALESCE(SUM(length(body)), 0) FROM collections;
