-- Auditors' cases, in which an office with the right READLOG opens persons (docs/spec/auditors-api.md).
create table audit_case (
  case_id uuid primary key,
  -- the auditor's pseudonym, and the one agency that he may see
  auditor text not null,
  agency text,
  -- the VIEW record that says why
  leaf_index bigint not null,
  opened_at timestamptz not null,
  expires_at timestamptz not null,
  closed_at timestamptz
);
create index audit_case_auditor on audit_case (auditor, opened_at);

-- Whom an office opened: forgotten with the case.
create table case_person (
  handle uuid primary key default gen_random_uuid(),
  case_id uuid not null references audit_case,
  lid bytea not null check (octet_length(lid) = 16),
  -- the READLOG
  exchange_id uuid not null,
  item_index integer not null,
  opened_by text not null,
  opened_at timestamptz not null,
  unique (exchange_id, item_index)
);
create index case_person_case on case_person (case_id);
