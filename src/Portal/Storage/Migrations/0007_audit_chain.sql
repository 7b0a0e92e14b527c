-- The audit becomes a chain: every row is sealed with the hash of the one before it, under a key outside the database.
-- seq and hash stay empty only until the rows written before this migration are sealed at the next start.
ALTER TABLE audit ADD COLUMN seq bigint;
ALTER TABLE audit ADD COLUMN hash text;
CREATE UNIQUE INDEX audit_by_seq ON audit (seq);

-- One row: the newest link of the chain, and the anchor left by the last trimming. Whoever appends takes this row first.
CREATE TABLE audit_head (
    id bigint PRIMARY KEY,
    seq bigint NOT NULL,
    hash text NOT NULL,
    mac text NOT NULL,
    anchor_seq bigint NOT NULL,
    anchor_hash text NOT NULL,
    anchor_mac text NOT NULL
);
INSERT INTO audit_head (id, seq, hash, mac, anchor_seq, anchor_hash, anchor_mac) VALUES (1, 0, '', '', 0, '', '');

-- Words of the names under which people acted, in hexadecimal of UTF-8: the only letters that every collation sorts alike, so that a prefix is a range.
CREATE TABLE audit_name (
    person_id text NOT NULL,
    word text NOT NULL,
    PRIMARY KEY (person_id, word)
);
CREATE INDEX audit_name_by_word ON audit_name (word, person_id);
CREATE INDEX person_by_subject ON person (subject);
CREATE INDEX account_by_inn ON account (inn);

DROP INDEX audit_by_person;
DROP INDEX audit_by_object;
CREATE INDEX audit_by_time ON audit (at, seq);
CREATE INDEX audit_by_person ON audit (person_id, at, seq);
CREATE INDEX audit_by_account ON audit (account_id, at, seq);
CREATE INDEX audit_by_object ON audit (object_id, at, seq);
CREATE INDEX audit_by_operation ON audit (operation, at, seq);
CREATE INDEX audit_by_outcome ON audit (outcome, at, seq);
CREATE INDEX audit_by_trace ON audit (trace_id, at, seq);
