-- A person by the agency's own number (宛名番号), and the agency's token of the person: found by an
-- index that only this agency can compute, kept wrapped. A My Number stands nowhere.
CREATE TABLE person (
  addressee_no  text        PRIMARY KEY CHECK (addressee_no ~ '^[A-Za-z0-9-]{1,20}$'),
  token_index   bytea       NOT NULL UNIQUE CHECK (length(token_index) = 32),
  wrapped_token bytea       NOT NULL,
  epoch         integer     NOT NULL CHECK (epoch > 0),
  enrolled_at   timestamptz NOT NULL
);

-- A bulk enrolment: how far it came, and what was wrong in which line.
CREATE TABLE person_import (
  id          uuid        PRIMARY KEY,
  state       text        NOT NULL CHECK (state IN ('running', 'completed', 'interrupted')),
  reason      text,
  compare     boolean     NOT NULL,
  lines       integer     NOT NULL CHECK (lines >= 0),
  staff       text        NOT NULL,
  started_at  timestamptz NOT NULL,
  progress_at timestamptz NOT NULL
);

CREATE TABLE person_import_line (
  import_id    uuid    NOT NULL REFERENCES person_import ON DELETE CASCADE,
  line         integer NOT NULL CHECK (line > 0),
  addressee_no text,
  outcome      text    NOT NULL,
  "column"     text,
  detail       text,
  PRIMARY KEY (import_id, line)
);
