-- The newest checkpoint that the configured quorum of witnesses has cosigned, with its cosignatures
-- (docs/spec/audit-log.md §8), as every replica serves it.
create table cosigned_checkpoint (
  id smallint primary key check (id = 1),
  size bigint not null,
  note bytea not null,
  cosigned_at timestamptz not null
);
-- signatures do not compress
alter table cosigned_checkpoint alter column note set storage external;
