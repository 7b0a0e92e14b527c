-- The list of reports: words in hexadecimal, so that "begins with" is a range of the index on both engines.
ALTER TABLE draft ADD COLUMN folded text NOT NULL DEFAULT '';
-- The file's own identifier (ИдФайл), lower case.
ALTER TABLE draft ADD COLUMN file_id text;
-- Zero: the words are to be written (by a job, for whatever changed past the store of drafts).
ALTER TABLE draft ADD COLUMN indexed_at bigint NOT NULL DEFAULT 0;
CREATE INDEX draft_unindexed ON draft (id) WHERE indexed_at = 0;
CREATE INDEX draft_unfinished ON draft (link_id, account_id, changed_at) WHERE state <> 'Sent';
CREATE INDEX draft_unfinished_by_title ON draft (link_id, account_id, folded) WHERE state <> 'Sent';
CREATE INDEX draft_by_state ON draft (link_id, account_id, state, changed_at);
CREATE INDEX send_attempt_by_draft ON send_attempt (draft_id, intended_at);

CREATE TABLE draft_term (
    link_id text NOT NULL,
    account_id text NOT NULL,
    term text NOT NULL,
    draft_id text NOT NULL REFERENCES draft (id),
    PRIMARY KEY (link_id, account_id, term, draft_id)
);
CREATE INDEX draft_term_by_draft ON draft_term (draft_id);

-- The receipt of sending.
ALTER TABLE send_attempt ADD COLUMN kontur_draft_id text;
ALTER TABLE send_attempt ADD COLUMN answered_at bigint;
ALTER TABLE send_attempt ADD COLUMN answer text;
ALTER TABLE send_attempt ADD COLUMN answer_trace text;

-- What is sent or being sent from an account, whoever sends: a file's digest and its own identifier. The first sending takes 0, one that a person
-- wanted in spite of it the next number: of two at the same moment the index lets one through.
CREATE TABLE sent_file (
    account_id text NOT NULL,
    file_key text NOT NULL,
    nth bigint NOT NULL,
    attempt_id text NOT NULL REFERENCES send_attempt (id),
    draft_id text NOT NULL,
    PRIMARY KEY (account_id, file_key, nth)
);
CREATE INDEX sent_file_by_draft ON sent_file (draft_id);
INSERT INTO sent_file (account_id, file_key, nth, attempt_id, draft_id)
SELECT d.account_id, 'sha256:' || f.sha256, row_number() OVER (PARTITION BY d.account_id, f.sha256 ORDER BY a.intended_at, a.id) - 1, a.id, d.id
FROM send_attempt a JOIN draft d ON d.id = a.draft_id JOIN draft_document f ON f.draft_id = d.id AND f.kind = 'Report'
WHERE a.state IN ('Intended', 'Accepted', 'Sent');

-- «Отправить ещё раз»: a person saw that sending of the same file and wants this one, too.
CREATE TABLE send_again (
    draft_id text NOT NULL REFERENCES draft (id),
    attempt_id text NOT NULL,
    person_name text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (draft_id, attempt_id)
);

-- Operations that keep failing: since when, how often, with which words.
ALTER TABLE draft_task ADD COLUMN failures bigint NOT NULL DEFAULT 0;
ALTER TABLE draft_task ADD COLUMN failing_since bigint;
ALTER TABLE draft_task ADD COLUMN trouble text;
ALTER TABLE draft_task ADD COLUMN trouble_trace text;
ALTER TABLE send_attempt ADD COLUMN failures bigint NOT NULL DEFAULT 0;
ALTER TABLE send_attempt ADD COLUMN failing_since bigint;
ALTER TABLE send_attempt ADD COLUMN trouble text;
ALTER TABLE send_attempt ADD COLUMN trouble_trace text;
CREATE INDEX draft_task_failing ON draft_task (failing_since) WHERE failing_since IS NOT NULL;
CREATE INDEX send_attempt_failing ON send_attempt (failing_since) WHERE failing_since IS NOT NULL;

-- «Передать на подпись»: the digests are pinned when it is handed over.
CREATE TABLE signature_request (
    id text PRIMARY KEY,
    draft_id text NOT NULL REFERENCES draft (id),
    account_id text NOT NULL,
    from_link_id text NOT NULL REFERENCES link (id),
    to_link_id text NOT NULL REFERENCES link (id),
    from_name text NOT NULL,
    to_name text NOT NULL,
    thumbprint text NOT NULL,
    state text NOT NULL,
    title text NOT NULL,
    documents text NOT NULL,
    message text,
    reason text,
    asked_at bigint NOT NULL,
    ended_at bigint
);
CREATE UNIQUE INDEX signature_request_one_open ON signature_request (draft_id) WHERE state = 'Asked';
CREATE INDEX signature_request_inbox ON signature_request (to_link_id, state, asked_at);
CREATE INDEX signature_request_by_draft ON signature_request (draft_id, asked_at);
