-- Auditors' queries (docs/spec/auditors-api.md). Derived from the topic, like the rest of the
-- projection.
create table auditor_view (
  leaf_index bigint primary key,
  view_id uuid not null,
  -- null from here on where the month's key is gone
  auditor text,
  agency text,
  operation text,
  -- canonical JSON
  parameters text,
  reason text
);
create index auditor_view_auditor on auditor_view (auditor, leaf_index);

create index entry_affair on entry (affair, logged_at, leaf_index);
-- what is rare: answered ones are found by their time
create index entry_outcome on entry (outcome, logged_at, leaf_index) where outcome <> 'answered';
create index entry_type on entry (type, logged_at, leaf_index)
  where type not in ('REQUEST', 'RELEASE');
-- Beside entry_first, which holds the first records of an exchange: the others of it.
create index entry_duplicate on entry (exchange_id) where dup_of is not null;

create or replace function rebuild_projection() returns void language sql as $$
  truncate leaf, entry, entry_subject, auditor_view;
  update log_state set next_offset = 0 where id = 1;
$$;
