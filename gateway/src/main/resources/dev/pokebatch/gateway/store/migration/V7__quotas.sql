-- The quotas of an API key: JSON; null for the usual ones.

ALTER TABLE api_keys ADD COLUMN quotas TEXT;
