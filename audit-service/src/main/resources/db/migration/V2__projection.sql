-- Everything here is derived from the topic and may be emptied and filled again (next_offset = 0).

-- The records' values, byte for byte.
create table leaf (
  leaf_index bigint primary key,
  record bytea not null
);

-- One row for every record, also for one that nobody can read.
create table entry (
  leaf_index bigint primary key,
  leaf_hash bytea not null check (octet_length(leaf_hash) = 32),
  -- the broker's clock: the one time that no party chooses
  logged_at timestamptz not null,
  -- valid; invalid: not a record, or not signed by the log's key; shredded: its month's key is gone
  state text not null check (state in ('valid', 'invalid', 'shredded')),
  dup_of bigint,
  type text,
  exchange_id uuid,
  -- what makes a second record of the same type a duplicate: requestRoot, answersRoot or manifest hash
  bound_root bytea,
  recorded_at timestamptz,
  requested_at timestamptz,
  released_at timestamptz,
  inquirer text,
  provider text,
  item_number text,
  affair text,
  procedure text,
  information text[],
  subject_relation text,
  organisation text,
  case_reference text,
  staff text,
  item_count integer,
  non_disclosure boolean,
  outcome text,
  -- one for every item of an answered exchange
  statuses text[],
  reason text
);
create unique index entry_first on entry (exchange_id, type, bound_root) nulls not distinct
  where state <> 'invalid' and dup_of is null;
create index entry_time on entry (logged_at, leaf_index);
create index entry_inquirer on entry (inquirer, logged_at, leaf_index);
create index entry_provider on entry (provider, logged_at, leaf_index);
create index entry_staff on entry (staff, logged_at, leaf_index);
create index entry_item on entry (item_number, logged_at, leaf_index);
create index entry_information on entry using gin (information);

-- Whose entries: for the resident's own history, never for a search by staff.
create table entry_subject (
  lid bytea not null check (octet_length(lid) = 16),
  leaf_index bigint not null,
  item_index integer not null,
  rejected boolean not null,
  primary key (lid, leaf_index, item_index)
);

-- Empties the projection; the service that follows the log fills it again from the topic.
create function rebuild_projection() returns void language sql as $$
  truncate leaf, entry, entry_subject;
  update log_state set next_offset = 0 where id = 1;
$$;
