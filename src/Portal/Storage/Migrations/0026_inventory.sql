-- Files gathered for the answer to a demand, until the service has built its inventory of them.
CREATE TABLE inventory_file (
    id text PRIMARY KEY,
    link_id text NOT NULL REFERENCES link (id),
    account_id text NOT NULL,
    docflow_id text NOT NULL,
    file_name text NOT NULL,
    size bigint NOT NULL,
    sha256 text NOT NULL,
    content_id text NOT NULL,
    item text NOT NULL,
    problem text,
    uploaded_at bigint NOT NULL
);
CREATE INDEX inventory_file_of_demand ON inventory_file (link_id, docflow_id, uploaded_at);
CREATE INDEX inventory_file_by_sha256 ON inventory_file (sha256);
