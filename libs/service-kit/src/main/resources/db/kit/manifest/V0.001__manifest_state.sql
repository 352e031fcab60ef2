-- Every manifest that this party has accepted: it refuses an older one, and another content under
-- a serial it knows (protocol §3), and accepts a previous one until that one expires.
CREATE TABLE manifest_state (
  serial           bigint      PRIMARY KEY CHECK (serial > 0),
  hash             bytea       NOT NULL CHECK (length(hash) = 32),
  signed_manifest  bytea       NOT NULL,
  permission_table bytea       NOT NULL,
  expires_at       timestamptz NOT NULL,
  accepted_at      timestamptz NOT NULL
);
