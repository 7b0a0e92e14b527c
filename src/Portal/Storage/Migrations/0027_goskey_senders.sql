-- Profiles of organisations that send to Goskey. api_key, key_name and person_oid are encrypted; owner_key is a keyed hash of whoever owns the API-Key,
-- since the service allows 20 packages in ten minutes per owner. Days are yyyy-MM-dd by Moscow.
CREATE TABLE sender (
    id text PRIMARY KEY,
    organization text NOT NULL,
    inn text NOT NULL,
    ogrn text NOT NULL,
    mnemonic text NOT NULL,
    region text NOT NULL,
    service_name text NOT NULL,
    layout text NOT NULL,
    environment text NOT NULL,
    person_name text NOT NULL,
    person_oid text,
    api_key text NOT NULL,
    api_key_tail text NOT NULL,
    key_name text NOT NULL,
    owner_key text NOT NULL,
    api_key_ends_on text,
    warrant_ends_on text,
    state text NOT NULL,
    version bigint NOT NULL,
    created_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    changed_by text NOT NULL
);
CREATE UNIQUE INDEX sender_one_per_inn ON sender (inn) WHERE state = 'Active';

-- Who may send from a profile; a right that was taken away stays as a row.
CREATE TABLE sender_right (
    id text PRIMARY KEY,
    sender_id text NOT NULL REFERENCES sender (id),
    person_id text NOT NULL REFERENCES person (id),
    kind text NOT NULL,
    warrant_number text,
    warrant_ends_on text,
    granted_at bigint NOT NULL,
    granted_by text NOT NULL,
    revoked_at bigint,
    revoked_by text
);
CREATE UNIQUE INDEX sender_right_of_person ON sender_right (person_id, sender_id) WHERE revoked_at IS NULL;
CREATE INDEX sender_right_of_sender ON sender_right (sender_id, granted_at);

-- People are found by name and by their id at the provider. Rows of people who were here before are filled when somebody searches.
ALTER TABLE person ADD COLUMN search_text text;
CREATE INDEX person_not_searchable ON person (id) WHERE search_text IS NULL;
