-- What each link's own session lists. account_id and organisation ids may change at Kontur: they are attributes of a listing.
CREATE TABLE account (
    link_id text NOT NULL REFERENCES link (id),
    account_id text NOT NULL,
    inn text NOT NULL,
    kpp text,
    name text NOT NULL,
    role text NOT NULL,
    folded text NOT NULL,
    created_here_at bigint,
    listed_at bigint NOT NULL,
    PRIMARY KEY (link_id, account_id)
);

-- An account that is being created here: should the answer be lost, it is known whose it is once it is listed.
CREATE TABLE account_intent (
    link_id text NOT NULL REFERENCES link (id),
    inn text NOT NULL,
    kpp text NOT NULL,
    intended_at bigint NOT NULL,
    PRIMARY KEY (link_id, inn, kpp)
);

CREATE TABLE payer (
    link_id text NOT NULL REFERENCES link (id),
    account_id text NOT NULL,
    organization_id text NOT NULL,
    inn text NOT NULL,
    kpp text,
    name text NOT NULL,
    is_main text NOT NULL,
    PRIMARY KEY (link_id, account_id, organization_id)
);

CREATE TABLE certificate (
    link_id text NOT NULL REFERENCES link (id),
    account_id text NOT NULL,
    thumbprint text NOT NULL,
    full_name text NOT NULL,
    inn text NOT NULL,
    kind text,
    is_valid text NOT NULL,
    content text NOT NULL,
    valid_until bigint NOT NULL,
    PRIMARY KEY (link_id, account_id, thumbprint)
);
