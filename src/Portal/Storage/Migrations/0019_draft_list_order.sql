-- The list of reports in work costs the same at any length: each order and each filter is served by an index that ends in it.
-- When its last sending was settled: no look at the attempts is needed to tell that it failed and nothing was changed since.
ALTER TABLE draft ADD COLUMN settled_at bigint;
UPDATE draft SET settled_at = (SELECT max(a.settled_at) FROM send_attempt a WHERE a.draft_id = draft.id);

DROP INDEX draft_unfinished;
DROP INDEX draft_unfinished_by_title;
DROP INDEX draft_by_state;
CREATE INDEX draft_unfinished ON draft (link_id, account_id, changed_at, id) WHERE state <> 'Sent';
CREATE INDEX draft_unfinished_by_title ON draft (link_id, account_id, folded, id) WHERE state <> 'Sent';

-- The expression is that of DraftListStore.Stage, word for word: only then the index is used.
CREATE INDEX draft_by_stage ON draft (link_id, account_id, (CASE
    WHEN state IN ('Editing', 'Checking') THEN 'ToCheck' WHEN state = 'CheckFailed' THEN 'WithErrors' WHEN state = 'Checked' THEN 'Checked'
    WHEN state = 'Ready' AND settled_at >= changed_at THEN 'NotSent' WHEN state IN ('Signed', 'Preparing', 'Ready') THEN 'ToSend'
    WHEN state = 'Sending' THEN 'Sending' END), changed_at, id);
CREATE INDEX signature_request_asked_by ON signature_request (from_link_id) WHERE state = 'Asked';
