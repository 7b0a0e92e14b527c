-- A session knows the browser it lives in and when the person last proved who they are; an ended one stays for a month without its ticket,
-- so that its cookie meets a page that says so and not a silent sign-in. circuits_epoch grows whenever the person's open pages must end:
-- a page that began under a smaller number is over, on every node and whatever its clock.
ALTER TABLE session ADD COLUMN auth_at bigint;
ALTER TABLE session ADD COLUMN provider_sid text;
ALTER TABLE session ADD COLUMN user_agent text;
ALTER TABLE session ADD COLUMN address text;
ALTER TABLE session ADD COLUMN ended_at bigint;
ALTER TABLE session ADD COLUMN ended_why text;
CREATE INDEX session_by_provider_sid ON session (provider_sid);

ALTER TABLE person ADD COLUMN circuits_epoch bigint NOT NULL DEFAULT 0;

-- Logout tokens of the provider that were obeyed; id is a hash of issuer and jti. Kept only while a token is young enough to be believed.
CREATE TABLE logout_token (
    id text PRIMARY KEY,
    forget_at bigint NOT NULL
);
