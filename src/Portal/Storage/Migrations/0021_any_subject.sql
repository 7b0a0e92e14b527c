-- What a cloud certificate is asked for is no longer a draft alone: the table is written anew without the reference to drafts.
CREATE TABLE signing_of_any (
    id text PRIMARY KEY,
    subject_id text NOT NULL,
    link_id text NOT NULL REFERENCES link (id),
    account_id text NOT NULL,
    kontur_id text NOT NULL,
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
    ended_at bigint,
    kind text NOT NULL DEFAULT 'DraftSignature',
    phase text,
    polls bigint NOT NULL DEFAULT 0,
    asked_at bigint,
    batch_id text,
    handed_over_at bigint
);
INSERT INTO signing_of_any (id, subject_id, link_id, account_id, kontur_id, state, way, thumbprint, request_id, kontur_task_id, owner, phone_mask, documents, message, started_at, code_sent_at, next_ask_at, ended_at, kind, phase, polls, asked_at, batch_id, handed_over_at)
SELECT id, subject_id, link_id, account_id, kontur_id, state, way, thumbprint, request_id, kontur_task_id, owner, phone_mask, documents, message, started_at, code_sent_at, next_ask_at, ended_at, kind, phase, polls, asked_at, batch_id, handed_over_at FROM signing;
DROP TABLE signing;
ALTER TABLE signing_of_any RENAME TO signing;
CREATE UNIQUE INDEX signing_one_open ON signing (subject_id) WHERE state IN ('Starting', 'Waiting', 'Confirming');
CREATE INDEX signing_by_link ON signing (link_id, state);
CREATE INDEX signing_due ON signing (next_ask_at) WHERE state IN ('Starting', 'Waiting', 'Confirming', 'Left') OR (state = 'Confirmed' AND handed_over_at IS NULL);
CREATE INDEX signing_by_subject ON signing (subject_id, started_at);
