-- Exchanges that this agency started. The inquiry stands here before anything is sent; from the
-- first message on, its bytes and the wrapped keys that open the answers stand beside it, so that
-- the exchange can be taken up again under the same id (protocol §5 rule 3).
CREATE TABLE exchange_out (
  exchange_id  uuid        PRIMARY KEY,
  state        text        NOT NULL
               CHECK (state IN ('prepared', 'sent', 'deferred', 'answered', 'denied', 'lapsed')),
  inquiry      bytea       NOT NULL,
  header       bytea,
  items        bytea,
  secrets      bytea,
  attempt      integer     NOT NULL DEFAULT 0,
  prepared_at  timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  CHECK ((header IS NULL) = (items IS NULL)),
  CHECK (secrets IS NULL OR state IN ('sent', 'deferred'))
);
CREATE INDEX exchange_out_expiry ON exchange_out (expires_at);

-- Exchanges that this agency answered: the id is bound to the request root in the transaction that
-- stores the answer.
CREATE TABLE exchange_in (
  exchange_id  uuid        PRIMARY KEY,
  request_root bytea       NOT NULL CHECK (length(request_root) = 32),
  answer       bytea       NOT NULL,
  deferred     boolean     NOT NULL,
  bound_at     timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL
);
CREATE INDEX exchange_in_expiry ON exchange_in (expires_at);

-- 番号法23条1項, 命令47条1項: what the inquirer and the provider record on their own computers, for
-- seven years (施行令30条). What was provided is not part of the record.
CREATE TABLE exchange_record (
  exchange_id      uuid        NOT NULL,
  role             text        NOT NULL CHECK (role IN ('inquirer', 'provider')),
  inquirer         text        NOT NULL,
  provider         text        NOT NULL,
  organisation     text        NOT NULL,
  item_number      text        NOT NULL,
  affair           text        NOT NULL,
  procedure        text        NOT NULL,
  information      text[]      NOT NULL,
  subject_relation text        NOT NULL,
  case_reference   text        NOT NULL,
  staff            text        NOT NULL,
  non_disclosure   boolean     NOT NULL,
  requested_at     timestamptz NOT NULL,
  provided_at      timestamptz,
  outcome          text        NOT NULL,
  topic_id         uuid,
  request_offset   bigint,
  release_offset   bigint,
  PRIMARY KEY (exchange_id, role)
);
CREATE INDEX exchange_record_time ON exchange_record (requested_at, exchange_id);

-- 命令47条2項: whom the exchange was about, by this agency's own number.
CREATE TABLE exchange_record_subject (
  exchange_id  uuid    NOT NULL,
  role         text    NOT NULL,
  position     integer NOT NULL,
  addressee_no text,
  outcome      text    NOT NULL,
  PRIMARY KEY (exchange_id, role, position),
  FOREIGN KEY (exchange_id, role) REFERENCES exchange_record ON DELETE CASCADE
);
CREATE INDEX exchange_record_subject_person ON exchange_record_subject (addressee_no);
