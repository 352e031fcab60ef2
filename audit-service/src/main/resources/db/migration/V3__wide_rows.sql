-- Records and responses are mostly ciphertexts, hashes and signatures, which do not compress; those of
-- one item fit into a page: kept in the row, not cut into pieces beside the table.
alter table exchange set (toast_tuple_target = 8160), alter column response set storage external;
alter table leaf set (toast_tuple_target = 8160), alter column record set storage external;
