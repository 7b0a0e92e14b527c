-- folded is the sort key (full name); snils_print a keyed hash, so that a change is seen without opening anything.
-- Rows that were there before are filled by the portal at its start.
ALTER TABLE issued_certificate ADD COLUMN folded text NOT NULL DEFAULT '';
ALTER TABLE issued_certificate ADD COLUMN snils_print text;
CREATE INDEX issued_certificate_by_name ON issued_certificate (folded, thumbprint);
CREATE INDEX issued_certificate_by_end ON issued_certificate (valid_until, thumbprint);

-- Words by which a row is found. A term is hexadecimal: its order is the same under every collation, so that a range of an index is "begins with".
-- No reference to the row: terms come and go only with it, in its transaction, and a check for each of them would double the time of an import.
CREATE TABLE registry_term (
    term text NOT NULL,
    thumbprint text NOT NULL,
    PRIMARY KEY (term, thumbprint)
);
CREATE INDEX registry_term_by_row ON registry_term (thumbprint, term);

-- One row: its version grows with every change of the registry, and writers wait for each other on it.
CREATE TABLE registry_state (
    id text PRIMARY KEY,
    version bigint NOT NULL
);
INSERT INTO registry_state (id, version) VALUES ('registry', 0);

-- A file that an administrator looks at before it is applied: at most one each. payload and file_name are encrypted.
CREATE TABLE registry_import (
    id text PRIMARY KEY,
    person_id text NOT NULL UNIQUE,
    file_name text NOT NULL,
    base_version bigint NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL
);

CREATE TABLE registry_import_row (
    import_id text NOT NULL REFERENCES registry_import (id),
    number bigint NOT NULL,
    kind text NOT NULL,
    decision text,
    payload text,
    sentence text,
    PRIMARY KEY (import_id, number)
);
CREATE INDEX registry_import_row_by_kind ON registry_import_row (import_id, kind, number);

-- What differs between a link and the registry and waits for a decision. value_print is the value that differs; before_value is encrypted.
CREATE TABLE registry_change (
    link_id text NOT NULL REFERENCES link (id),
    field text NOT NULL,
    value_print text,
    before_value text,
    before_print text,
    changed_at bigint NOT NULL,
    settled_at bigint,
    settled_by text,
    PRIMARY KEY (link_id, field)
);
CREATE INDEX registry_change_open ON registry_change (changed_at) WHERE settled_at IS NULL;
