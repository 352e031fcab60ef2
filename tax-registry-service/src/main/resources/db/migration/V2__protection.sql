-- Persons whose information is not answered automatically (自動応答不可) or not given (不開示); the latest decision holds.
create table protection (
  id           bigint generated always as identity primary key,
  addressee_no text not null check (addressee_no ~ '^[A-Za-z0-9-]{1,20}$'),
  level        text not null check (level in ('none', 'manual-release', 'not-disclosable')),
  reason       text not null check (length(reason) between 1 and 200),
  decided_at   timestamptz not null,
  decided_by   text not null
);
create index protection_of_person on protection (addressee_no, id desc);

create trigger protection_is_history before update or delete on protection
  for each row execute function refuse_to_rewrite_history();
