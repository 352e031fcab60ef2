-- Ciphertexts do not compress, and those of one item fit into a page: kept in the row, not tried to
-- compress and not cut into pieces beside the table.
ALTER TABLE exchange_out
  SET (toast_tuple_target = 8160),
  ALTER COLUMN items SET STORAGE EXTERNAL,
  ALTER COLUMN secrets SET STORAGE EXTERNAL;

ALTER TABLE exchange_in
  SET (toast_tuple_target = 8160),
  ALTER COLUMN answer SET STORAGE EXTERNAL;
