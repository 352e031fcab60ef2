-- What the log promised to this agency, and whether it kept it (docs/spec/audit-log.md §9).

-- The receipts of an exchange (KeptReceipt) until the background takes them
-- into log_receipt: an exchange itself writes no other row. Ciphertexts and signatures do not
-- compress; those of one item fit into a page.
ALTER TABLE exchange_record
  ADD COLUMN receipts bytea[],
  ALTER COLUMN receipts SET STORAGE EXTERNAL,
  SET (toast_tuple_target = 8160);
CREATE INDEX exchange_record_receipts ON exchange_record (exchange_id) WHERE receipts IS NOT NULL;

-- Checkpoints that were verified: the largest of a log, and those that proofs lead to.
CREATE TABLE log_checkpoint (
  origin  text    NOT NULL,
  size    bigint  NOT NULL CHECK (size >= 0),
  note    bytea   NOT NULL,
  -- whether a proof leads to it
  proves  boolean NOT NULL,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (origin, size)
);
ALTER TABLE log_checkpoint ALTER COLUMN note SET STORAGE EXTERNAL;

-- pending: the log has time; unchecked: the log was away for too long, nothing is known;
-- broken: it answers and gives no proof; proven: PATH (RFC 6962 §2.1.1) leads to the checkpoint.
CREATE TABLE log_receipt (
  log_offset  bigint      NOT NULL CHECK (log_offset >= 0),
  topic_id    uuid        NOT NULL,
  leaf_hash   bytea       NOT NULL CHECK (length(leaf_hash) = 32),
  exchange_id uuid        NOT NULL,
  promised_at timestamptz NOT NULL,
  receipt     bytea       NOT NULL,
  state       text        NOT NULL DEFAULT 'pending'
              CHECK (state IN ('pending', 'unchecked', 'broken', 'proven')),
  attempts    integer     NOT NULL DEFAULT 0,
  next_at     timestamptz,
  path        bytea       CHECK (length(path) % 32 = 0),
  origin      text,
  size        bigint,
  -- of two receipts for one place with other records, both stay: they convict the log
  PRIMARY KEY (log_offset, topic_id, leaf_hash),
  FOREIGN KEY (origin, size) REFERENCES log_checkpoint,
  CHECK ((state = 'proven') = (path IS NOT NULL AND size IS NOT NULL)),
  CHECK ((state = 'proven') = (next_at IS NULL))
);
ALTER TABLE log_receipt SET (toast_tuple_target = 8160), ALTER COLUMN receipt SET STORAGE EXTERNAL;
CREATE INDEX log_receipt_due ON log_receipt (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX log_receipt_open ON log_receipt (log_offset, leaf_hash) WHERE state <> 'proven';
CREATE INDEX log_receipt_exchange ON log_receipt (exchange_id);

-- Notes that are evidence, each once.
CREATE TABLE log_note (
  digest bytea PRIMARY KEY CHECK (length(digest) = 32),
  note   bytea NOT NULL
);

-- What the log did wrong, or that it could not be checked. Nothing is deleted; what was put right
-- afterwards is settled.
CREATE TABLE log_alarm (
  id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind        text        NOT NULL,
  -- empty: about the log as a whole
  exchange_id uuid,
  log_offset  bigint,
  expected    text        NOT NULL,
  found       text        NOT NULL,
  -- the largest checkpoint that was verified before, and what the log showed
  held_note   bytea       REFERENCES log_note,
  shown_note  bytea       REFERENCES log_note,
  raised_at   timestamptz NOT NULL,
  settled_at  timestamptz
);
CREATE UNIQUE INDEX log_alarm_once ON log_alarm
  (kind, coalesce(exchange_id, '00000000-0000-0000-0000-000000000000'), coalesce(log_offset, -1))
  WHERE settled_at IS NULL;
CREATE INDEX log_alarm_exchange ON log_alarm (exchange_id);
