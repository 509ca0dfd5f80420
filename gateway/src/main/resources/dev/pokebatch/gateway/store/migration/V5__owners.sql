-- Whose a job or a collection is: the name of an API key, or anonymous. (The owner of a job is the gateway
-- that runs it.)

ALTER TABLE jobs ADD COLUMN belongs_to ${key} NOT NULL DEFAULT 'anonymous';
CREATE INDEX jobs_by_belongs_to ON jobs (belongs_to, created_at, id);

-- Collections of different clients may have the same name.
CREATE TABLE named_collections (
  belongs_to ${key} NOT NULL,
  name       ${key} NOT NULL,
  version    BIGINT NOT NULL,
  etag       TEXT NOT NULL,
  documents  BIGINT NOT NULL,             -- that it asks for, as far as that is known
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  body       ${bytes} NOT NULL,
  PRIMARY KEY (belongs_to, name)
);
INSERT INTO named_collections (belongs_to, name, version, etag, documents, created_at, updated_at, body)
  SELECT 'anonymous', name, version, etag, documents, created_at, updated_at, body FROM collections;
DROP TABLE collections;
ALTER TABLE named_collections RENAME TO collections;
CREATE INDEX collections_by_name ON collections (name, belongs_to);
