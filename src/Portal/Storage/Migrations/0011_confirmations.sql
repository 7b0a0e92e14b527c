-- One record for every operation of a cloud certificate: its kind, and what it is about (a draft of ours; replies and decryptions later).
ALTER TABLE signing RENAME COLUMN draft_id TO subject_id;
ALTER TABLE signing RENAME COLUMN kontur_draft_id TO kontur_id;
ALTER TABLE signing ADD COLUMN kind text NOT NULL DEFAULT 'DraftSignature';
ALTER TABLE signing ADD COLUMN phase text;
ALTER TABLE signing ADD COLUMN polls bigint NOT NULL DEFAULT 0;
ALTER TABLE signing ADD COLUMN asked_at bigint;
ALTER TABLE signing ADD COLUMN batch_id text;

-- Null while the feature that asked for a finished signature has not been told: a killed portal tells it after its start.
ALTER TABLE signing ADD COLUMN handed_over_at bigint;
UPDATE signing SET handed_over_at = ended_at WHERE state = 'Confirmed';
CREATE INDEX signing_due ON signing (next_ask_at) WHERE state IN ('Starting', 'Waiting', 'Confirming', 'Left') OR (state = 'Confirmed' AND handed_over_at IS NULL);
CREATE INDEX signing_by_subject ON signing (subject_id, started_at);

-- A signature under a document of a draft, as it was verified. Its bytes are a stored file.
CREATE TABLE signature (
    id text PRIMARY KEY,
    draft_id text NOT NULL REFERENCES draft (id),
    document_id text NOT NULL,
    document_sha256 text NOT NULL,
    sha256 text NOT NULL,
    size bigint NOT NULL,
    thumbprint text NOT NULL,
    owner text NOT NULL,
    way text NOT NULL,
    problem text,
    signed_at bigint,
    verified_at bigint NOT NULL
);
CREATE UNIQUE INDEX signature_once ON signature (document_id, document_sha256, sha256);
CREATE INDEX signature_by_draft ON signature (draft_id);
CREATE INDEX signature_by_file ON signature (sha256);

-- Many drafts signed one after another: a queue with one code at a time.
CREATE TABLE signing_batch (
    id text PRIMARY KEY,
    link_id text NOT NULL REFERENCES link (id),
    account_id text NOT NULL,
    kind text NOT NULL,
    thumbprint text NOT NULL,
    owner text NOT NULL,
    phone_mask text NOT NULL,
    state text NOT NULL,
    created_at bigint NOT NULL,
    changed_at bigint NOT NULL
);
CREATE INDEX signing_batch_by_link ON signing_batch (link_id, state);
CREATE TABLE signing_batch_item (
    batch_id text NOT NULL REFERENCES signing_batch (id),
    place bigint NOT NULL,
    subject_id text NOT NULL,
    title text NOT NULL,
    documents text NOT NULL,
    state text NOT NULL,
    reason text,
    signing_id text,
    PRIMARY KEY (batch_id, place)
);
CREATE UNIQUE INDEX signing_batch_one_current ON signing_batch_item (batch_id) WHERE state = 'Current';
