ALTER TABLE link ADD COLUMN linked_at bigint;
-- When this person and this Kontur user were settled to belong together: by the first session of a first link, or by two administrators.
ALTER TABLE link ADD COLUMN decided_at bigint;
ALTER TABLE link ADD COLUMN last_used_at bigint;
-- When its search words were written: before a change of its registry row they are written anew.
ALTER TABLE link ADD COLUMN indexed_at bigint NOT NULL DEFAULT 0;
-- The address the person had when the link was made: a notice goes there too, should the account at the provider be taken over.
ALTER TABLE link ADD COLUMN first_email text;
UPDATE link SET first_email = (SELECT email FROM person WHERE person.id = link.person_id);
CREATE INDEX link_by_state ON link (state, changed_at);
CREATE INDEX link_by_change ON link (changed_at);
UPDATE link SET linked_at = changed_at, decided_at = changed_at WHERE state = 'Active';
CREATE INDEX link_decided_of_person ON link (person_id, decided_at);
CREATE INDEX link_decided_of_user ON link (kontur_user, decided_at);

-- Everything that ever happened to a link.
CREATE TABLE link_event (
    id text PRIMARY KEY,
    link_id text NOT NULL REFERENCES link (id),
    at bigint NOT NULL,
    person_id text,
    person_name text NOT NULL,
    action text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    reason text
);
CREATE INDEX link_event_by_link ON link_event (link_id, at);

-- Beginnings of the words by which a link is found: equality on an index, however many links there are.
CREATE TABLE link_term (
    term text NOT NULL,
    link_id text NOT NULL REFERENCES link (id),
    PRIMARY KEY (term, link_id)
);
CREATE INDEX link_term_by_link ON link_term (link_id);

-- Moving a person to another Kontur user: asked by one administrator, approved by another, carried out after the cool-off.
CREATE TABLE relink (
    id text PRIMARY KEY,
    link_id text NOT NULL REFERENCES link (id),
    kontur_user text NOT NULL,
    phone text NOT NULL,
    phone_tail text NOT NULL,
    reason text NOT NULL,
    state text NOT NULL,
    asked_by text NOT NULL,
    asked_by_name text NOT NULL,
    asked_at bigint NOT NULL,
    not_before bigint NOT NULL,
    approved_by text,
    approved_by_name text,
    approved_at bigint,
    ended_at bigint,
    new_link_id text
);
CREATE UNIQUE INDEX relink_one_open ON relink (link_id) WHERE state IN ('Asked', 'Approved');
CREATE INDEX relink_by_state ON relink (state, not_before);

-- Attempts to link, for the limits per person and per phone.
CREATE TABLE link_attempt (
    id text PRIMARY KEY,
    person_id text NOT NULL,
    kontur_user text NOT NULL,
    at bigint NOT NULL
);
CREATE INDEX link_attempt_by_person ON link_attempt (person_id, at);
CREATE INDEX link_attempt_by_user ON link_attempt (kontur_user, at);
CREATE INDEX link_attempt_by_time ON link_attempt (at);

-- One row per person and per phone that tries: whoever counts takes it first, so that parallel presses are counted one after the other.
CREATE TABLE link_attempt_turn (
    id text PRIMARY KEY,
    at bigint NOT NULL
);
CREATE INDEX link_attempt_turn_by_time ON link_attempt_turn (at);

-- Letters on their way out.
CREATE TABLE mail (
    id text PRIMARY KEY,
    recipient text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    created_at bigint NOT NULL,
    tries bigint NOT NULL,
    next_try_at bigint,
    sent_at bigint,
    problem text
);
CREATE INDEX mail_due ON mail (next_try_at) WHERE next_try_at IS NOT NULL;
CREATE INDEX mail_over ON mail (created_at) WHERE next_try_at IS NULL;
