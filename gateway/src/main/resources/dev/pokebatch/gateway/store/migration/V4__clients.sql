-- Whose job it is, so that clients take turns: the next job to begin is one of the client whose last
-- job began the longest ago.

ALTER TABLE jobs ADD COLUMN client ${key} NOT NULL DEFAULT ''; -- by API key or address
CREATE INDEX jobs_by_client ON jobs (client, started_at);
