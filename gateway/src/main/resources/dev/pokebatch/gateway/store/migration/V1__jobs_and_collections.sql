-- Times are milliseconds since the epoch. ${key} is text that is compared byte by byte, ${bytes} is
-- binary: each database has its own words for them.

CREATE TABLE jobs (
  id          ${key} PRIMARY KEY,
  state       TEXT NOT NULL,              -- queued, running, cancelling, ended; deleted: gone for all but purging
  end_reason  TEXT,                       -- completed, cancelled, expired, failed
  created_at  BIGINT NOT NULL,
  started_at  BIGINT,
  ended_at    BIGINT,
  expires_at  BIGINT,                     -- from then on its results are not told any more
  purged_at   BIGINT,                     -- since then it is a tombstone, without results
  due_at      BIGINT,                     -- when purging has something to do with it next
  retry_of    ${key},
  total       BIGINT NOT NULL,            -- documents; the other four are how they ended
  succeeded   BIGINT NOT NULL DEFAULT 0,
  failed      BIGINT NOT NULL DEFAULT 0,
  skipped     BIGINT NOT NULL DEFAULT 0,
  cancelled   BIGINT NOT NULL DEFAULT 0,
  usage       TEXT NOT NULL DEFAULT '{}', -- JSON
  last_seq    BIGINT NOT NULL DEFAULT 0,
  owner       TEXT,
  lease_until BIGINT,
  token       BIGINT NOT NULL DEFAULT 0,  -- grows with each claim: fences off earlier owners
  request     ${bytes} NOT NULL
);
CREATE INDEX jobs_by_age ON jobs (created_at, id);
CREATE INDEX jobs_by_state ON jobs (state, created_at, id);
CREATE INDEX jobs_due ON jobs (due_at);

CREATE TABLE results (
  job_id  ${key} NOT NULL REFERENCES jobs (id),
  seq     BIGINT NOT NULL,                -- from 1, as they came
  step    BIGINT NOT NULL,
  item    INTEGER NOT NULL,               -- -1: the step itself
  status  INTEGER NOT NULL,
  outcome TEXT NOT NULL,                  -- succeeded, failed, skipped, cancelled
  target  TEXT NOT NULL,
  body_at INTEGER NOT NULL,               -- where the body begins in members; -1: there is none
  members ${bytes} NOT NULL,              -- JSON
  PRIMARY KEY (job_id, seq),
  UNIQUE (job_id, step, item)
);

CREATE TABLE resolutions (
  job_id  ${key} NOT NULL REFERENCES jobs (id),
  step    BIGINT NOT NULL,
  targets ${bytes} NOT NULL,              -- JSON: what the step has come to stand for
  PRIMARY KEY (job_id, step)
);

CREATE TABLE carried (
  job_id  ${key} NOT NULL REFERENCES jobs (id),
  step    BIGINT NOT NULL,
  item    INTEGER NOT NULL,               -- a document that an earlier job has got
  PRIMARY KEY (job_id, step, item)
);

CREATE TABLE idempotency (
  key        ${key} PRIMARY KEY,
  body_hash  TEXT NOT NULL,
  job_id     ${key} NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX idempotency_by_job ON idempotency (job_id);
CREATE INDEX idempotency_by_expiry ON idempotency (expires_at);

CREATE TABLE collections (
  name       ${key} PRIMARY KEY,
  version    BIGINT NOT NULL,
  etag       TEXT NOT NULL,
  documents  BIGINT NOT NULL,             -- that it asks for, as far as that is known
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body       ${bytes} NOT NULL
);
