-- The Merkle tree over the topic (docs/spec/audit-log.md). Unlike the projection it is never rolled
-- back: for a size that was signed there must not be another root.

-- Rows, tiles, root and place move together, by compare and swap. The rows may be emptied and filled
-- again (next_offset < size), the tree then stays.
alter table log_state
  add column size bigint not null default 0 check (size >= 0),
  -- of no leaves: SHA-256 of nothing
  add column root bytea not null
    default '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    check (octet_length(root) = 32),
  -- the roots of the perfect subtrees that the leaves consist of, the largest first
  add column compact_range bytea not null default '\x'
    check (octet_length(compact_range) = 32 * bit_count(size::bit(64))),
  -- pinned by the first start
  add column origin text,
  add column checkpoint_topic_id uuid;

-- What was projected before there was a tree is sealed from the beginning.
select rebuild_projection();
alter table log_state add constraint log_state_projected_what_is_sealed
  check (next_offset <= size);

-- Hash tiles (C2SP tlog-tiles); the last one of a level grows in its place.
create table tile (
  level smallint not null check (level between 0 and 7),
  index bigint not null check (index >= 0),
  width smallint not null check (width between 1 and 256),
  hashes bytea not null check (octet_length(hashes) = 32 * width),
  primary key (level, index)
);
-- hashes do not compress
alter table tile alter column hashes set storage external;

-- The newest checkpoint that was published, as every replica serves it.
create table checkpoint (
  id smallint primary key check (id = 1),
  size bigint not null,
  note bytea not null,
  published_at timestamptz not null
);
alter table checkpoint alter column note set storage external;
