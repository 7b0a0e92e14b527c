-- To whom a draft goes and in whose name, as the person said it: what the file itself says stands in facts and wins.
ALTER TABLE draft ADD COLUMN addressing text NOT NULL DEFAULT '{}';

-- Warrants by which this link's person acts for an organisation of the account; days as yyyy-MM-dd.
CREATE TABLE warrant (
    link_id text NOT NULL REFERENCES link (id),
    account_id text NOT NULL,
    inn text NOT NULL,
    kpp text NOT NULL,
    number text NOT NULL,
    begins_on text,
    ends_on text,
    PRIMARY KEY (link_id, account_id, inn, kpp, number)
);
