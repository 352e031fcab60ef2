-- Imports of files of assessments, and what an import needs while it is under way.
create table import_job (
  id                    uuid primary key,
  format                text not null check (format in ('csv', 'ndjson')),
  mode                  text not null check (mode in ('whole-file', 'valid-lines')),
  state                 text not null check (state in
    ('receiving', 'waiting', 'validating', 'applying', 'completed', 'rejected', 'failed')),
  requested_by          text not null,
  requested_at          timestamptz not null default now(),
  changed_at            timestamptz not null default now(),
  finished_at           timestamptz,
  size_bytes            bigint not null default 0,
  sha256                bytea,
  lines_read            integer not null default 0,
  lines_accepted        integer not null default 0,
  lines_rejected        integer not null default 0,
  faults                integer not null default 0,
  -- the last line of the file that was applied: written in the transaction that applied it
  applied_through       integer not null default 0,
  lines_applied         integer not null default 0,
  assessments_new       integer not null default 0,
  assessments_changed   integer not null default 0,
  assessments_unchanged integer not null default 0,
  -- the worker that holds the job, until when; attempts since the last progress
  worker                uuid,
  leased_until          timestamptz,
  attempts              integer not null default 0
);
create index import_job_by_time on import_job (requested_at desc, id desc);
create index import_job_unfinished on import_job (requested_at)
  where state in ('receiving', 'waiting', 'validating', 'applying');

-- Which file was imported, or is being imported, by which job: the same file is not imported twice.
create table import_file (
  sha256    bytea primary key,
  import_id uuid not null references import_job on delete cascade
);

-- The file as received, until the job is finished.
create table import_chunk (
  import_id uuid not null references import_job on delete cascade,
  position  integer not null,
  content   bytea not null,
  primary key (import_id, position)
);

-- The lines of the file, until the job is finished.
create table import_line (
  import_id            uuid not null references import_job on delete cascade,
  line                 integer not null,
  accepted             boolean not null,
  addressee_no         text,
  fiscal_year          integer,
  tax_status           text,
  address_on_january_1 text,
  figures              jsonb,
  primary key (import_id, line)
);

-- What was wrong with the file; never a value from it.
create table import_fault (
  import_id   uuid not null references import_job on delete cascade,
  line        integer not null,
  position    integer not null,
  column_name text,
  kind        text not null,
  expected    text not null,
  expected_ja text not null,
  other_line  integer,
  byte_offset bigint,
  primary key (import_id, line, position)
);
