-- Flags (docs/spec/auditors-api.md, Flags): what the rules found in the log, and what auditors decided
-- about it. Not a part of the projection: emptying that one neither loses nor repeats anything here.

-- How far the log was looked through.
create table flag_cursor (
  id smallint primary key check (id = 1),
  next_leaf bigint not null check (next_leaf >= 0),
  -- the latest time of what was looked at, and the first one: the log's, not a replica's clock
  log_time timestamptz,
  began_at timestamptz,
  -- up to which time requests were asked whether they have a release
  overdue_to timestamptz
);
insert into flag_cursor (id, next_leaf) values (1, 0);

-- Counts of what was looked at, so that no rule reads weeks again. Days are the office's.
create table flag_official_day (
  agency text not null,
  staff text not null,
  day date not null,
  exchanges bigint not null,
  persons bigint not null,
  outside_hours bigint not null,
  denials bigint not null,
  primary key (agency, staff, day)
);
create index flag_official_day_day on flag_official_day (day);

create table flag_official_hour (
  agency text not null,
  staff text not null,
  day date not null,
  hour smallint not null check (hour between 0 and 23),
  persons bigint not null,
  primary key (agency, staff, day, hour)
);
create index flag_official_hour_day on flag_official_hour (day);

create table flag_unanswered_day (
  inquirer text not null,
  provider text not null,
  day date not null,
  requests bigint not null,
  primary key (inquirer, provider, day)
);

-- Which office has asked which agency.
create table flag_pair (
  inquirer text not null,
  provider text not null,
  organisation text not null,
  first_leaf bigint not null,
  primary key (inquirer, provider, organisation)
);

-- All settings under which flags were raised.
create table flag_configuration (
  hash bytea primary key check (octet_length(hash) = 32),
  version text not null,
  settings text not null,
  first_used_at timestamptz not null
);

create table flag (
  -- a keyed hash of rule, subject and period: the same finding is the same row
  flag_id uuid primary key,
  -- the order in which they were raised, for pages
  number bigint not null generated always as identity unique,
  rule text not null,
  severity text not null check (severity in ('low', 'medium', 'high')),
  -- whose auditors see it, with the provider's where all exchanges are between the two; none: only
  -- auditors of all agencies
  agency text,
  staff text,
  provider text,
  organisation text,
  logged_from timestamptz not null,
  logged_to timestamptz not null,
  observed bigint not null,
  threshold bigint not null,
  own_median double precision,
  exchanges bigint not null check (exchanges >= 1),
  explanation text not null,
  configuration bytea not null references flag_configuration,
  raised_at timestamptz not null,
  changed_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'dismissed', 'confirmed')),
  version integer not null default 1 check (version >= 1),
  -- observed when this version began
  version_observed bigint not null
);
create index flag_agency on flag (agency, number);
create index flag_provider on flag (provider, number);
create index flag_staff on flag (staff, number);
create index flag_open on flag (number) where state = 'open';

-- The first records that a flag rests on.
create table flag_evidence (
  flag_id uuid not null references flag on delete cascade,
  leaf_index bigint not null,
  exchange_id uuid not null,
  primary key (flag_id, leaf_index)
);
create index flag_evidence_exchange on flag_evidence (exchange_id);
create index flag_evidence_leaf on flag_evidence (leaf_index);

-- What was decided, and why. Each is a version of the flag; nothing is overwritten.
create table flag_decision (
  flag_id uuid not null references flag on delete cascade,
  version integer not null,
  state text not null check (state in ('open', 'dismissed', 'confirmed')),
  -- the auditor's pseudonym, and the one agency that he may see; no auditor: the service itself,
  -- which opens again what has grown, or one whose VIEW record nobody can open any more
  auditor text,
  agency text,
  reason text,
  observed bigint not null,
  decided_at timestamptz not null,
  -- the VIEW record of the decision
  leaf_index bigint,
  primary key (flag_id, version)
);

-- Whom a range of leaves is about. Rows come in the log's order, so that an insert adds at the end.
create index entry_subject_leaf on entry_subject (leaf_index);

-- Looks at the whole log anew, under the thresholds in force: what was found before is found again,
-- with its decisions.
create function reevaluate_flags() returns void language sql as $$
  truncate flag_official_day, flag_official_hour, flag_unanswered_day, flag_pair;
  update flag_cursor set next_leaf = 0, log_time = null, began_at = null, overdue_to = null
  where id = 1;
$$;
