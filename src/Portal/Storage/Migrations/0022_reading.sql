-- What a document's bytes are at Kontur: the plain copy, if there is one, and how it is packed there.
ALTER TABLE docflow_document ADD COLUMN content_id text;
ALTER TABLE docflow_document ADD COLUMN packing text;
ALTER TABLE docflow_document ADD COLUMN encrypted bigint NOT NULL DEFAULT 0;
ALTER TABLE docflow_document ADD COLUMN prints text;

-- Contents that were read once are kept (Storage/Files): reading goes on when Kontur does not answer.
CREATE TABLE docflow_content (
    docflow_row_id text NOT NULL REFERENCES docflow (id),
    document_id text NOT NULL,
    sha256 text NOT NULL,
    size bigint NOT NULL,
    kind text NOT NULL,
    media text NOT NULL,
    kept_at bigint NOT NULL,
    print_sha256 text,
    PRIMARY KEY (docflow_row_id, document_id)
);
CREATE INDEX docflow_content_file ON docflow_content (sha256);
CREATE INDEX docflow_content_print ON docflow_content (print_sha256) WHERE print_sha256 IS NOT NULL;

-- Signatures under the kept bytes, with the verdict of their verification.
CREATE TABLE docflow_signature (
    docflow_row_id text NOT NULL REFERENCES docflow (id),
    document_id text NOT NULL,
    signature_id text NOT NULL,
    sha256 text NOT NULL,
    title text NOT NULL,
    signer_type text NOT NULL,
    owner text NOT NULL,
    thumbprint text NOT NULL,
    fault text,
    signed_at bigint,
    verified_at bigint NOT NULL,
    PRIMARY KEY (docflow_row_id, document_id, signature_id)
);
CREATE INDEX docflow_signature_file ON docflow_signature (sha256);
