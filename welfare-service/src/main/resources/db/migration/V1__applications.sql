-- Applications for disability services (障害福祉サービスの支給申請), by this office's own records. Ids are UUIDv7 and
-- sort by time.
create table application (
  id                uuid        primary key,
  case_reference    text        not null check (case_reference ~ '^[A-Za-z0-9._:/-]{1,64}$'),
  service_month     date        not null check (extract(day from service_month) = 1),
  living            text        not null,
  public_assistance text        not null,
  non_disclosure    boolean     not null,
  applicant_no      text        not null,
  state             text        not null
                    check (state in ('received', 'inquiring', 'pending', 'decided')),
  -- who holds the right to inquire for this application, and until when
  inquiring_token   uuid,
  inquiring_until   timestamptz,
  ceiling_yen       bigint      check (ceiling_yen in (0, 4600, 9300, 37200)),
  article           text,
  explanation       jsonb       not null default '[]',
  open_facts        jsonb       not null default '[]',
  received_at       timestamptz not null,
  received_by       text        not null,
  changed_at        timestamptz not null,
  decided_at        timestamptz,
  idempotency_key   text        not null check (length(idempotency_key) between 1 and 64),
  request_hash      bytea       not null check (length(request_hash) = 32),
  unique (received_by, idempotency_key),
  check ((state = 'decided') = (decided_at is not null and ceiling_yen is not null and article is not null)),
  check ((state = 'inquiring') = (inquiring_token is not null and inquiring_until is not null))
);
create index application_of_state on application (state, id);
create index application_of_applicant on application (applicant_no, id);

create table application_person (
  application_id uuid    not null references application on delete cascade,
  position       integer not null check (position >= 0),
  addressee_no   text    not null check (addressee_no ~ '^[A-Za-z0-9-]{1,20}$'),
  relation       text    not null,
  birth_date     date    not null,
  same_household boolean not null,
  residence      text    not null check (residence = 'abroad' or residence ~ '^[0-9]{6}$'),
  primary key (application_id, position),
  unique (application_id, addressee_no)
);

-- One exchange that was sent, or is to be sent, for an application. It stands here before anything leaves.
create table application_inquiry (
  id             uuid        primary key,
  application_id uuid        not null references application on delete cascade,
  exchange_id    uuid        unique,
  provider       text        not null,
  relation       text        not null,
  fiscal_year    integer     not null,
  subjects       text[]      not null check (cardinality(subjects) between 1 and 500),
  state          text        not null check (state in
                 ('open', 'answered', 'deferred', 'nobody-enrolled', 'denied', 'unavailable', 'lapsed')),
  problem        jsonb,
  topic_id       uuid,
  request_offset bigint,
  requested_at   timestamptz,
  release_offset bigint,
  released_at    timestamptz,
  started_at     timestamptz not null,
  ended_at       timestamptz
);
create index application_inquiry_of_application on application_inquiry (application_id, id);

-- What is known of a person's municipal tax for an application, and where it came from.
create table evidence (
  application_id uuid        not null references application on delete cascade,
  addressee_no   text        not null,
  fiscal_year    integer     not null,
  inquiry_id     uuid        references application_inquiry,
  outcome        text        not null,
  fields         jsonb,
  obtained_at    timestamptz not null,
  primary key (application_id, addressee_no, fiscal_year),
  check ((outcome = 'provided') = (fields is not null))
);
