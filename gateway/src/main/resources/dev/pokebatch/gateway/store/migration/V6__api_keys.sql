-- API keys, without their secrets.

CREATE TABLE api_keys (
  id         ${key} PRIMARY KEY,          -- the first 16 digits of the hash
  name       ${key} NOT NULL,             -- the owner of what is made with it
  sha256     TEXT NOT NULL,               -- of the secret, in hexadecimal digits
  scopes     TEXT NOT NULL,               -- separated by spaces
  created_at BIGINT NOT NULL,
  expires_at BIGINT                       -- null: never
);
