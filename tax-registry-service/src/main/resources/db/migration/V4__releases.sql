-- Inquiries about persons who are not answered automatically (自動応答不可), and what an official decided.
create table release (
  id           uuid primary key,
  exchange_id  uuid not null,
  addressee_no text not null,
  inquirer     text not null,
  organisation text not null,
  item_number  text not null,
  affair       text not null,
  procedure    text not null,
  requested_at timestamptz not null,
  expires_at   timestamptz not null,
  state        text not null check (state in ('pending', 'released', 'withheld')),
  reason       text check (length(reason) between 1 and 200),
  decided_at   timestamptz,
  decided_by   text,
  unique (exchange_id, addressee_no),
  check ((state = 'pending') = (decided_at is null)),
  check ((decided_at is null) = (decided_by is null))
);
create index release_by_state on release (state, requested_at, id);
