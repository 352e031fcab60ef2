-- Assessments (賦課) by person and fiscal year. A change (更正) is a new revision; the last one is current.
create table assessment_revision (
  id                   bigint generated always as identity primary key,
  addressee_no         text not null check (addressee_no ~ '^[A-Za-z0-9-]{1,20}$'),
  fiscal_year          integer not null check (fiscal_year between 1950 and 2099),
  revision             integer not null check (revision >= 1),
  tax_status           text not null
    check (tax_status in ('taxed', 'exempt', 'undeclared', 'no-materials', 'no-domestic-address')),
  address_on_january_1 text not null check (address_on_january_1 in ('municipality', 'elsewhere', 'abroad')),
  -- by the names of jp.linkage.tax.assessment.Figure; a figure that is missing is unknown, not zero
  figures              jsonb not null check (jsonb_typeof(figures) = 'object'),
  reason               text not null
    check (reason in ('initial', 'correction', 'late-declaration', 'reduction', 'cancellation')),
  note                 text check (length(note) between 1 and 200),
  recorded_at          timestamptz not null default now(),
  recorded_by          text not null,
  import_id            uuid,
  idempotency_key      text,
  unique (addressee_no, fiscal_year, revision),
  unique (recorded_by, idempotency_key),
  check ((tax_status in ('taxed', 'exempt')) = (figures <> '{}'::jsonb))
);

create function refuse_to_rewrite_history() returns trigger language plpgsql as $$
begin
  raise exception '% keeps history: append a row instead', tg_table_name;
end $$;

create trigger assessment_revision_is_history before update or delete on assessment_revision
  for each row execute function refuse_to_rewrite_history();
