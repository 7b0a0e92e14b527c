-- What was sent to a state body, as this link's own session lists it.
CREATE TABLE docflow (
    id text PRIMARY KEY,
    link_id text NOT NULL REFERENCES link (id),
    account_id text NOT NULL,
    docflow_id text NOT NULL,
    draft_id text,
    type text NOT NULL,
    status text NOT NULL,
    success_state text,
    form_name text NOT NULL,
    knd text,
    period text,
    correction bigint NOT NULL,
    payer text NOT NULL,
    recipient text NOT NULL,
    recipient_name text,
    sent_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    next_ask_at bigint,
    asked bigint NOT NULL,
    UNIQUE (link_id, docflow_id)
);
CREATE INDEX docflow_by_account ON docflow (link_id, account_id, sent_at);
CREATE INDEX docflow_due ON docflow (next_ask_at) WHERE next_ask_at IS NOT NULL;

CREATE TABLE docflow_document (
    docflow_row_id text NOT NULL REFERENCES docflow (id),
    document_id text NOT NULL,
    type text NOT NULL,
    file_name text,
    size bigint,
    sent_at bigint,
    signed_by text,
    PRIMARY KEY (docflow_row_id, document_id)
);

CREATE TABLE refresh (
    link_id text NOT NULL REFERENCES link (id),
    account_id text NOT NULL,
    what text NOT NULL,
    refreshed_at bigint NOT NULL,
    PRIMARY KEY (link_id, account_id, what)
);
