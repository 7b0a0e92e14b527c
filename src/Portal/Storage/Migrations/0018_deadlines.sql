-- Reports and payments that are due, as this link's own session lists them. Replaced as a whole at every reading.
CREATE TABLE deadline (
    link_id text NOT NULL REFERENCES link (id),
    account_id text NOT NULL,
    position bigint NOT NULL,
    organization_id text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    period text NOT NULL,
    due_on text NOT NULL,
    state text NOT NULL,
    PRIMARY KEY (link_id, account_id, position)
);
CREATE INDEX deadline_by_day ON deadline (link_id, due_on);
