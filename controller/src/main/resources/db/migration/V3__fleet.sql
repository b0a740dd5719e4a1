-- Times are milliseconds since 1970, UTC.

CREATE TABLE host (
    name              VARCHAR(63) PRIMARY KEY,
    role              VARCHAR(16) NOT NULL,
    instance          VARCHAR(64) NOT NULL,
    certificate       VARCHAR(40) NOT NULL,
    certificate_ends  BIGINT      NOT NULL,
    duplicate_seen    INTEGER     NOT NULL, -- 0 or 1
    enrolled          BIGINT      NOT NULL,
    enrolled_by       TEXT        NOT NULL,
    last_seen         BIGINT,               -- NULL, and so the next three, before its first report
    agent_version     TEXT,
    clock_offset      BIGINT,               -- milliseconds
    state             TEXT                  -- JSON
);

-- Every certificate that can still be shown, so that it can be revoked.
CREATE TABLE certificate (
    serial         VARCHAR(40) PRIMARY KEY,
    subject        TEXT   NOT NULL, -- its URI
    host           VARCHAR(63),     -- NULL for an operator's
    ends           BIGINT NOT NULL,
    revoked        BIGINT,          -- NULL while it is good
    revoked_reason TEXT
);

CREATE INDEX certificate_host ON certificate (host);
CREATE INDEX certificate_ends ON certificate (ends);

CREATE TABLE join_token (
    id          VARCHAR(16) PRIMARY KEY,
    secret_hash VARCHAR(64) NOT NULL, -- SHA-256, hex
    host        VARCHAR(63),          -- NULL if its hosts name themselves
    role        VARCHAR(16) NOT NULL,
    max_living  INTEGER     NOT NULL, -- 0 for a single use
    replaces    INTEGER     NOT NULL, -- 0 or 1
    ends        BIGINT      NOT NULL,
    used        INTEGER     NOT NULL  -- 0 or 1
);

-- Never changed, never deleted from.
CREATE TABLE audit_entry (
    number  BIGINT PRIMARY KEY,
    time    BIGINT NOT NULL,
    who     TEXT   NOT NULL,
    action  TEXT   NOT NULL,
    subject TEXT   NOT NULL,
    reason  TEXT   NOT NULL,
    refusal TEXT   NOT NULL -- empty if it was done
);

CREATE INDEX audit_entry_action ON audit_entry (action, number);

CREATE TABLE sealed_secret (
    name   TEXT PRIMARY KEY,
    sealed TEXT NOT NULL -- base64
);
