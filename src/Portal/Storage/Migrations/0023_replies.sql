-- What may be answered now, as Kontur links it at the documents of a docflow.
CREATE TABLE possible_reply (
    docflow_row_id text NOT NULL REFERENCES docflow (id),
    document_id text NOT NULL,
    reply_type text NOT NULL,
    PRIMARY KEY (docflow_row_id, document_id, reply_type)
);

-- An answer to a document, from the press to the state body. Of all people and all their tabs the index lets one be on its way or sent.
CREATE TABLE reply (
    id text PRIMARY KEY,
    docflow_row_id text NOT NULL REFERENCES docflow (id),
    link_id text NOT NULL REFERENCES link (id),
    account_id text NOT NULL,
    docflow_id text NOT NULL,
    document_id text NOT NULL,
    reply_type text NOT NULL,
    slot text NOT NULL,
    kontur_reply_id text NOT NULL,
    file_name text NOT NULL,
    sha256 text NOT NULL,
    state text NOT NULL,
    problem text,
    trace text,
    made_at bigint NOT NULL,
    intended_at bigint,
    settled_at bigint,
    next_ask_at bigint
);
CREATE UNIQUE INDEX reply_once ON reply (docflow_id, document_id, slot) WHERE state IN ('Intended', 'Sent');
CREATE INDEX reply_by_docflow ON reply (docflow_row_id, made_at);
CREATE INDEX reply_due ON reply (next_ask_at) WHERE next_ask_at IS NOT NULL;
