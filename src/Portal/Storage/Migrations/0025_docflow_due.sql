-- The day by which the awaited answer is due (yyyy-MM-dd), the service's or counted by the production calendar (due_counted = 1).
ALTER TABLE docflow ADD COLUMN due_on text;
ALTER TABLE docflow ADD COLUMN due_counted bigint NOT NULL DEFAULT 0;
-- What it answers, by Kontur's ids.
ALTER TABLE docflow ADD COLUMN related_docflow_id text;
ALTER TABLE docflow ADD COLUMN related_document_id text;
-- The organisation and the form that the list is narrowed to.
ALTER TABLE docflow ADD COLUMN payer_inn text NOT NULL DEFAULT '';
ALTER TABLE docflow ADD COLUMN form_key text NOT NULL DEFAULT '';
UPDATE docflow SET payer_inn = CASE WHEN payer LIKE '%-%' THEN substr(payer, 1, 10) ELSE payer END;

CREATE INDEX docflow_by_payer ON docflow (link_id, account_id, payer_inn, cell, sent_at, id) WHERE hidden_at IS NULL;
CREATE INDEX docflow_by_related ON docflow (link_id, related_docflow_id) WHERE related_docflow_id IS NOT NULL AND hidden_at IS NULL;
DROP INDEX docflow_awaiting;
CREATE INDEX docflow_awaiting ON docflow (link_id, (COALESCE(due_on, '9999-12-31')), sent_at DESC, id DESC) WHERE awaits IS NOT NULL AND hidden_at IS NULL;

-- The forms that ever occurred in an account, for the filter to offer.
CREATE TABLE docflow_form (
    link_id text NOT NULL REFERENCES link (id),
    account_id text NOT NULL,
    form_key text NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (link_id, account_id, form_key)
);

-- Rows are written anew with what they have more of now.
DELETE FROM refresh WHERE what = 'docflows-full';

-- Production calendars that an administrator put in the place of those the portal brings along.
CREATE TABLE production_calendar (
    year bigint NOT NULL PRIMARY KEY,
    text text NOT NULL,
    replaced_by text NOT NULL,
    replaced_at bigint NOT NULL
);

-- Receipts of all docflows of an account are asked for at once.
ALTER TABLE possible_reply ADD COLUMN link_id text NOT NULL DEFAULT '';
UPDATE possible_reply SET link_id = (SELECT d.link_id FROM docflow d WHERE d.id = possible_reply.docflow_row_id);
CREATE INDEX possible_reply_of_link ON possible_reply (link_id, docflow_row_id);

-- 1 once a document said that the tax service has entered the report into its data.
ALTER TABLE docflow ADD COLUMN entered bigint NOT NULL DEFAULT 0;
-- Whose signature a document bears, in the vendor's word: both sides send receipts of one type.
ALTER TABLE docflow_document ADD COLUMN signer_type text;
