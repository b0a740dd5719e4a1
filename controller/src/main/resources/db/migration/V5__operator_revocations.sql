-- Since when an operator's certificates are worth nothing, also those that this database has lost.
CREATE TABLE operator_revocation (
    operator VARCHAR(64) PRIMARY KEY,
    revoked  BIGINT NOT NULL -- milliseconds since 1970, UTC
);
