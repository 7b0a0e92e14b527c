-- Every operation appends one row. No secrets; personal data masked. id grows with time.
CREATE TABLE audit (
    id text PRIMARY KEY,
    at bigint NOT NULL,
    person_id text,
    person_name text NOT NULL,
    session_id text,
    link_id text,
    account_id text,
    operation text NOT NULL,
    object_id text,
    outcome text NOT NULL,
    detail text,
    trace_id text
);
CREATE INDEX audit_by_person ON audit (person_id, id);
CREATE INDEX audit_by_object ON audit (object_id, id);
