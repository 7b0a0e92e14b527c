-- A report being made. It belongs to one link.
CREATE TABLE draft (
    id text PRIMARY KEY,
    link_id text NOT NULL REFERENCES link (id),
    account_id text NOT NULL,
    state text NOT NULL,
    kontur_draft_id text,
    certificate_thumbprint text,
    facts text NOT NULL,
    title text NOT NULL,
    check_result text,
    problem text,
    problem_trace text,
    created_at bigint NOT NULL,
    changed_at bigint NOT NULL
);
CREATE INDEX draft_by_account ON draft (link_id, account_id, changed_at);

CREATE TABLE draft_document (
    id text PRIMARY KEY,
    draft_id text NOT NULL REFERENCES draft (id),
    kind text NOT NULL,
    file_name text NOT NULL,
    size bigint NOT NULL,
    sha256 text NOT NULL,
    content_id text NOT NULL,
    uploaded_at bigint NOT NULL
);
CREATE INDEX draft_document_by_draft ON draft_document (draft_id);
CREATE UNIQUE INDEX draft_document_one_report ON draft_document (draft_id) WHERE kind = 'Report';

-- A deferred task at Kontur, followed by a job. At most one of a kind is open per draft.
CREATE TABLE draft_task (
    id text PRIMARY KEY,
    draft_id text NOT NULL REFERENCES draft (id),
    kind text NOT NULL,
    kontur_task_id text,
    state text NOT NULL,
    polls bigint NOT NULL,
    started_at bigint NOT NULL,
    next_poll_at bigint NOT NULL,
    ended_at bigint
);
CREATE UNIQUE INDEX draft_task_one_open ON draft_task (draft_id) WHERE state = 'Running';
CREATE INDEX draft_task_due ON draft_task (next_poll_at) WHERE state = 'Running';

-- Sent at most once: the intent is here before the wire, the result after it. While one is open or done, a second is impossible.
CREATE TABLE send_attempt (
    id text PRIMARY KEY,
    draft_id text NOT NULL REFERENCES draft (id),
    state text NOT NULL,
    kontur_task_id text,
    docflow_id text,
    person_name text NOT NULL,
    intended_at bigint NOT NULL,
    next_ask_at bigint NOT NULL,
    settled_at bigint
);
CREATE UNIQUE INDEX send_attempt_once ON send_attempt (draft_id) WHERE state IN ('Intended', 'Accepted', 'Sent');

-- One operation of the cloud certificate. The dialog only shows it.
CREATE TABLE signing (
    id text PRIMARY KEY,
    draft_id text NOT NULL REFERENCES draft (id),
    link_id text NOT NULL REFERENCES link (id),
    account_id text NOT NULL,
    kontur_draft_id text NOT NULL,
    state text NOT NULL,
    way text NOT NULL,
    thumbprint text NOT NULL,
    request_id text,
    kontur_task_id text,
    owner text NOT NULL,
    phone_mask text NOT NULL,
    documents text NOT NULL,
    message text,
    started_at bigint NOT NULL,
    code_sent_at bigint,
    next_ask_at bigint NOT NULL,
    ended_at bigint
);
CREATE UNIQUE INDEX signing_one_open ON signing (draft_id) WHERE state IN ('Starting', 'Waiting', 'Confirming');
CREATE INDEX signing_by_link ON signing (link_id, state);
