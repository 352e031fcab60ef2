-- What the gateway remembers of an exchange: who asked whom, for how many items, and the bytes of the steps
-- that it has done. No token, no person, no content in clear: the conversion and the answers are ciphertexts.
-- docs/spec/protocol.md §4.3 and §5.3: the binding of the exchange id, and the stored steps, hold across replicas.
CREATE TABLE exchange (
    exchange_id  uuid        NOT NULL,
    request_root bytea       NOT NULL,
    type         text        NOT NULL,
    inquirer     text        NOT NULL,
    provider     text,
    item_count   integer     NOT NULL,
    requested_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    state        text        NOT NULL,
    -- PENDING and REFUSED: the gateway's step of every item (S, E, F, S', D' and the proofs), which is sent
    -- again as it is when the exchange is resumed; null once the response is there
    step         bytea,
    -- COMPLETED: the response exactly as it was handed over
    response     bytea,
    -- DENIED: why the table or the check of the header said no
    denial       text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    changed_at   timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT exchange_pkey PRIMARY KEY (exchange_id),
    CONSTRAINT exchange_request_root_is_a_hash CHECK (octet_length(request_root) = 32),
    CONSTRAINT exchange_type_is_known CHECK (type IN ('CONVERT', 'ENROL', 'REGISTER', 'READLOG')),
    CONSTRAINT exchange_item_count_in_bounds CHECK (item_count BETWEEN 1 AND 500),
    CONSTRAINT exchange_state_has_its_bytes CHECK (
        (state IN ('PENDING', 'REFUSED') AND step IS NOT NULL AND response IS NULL AND denial IS NULL)
        OR (state = 'COMPLETED' AND step IS NULL AND response IS NOT NULL AND denial IS NULL)
        OR (state = 'DENIED' AND step IS NULL AND response IS NULL AND denial IS NOT NULL))
) WITH (fillfactor = 60);  -- the completion of an exchange then updates its row in the same page

-- Ciphertexts do not compress; do not spend a processor on trying.
ALTER TABLE exchange ALTER COLUMN step SET STORAGE EXTERNAL;
ALTER TABLE exchange ALTER COLUMN response SET STORAGE EXTERNAL;

-- The deletion of expired exchanges.
CREATE INDEX exchange_by_expiry ON exchange (expires_at);
