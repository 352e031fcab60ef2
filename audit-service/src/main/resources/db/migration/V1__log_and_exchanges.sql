-- Which topic is the log, and how much of it the projection holds.
create table log_state (
  id smallint primary key check (id = 1),
  topic_id uuid not null,
  next_offset bigint not null check (next_offset >= 0),
  pinned_at timestamptz not null default now()
);

-- The registry: everybody who may be the subject of an exchange, by the pseudonym of the log.
create table subject (
  lid bytea primary key check (octet_length(lid) = 16),
  registered_at timestamptz not null default now()
);

-- Protocol §5 rule 3: an exchange id is bound to its first request root, for ever. The row is inserted
-- at the start of the transaction that appends and lends, so that a second one with the same id waits
-- for it. Header and response are forgotten after the exchange has expired.
create table exchange (
  exchange_id uuid primary key,
  request_root bytea not null check (octet_length(request_root) = 32),
  expires_at timestamptz not null,
  header bytea,
  type text,
  rejected integer[],
  leaf_index bigint,
  logged_at timestamptz,
  output_digest bytea check (octet_length(output_digest) = 32),
  receipt_signature bytea check (octet_length(receipt_signature) = 64),
  response bytea
);
create index exchange_forget on exchange (expires_at) where response is not null;

-- What was handed over: once for every set of answers, as deferred answers follow in a later set.
create table release (
  exchange_id uuid not null references exchange,
  answers_root bytea not null check (octet_length(answers_root) = 32),
  outcomes bytea not null check (octet_length(outcomes) = 32),
  expires_at timestamptz not null,
  -- one for every item; an empty digest where there is no answer
  statuses text[] not null,
  answer_digests bytea[] not null,
  leaf_index bigint not null,
  logged_at timestamptz not null,
  output_digest bytea not null check (octet_length(output_digest) = 32),
  receipt_signature bytea not null check (octet_length(receipt_signature) = 64),
  response bytea,
  primary key (exchange_id, answers_root)
);
create index release_forget on release (expires_at) where response is not null;

-- Denials that the gateway reported: once for every signed request, whatever was done under the id.
create table denial (
  exchange_id uuid not null,
  request_root bytea not null check (octet_length(request_root) = 32),
  expires_at timestamptz not null,
  leaf_index bigint,
  logged_at timestamptz,
  output_digest bytea check (octet_length(output_digest) = 32),
  receipt_signature bytea check (octet_length(receipt_signature) = 64),
  response bytea,
  primary key (exchange_id, request_root)
);
create index denial_forget on denial (expires_at) where response is not null;

-- Manifests that the log holds as CONFIG records.
create table manifest_logged (
  manifest_hash bytea primary key check (octet_length(manifest_hash) = 32),
  leaf_index bigint
);

-- The keys of the records' details, one a month, wrapped by the master key. Without the row nobody
-- can read the month any more; the proofs stay valid. Back it up apart from the topic.
create table period_key (
  period text primary key check (period ~ '^[0-9]{4}-[0-9]{2}$'),
  wrapped bytea not null,
  created_at timestamptz not null default now()
);
