-- Searches that auditors keep. A change is a new version; what was run once can be looked up.
create table saved_search (
  search_id uuid primary key,
  -- the auditor's pseudonym, and the one agency that he may see
  owner text not null,
  agency text,
  version integer not null check (version >= 1),
  deleted_at timestamptz
);
create index saved_search_owner on saved_search (owner) where deleted_at is null;

create table saved_search_version (
  search_id uuid not null references saved_search,
  version integer not null check (version >= 1),
  name text not null,
  -- with the auditors of the same scope
  shared boolean not null,
  -- canonical JSON of names and values
  conditions text not null,
  saved_at timestamptz not null default now(),
  primary key (search_id, version)
);
