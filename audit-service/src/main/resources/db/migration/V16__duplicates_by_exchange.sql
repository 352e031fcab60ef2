-- All records of an exchange are found without reading the whole table: the first ones by entry_first,
-- those that repeat one, which are few, by this.
create index entry_duplicate on entry (exchange_id) where dup_of is not null;
