-- A package for Goskey, from its draft to what came back. Identifiers of the recipient are encrypted; snils_print is a keyed hash.
CREATE TABLE goskey_package (
    id text PRIMARY KEY,
    person_id text NOT NULL REFERENCES person (id),
    person_name text NOT NULL,
    sender_id text NOT NULL,
    sender_name text NOT NULL,
    group_id text REFERENCES goskey_package (id),
    group_position bigint,
    again_of text REFERENCES goskey_package (id),
    state text NOT NULL,
    signature_kind text NOT NULL,
    title text NOT NULL,
    recipient_name text NOT NULL,
    snils text,
    snils_print text,
    snils_tail text,
    email text,
    consented_at bigint,
    created_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    owner_key text,
    queued_at bigint,
    not_before bigint,
    busy_until bigint,
    order_id bigint,
    sent_at bigint,
    signable_until bigint,
    status_id bigint,
    agency_code text,
    envelope_code text,
    status_title text,
    comment text,
    asked_at bigint,
    next_ask_at bigint,
    failures bigint NOT NULL DEFAULT 0,
    missing_since bigint,
    final_at bigint,
    problem text,
    trace text,
    request_sha256 text,
    request_signature text,
    results_at bigint,
    next_results_at bigint,
    results_failures bigint NOT NULL DEFAULT 0,
    results_problem text,
    alarms bigint NOT NULL DEFAULT 0,
    next_reminder_at bigint,
    reminders bigint NOT NULL DEFAULT 0,
    seen_at bigint
);
CREATE UNIQUE INDEX goskey_package_once_in_group ON goskey_package (group_id, group_position) WHERE group_id IS NOT NULL;
CREATE UNIQUE INDEX goskey_package_by_order ON goskey_package (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX goskey_package_of_person ON goskey_package (person_id, changed_at, id);
CREATE INDEX goskey_package_of_person_by_state ON goskey_package (person_id, state, changed_at, id);
CREATE INDEX goskey_package_queue ON goskey_package (owner_key, queued_at, id) WHERE state = 'Queued';
CREATE INDEX goskey_package_busy ON goskey_package (busy_until) WHERE busy_until IS NOT NULL;
CREATE INDEX goskey_package_due ON goskey_package (next_ask_at) WHERE next_ask_at IS NOT NULL;
CREATE INDEX goskey_package_results_due ON goskey_package (next_results_at) WHERE next_results_at IS NOT NULL;
CREATE INDEX goskey_package_reminder_due ON goskey_package (next_reminder_at) WHERE next_reminder_at IS NOT NULL;
CREATE INDEX goskey_package_of_sender ON goskey_package (sender_id, state);

-- A document of a package. The files are kept under their SHA-256; a group's packages share them.
CREATE TABLE goskey_document (
    id text PRIMARY KEY,
    package_id text NOT NULL REFERENCES goskey_package (id),
    position bigint NOT NULL,
    display_name text NOT NULL,
    wire_name text NOT NULL,
    description text NOT NULL,
    size bigint NOT NULL,
    sha256 text NOT NULL,
    uploaded_at bigint NOT NULL,
    gost_digest text,
    sender_signature text,
    recipient_signature text,
    returned_sha256 text,
    report text,
    alarm text
);
CREATE INDEX goskey_document_of_package ON goskey_document (package_id, position);
CREATE INDEX goskey_document_by_sha256 ON goskey_document (sha256);
CREATE INDEX goskey_document_by_sender_signature ON goskey_document (sender_signature) WHERE sender_signature IS NOT NULL;
CREATE INDEX goskey_document_by_recipient_signature ON goskey_document (recipient_signature) WHERE recipient_signature IS NOT NULL;
CREATE INDEX goskey_document_by_returned ON goskey_document (returned_sha256) WHERE returned_sha256 IS NOT NULL;

-- People of a list that a draft is for, one package each once it is sent.
CREATE TABLE goskey_listed (
    package_id text NOT NULL REFERENCES goskey_package (id),
    position bigint NOT NULL,
    name text NOT NULL,
    snils text NOT NULL,
    snils_print text NOT NULL,
    snils_tail text NOT NULL,
    email text,
    PRIMARY KEY (package_id, position)
);

-- What was read of a file with such people and nobody has taken yet: one encrypted text.
CREATE TABLE goskey_read_list (
    package_id text PRIMARY KEY REFERENCES goskey_package (id),
    rows_sealed text NOT NULL
);

-- A try to send a package. Of all nodes, tabs and restarts the index lets one count: a try that did not send is closed before the next.
CREATE TABLE goskey_attempt (
    id text PRIMARY KEY,
    package_id text NOT NULL REFERENCES goskey_package (id),
    owner_key text NOT NULL,
    way text NOT NULL,
    state text NOT NULL,
    order_id bigint,
    intended_at bigint NOT NULL,
    committed_at bigint,
    settled_at bigint,
    problem text,
    trace text
);
CREATE UNIQUE INDEX goskey_attempt_once ON goskey_attempt (package_id) WHERE state NOT IN ('NotSent');
CREATE INDEX goskey_attempt_of_package ON goskey_attempt (package_id, intended_at);
CREATE INDEX goskey_attempt_of_owner ON goskey_attempt (owner_key, intended_at);
CREATE INDEX goskey_attempt_by_order ON goskey_attempt (order_id) WHERE order_id IS NOT NULL;

-- Words by which a package is found (hexadecimal, as in the other lists).
CREATE TABLE goskey_term (
    person_id text NOT NULL,
    term text NOT NULL,
    package_id text NOT NULL REFERENCES goskey_package (id),
    PRIMARY KEY (person_id, term, package_id)
);
CREATE INDEX goskey_term_of_package ON goskey_term (package_id);

-- Recipients that a person keeps, with the consent they told of; groups are names.
CREATE TABLE goskey_recipient (
    id text PRIMARY KEY,
    person_id text NOT NULL REFERENCES person (id),
    name text NOT NULL,
    name_folded text NOT NULL,
    snils text NOT NULL,
    snils_print text NOT NULL,
    snils_tail text NOT NULL,
    email text,
    group_name text,
    consented_at bigint NOT NULL,
    used_at bigint NOT NULL,
    UNIQUE (person_id, snils_print)
);
CREATE INDEX goskey_recipient_by_name ON goskey_recipient (person_id, name_folded);
CREATE INDEX goskey_recipient_by_group ON goskey_recipient (person_id, group_name);

-- Since when a sender's orders are asked about by the list of changes.
CREATE TABLE goskey_watch (
    sender_id text PRIMARY KEY,
    seen_until bigint NOT NULL,
    next_at bigint NOT NULL,
    failures bigint NOT NULL DEFAULT 0
);
