-- Everything sent to and received from state bodies. A row is readable only while the link's own session lists it: what it lists no longer is hidden.
ALTER TABLE docflow ADD COLUMN hidden_at bigint;
-- When a list last showed it; null for what was sent from here and is not listed yet.
ALTER TABLE docflow ADD COLUMN listed_at bigint;
-- When this link first opened it; incoming rows without it are unread.
ALTER TABLE docflow ADD COLUMN opened_at bigint;
-- What is awaited from the person (DocflowAwaits); null for nothing.
ALTER TABLE docflow ADD COLUMN awaits text;
-- What the filters ask for, in one word (DocflowCell): kind, body, state, unread, awaits.
ALTER TABLE docflow ADD COLUMN cell text NOT NULL DEFAULT '';
ALTER TABLE docflow ADD COLUMN organization_id text;
ALTER TABLE docflow ADD COLUMN payer_name text;
ALTER TABLE docflow ADD COLUMN numbers text;
-- What its terms were written from; unlike it, they are written anew.
ALTER TABLE docflow ADD COLUMN searched text NOT NULL DEFAULT '';
UPDATE docflow SET listed_at = 0 WHERE draft_id IS NULL;

DROP INDEX docflow_by_account;
CREATE INDEX docflow_by_account ON docflow (link_id, account_id, sent_at, id) WHERE hidden_at IS NULL;
CREATE INDEX docflow_by_cell ON docflow (link_id, account_id, cell, sent_at, id) WHERE hidden_at IS NULL;
CREATE INDEX docflow_hidden ON docflow (link_id, account_id, hidden_at) WHERE hidden_at IS NOT NULL;
CREATE INDEX docflow_by_draft ON docflow (draft_id) WHERE draft_id IS NOT NULL;

-- The cells that ever occurred in an account: a filter is a few of them, each read in the order of its index.
CREATE TABLE docflow_cell (
    link_id text NOT NULL REFERENCES link (id),
    account_id text NOT NULL,
    cell text NOT NULL,
    PRIMARY KEY (link_id, account_id, cell)
);

-- Words by which rows are found (SearchTerms), with the sort key: the newest of a word come first without a sort.
CREATE TABLE docflow_term (
    link_id text NOT NULL,
    account_id text NOT NULL,
    term text NOT NULL,
    sent_at bigint NOT NULL,
    row_id text NOT NULL REFERENCES docflow (id),
    PRIMARY KEY (link_id, account_id, term, sent_at, row_id)
);
CREATE INDEX docflow_term_of_row ON docflow_term (row_id, term);

-- Filters that a person keeps: a name and the parameters of the list's address.
CREATE TABLE docflow_filter (
    link_id text NOT NULL REFERENCES link (id),
    name text NOT NULL,
    query text NOT NULL,
    saved_at bigint NOT NULL,
    PRIMARY KEY (link_id, name)
);
