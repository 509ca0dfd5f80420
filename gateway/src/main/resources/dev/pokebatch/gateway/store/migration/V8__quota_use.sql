-- What clients have used of their quotas, so that gateways share it. Times of quota_use are
-- microseconds since the epoch.

CREATE TABLE quota_use (
  client  ${key} NOT NULL,                -- by API key or address
  quota   ${key} NOT NULL,
  full_at BIGINT NOT NULL,                -- when all of the quota is available again
  added   BIGINT NOT NULL,                -- by how much the last use has put that off
  PRIMARY KEY (client, quota)
);
CREATE INDEX quota_use_full ON quota_use (full_at);

CREATE TABLE quota_held (
  gateway    ${key} NOT NULL,
  client     ${key} NOT NULL,
  batches    BIGINT NOT NULL,             -- that run at this gateway now
  streams    BIGINT NOT NULL,
  held_until BIGINT NOT NULL,             -- milliseconds since the epoch; from then on the gateway counts as dead
  PRIMARY KEY (gateway, client)
);
CREATE INDEX quota_held_until ON quota_held (held_until);
