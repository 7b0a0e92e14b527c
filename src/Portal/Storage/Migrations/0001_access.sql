-- Instants are milliseconds since 1970 UTC; ids and enums are text; one text for SQLite and PostgreSQL.

CREATE TABLE key_ring (
    id text PRIMARY KEY,
    xml text NOT NULL,
    created_at bigint NOT NULL
);

-- A person is the pair (issuer, subject), compared as it is.
CREATE TABLE person (
    id text PRIMARY KEY,
    issuer text NOT NULL,
    subject text NOT NULL,
    name text NOT NULL,
    email text,
    first_seen_at bigint NOT NULL,
    last_seen_at bigint NOT NULL,
    UNIQUE (issuer, subject)
);

-- id is the hash of the cookie's key: the table alone signs nobody in.
CREATE TABLE session (
    id text PRIMARY KEY,
    person_id text NOT NULL REFERENCES person (id),
    ticket text NOT NULL,
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    expires_at bigint NOT NULL
);
CREATE INDEX session_by_person ON session (person_id);
CREATE INDEX session_by_end ON session (expires_at);

-- One person, one Kontur user, unique both ways among links that are not undone; a service_user_id is never used again.
-- kontur_user is a keyed hash of the phone that names the user to Kontur.
CREATE TABLE link (
    id text PRIMARY KEY,
    person_id text NOT NULL REFERENCES person (id),
    service_user_id text NOT NULL UNIQUE,
    kontur_user text NOT NULL,
    phone text NOT NULL,
    state text NOT NULL,
    refusal_code text,
    refusal_trace text,
    created_at bigint NOT NULL,
    changed_at bigint NOT NULL
);

CREATE UNIQUE INDEX link_one_per_person ON link (person_id) WHERE state <> 'Unlinked';
CREATE UNIQUE INDEX link_one_per_kontur_user ON link (kontur_user) WHERE state <> 'Unlinked';

CREATE TABLE kontur_session (
    link_id text PRIMARY KEY REFERENCES link (id),
    token text NOT NULL,
    obtained_at bigint NOT NULL
);
