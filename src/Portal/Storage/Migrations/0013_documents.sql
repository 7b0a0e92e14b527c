-- Files of a draft stand in an order that people choose. placed_in is the draft at Kontur that holds exactly this file; missing_at says since when neither
-- Kontur nor the portal has the bytes.
ALTER TABLE draft_document ADD COLUMN position bigint NOT NULL DEFAULT 0;
ALTER TABLE draft_document ADD COLUMN form text;
ALTER TABLE draft_document ADD COLUMN placed_in text;
ALTER TABLE draft_document ADD COLUMN missing_at bigint;
CREATE INDEX draft_document_by_file ON draft_document (sha256);

-- One print form per document: a task at Kontur followed by a job, then a PDF in the stored files.
CREATE TABLE print_form (
    document_id text PRIMARY KEY REFERENCES draft_document (id) ON DELETE CASCADE,
    id text NOT NULL,
    state text NOT NULL,
    kontur_task_id text,
    sha256 text,
    size bigint,
    problem text,
    problem_trace text,
    polls bigint NOT NULL,
    started_at bigint NOT NULL,
    next_poll_at bigint NOT NULL,
    ended_at bigint
);
CREATE INDEX print_form_due ON print_form (next_poll_at) WHERE state = 'Running';
CREATE INDEX print_form_by_file ON print_form (sha256) WHERE sha256 IS NOT NULL;
