-- The records' octets by month (docs/decisions/0009-*.md, README.md "Months of records"): a cold
-- month can be moved to other disks, dumped by itself or detached.

-- As long as it takes; of very many rows the README says more.
set local statement_timeout = 0;
alter table leaf rename to leaf_before_months;
alter index leaf_pkey rename to leaf_before_months_pkey;

create table leaf (
  leaf_index bigint not null,
  -- the broker's clock, as in entry
  logged_at timestamptz not null,
  record bytea not null,
  primary key (leaf_index, logged_at)
) partition by range (logged_at);
-- as in V3: mostly ciphertexts, hashes and signatures, which do not compress
alter table leaf alter column record set storage external;

comment on table leaf is
  'The records, octet for octet, by the month in UTC in which the broker logged them. There is no'
  ' default partition: who writes calls add_leaf_month() before. Written in one transaction with'
  ' entry, whose primary key is what makes leaf_index unique (a unique index here must contain the'
  ' time). An entry without its row here is archived: its month was detached. Who reads names the'
  ' time beside the index, so that one month is read.';

-- Makes the partition of the month of an instant, unless there is one. The table is made alone and
-- then attached: that waits for nobody who reads or writes records, and nobody waits for it but who
-- adds, attaches or detaches another month.
create function add_leaf_month(at timestamptz) returns void language plpgsql
  set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare
  since timestamptz := date_trunc('month', at);
  month text := to_char(since, '"leaf_"YYYY"_"MM');
  name text := month;
  number integer := 1;
begin
  -- of two replicas the second waits here, and then finds what the first has made
  lock table only leaf in share update exclusive mode;
  while to_regclass(quote_ident(name)) is not null loop
    if exists (
        select from pg_inherits
        where inhparent = 'leaf'::regclass and inhrelid = to_regclass(quote_ident(name))) then
      return;
    end if;
    -- a month that was detached and is kept beside
    number := number + 1;
    name := month || '_' || number;
  end loop;
  -- records of one item fit into a page: kept in the row (V3)
  execute format(
    'create table %I (like leaf including all) with (toast_tuple_target = 8160)', name);
  execute format(
    'alter table leaf attach partition %I for values from (%L) to (%L)',
    name, since, since + interval '1 month');
exception when invalid_object_definition then
  -- a partition of a name of its own has this time: what was made here is gone again
  null;
end
$$;

do $$
declare
  month timestamptz;
begin
  for month in
    select distinct date_trunc('month', e.logged_at, 'UTC')
    from entry e join leaf_before_months l using (leaf_index) order by 1
  loop
    perform add_leaf_month(month);
  end loop;
end
$$;
insert into leaf (leaf_index, logged_at, record)
  select l.leaf_index, e.logged_at, l.record
  from leaf_before_months l join entry e using (leaf_index)
  order by l.leaf_index;
drop table leaf_before_months;

-- rebuild_projection() (V13) empties all months that are attached and keeps them. What was detached
-- is filled in again from the topic, in a partition of its own.
