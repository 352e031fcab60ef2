-- The keys of months are destroyed when they are due, and what was opened with them goes with them
-- (docs/spec/audit-log.md §13, decision 0008). What a legal hold covers stays, record by record.

-- A destroyed key leaves its month here, so that none is ever made for it again.
alter table period_key
  alter column wrapped drop not null,
  add column destroyed_at timestamptz,
  -- records of the month that nobody can open any more
  add column entries bigint,
  -- the KEY record that says so
  add column record_index bigint,
  -- when, and after how many rebuilds, it was seen that nothing of the month is left in clear
  add column swept_at timestamptz,
  add column swept_rebuilds bigint,
  add constraint period_key_kept_or_destroyed check ((wrapped is null) = (destroyed_at is not null));

-- How often the projection was emptied, whoever does it.
alter table log_state add column rebuilds bigint not null default 0;
create function count_rebuild() returns trigger language plpgsql as $$
begin
  new.rebuilds := old.rebuilds + 1;
  return new;
end
$$;
create trigger log_state_rebuilt before update on log_state
  for each row when (new.next_offset < old.next_offset) execute function count_rebuild();

-- The month whose key seals what the record hides.
alter table entry add column period text;
update entry set period = convert_from(leaf.record, 'UTF8')::json ->> 'period'
  from leaf where leaf.leaf_index = entry.leaf_index and entry.state <> 'invalid';
-- grows with the log: a few octets for many pages
create index entry_period on entry using brin (period);

-- 保全: what must not be destroyed, until it is released.
create table legal_hold (
  hold_id uuid primary key,
  -- of exactly one
  exchange_id uuid,
  case_id uuid,
  period text,
  -- of the proceeding for which it is
  case_reference text not null,
  reason text not null,
  placed_by text not null,
  placed_at timestamptz not null,
  -- the VIEW records of placing and releasing it
  placed_index bigint not null,
  released_by text,
  released_at timestamptz,
  released_index bigint,
  check (num_nonnulls(exchange_id, case_id, period) = 1),
  check (num_nulls(released_by, released_at, released_index) in (0, 3))
);

-- What held records hide, sealed one by one under the master key, since their month's key is gone.
-- Not derived from the topic: nobody can make it again.
create table held_opening (
  leaf_index bigint primary key,
  period text not null,
  exchange_id uuid,
  case_id uuid,
  sealed bytea not null
);
create index held_opening_period on held_opening (period);
alter table held_opening alter column sealed set storage external;
