-- The span of the request that submitted a job, as in the header field traceparent; null if it was not recorded.

ALTER TABLE jobs ADD COLUMN traceparent TEXT;
