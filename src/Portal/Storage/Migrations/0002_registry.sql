-- The registry of issued certificates. phone and snils are encrypted; phone_tail is what a person may see.
CREATE TABLE issued_certificate (
    thumbprint text PRIMARY KEY,
    partner_user_id text NOT NULL,
    full_name text NOT NULL,
    inn text NOT NULL,
    kpp text,
    organization text NOT NULL,
    phone text NOT NULL,
    phone_tail text NOT NULL,
    kontur_user text NOT NULL,
    snils text,
    valid_until bigint NOT NULL,
    changed_at bigint NOT NULL
);
CREATE INDEX issued_certificate_by_user ON issued_certificate (partner_user_id);
