-- Ciphertexts of one item fit into a page: kept in the row, not cut into pieces beside the table.
ALTER TABLE exchange SET (toast_tuple_target = 8160);
