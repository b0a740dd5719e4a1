-- Times are milliseconds since 1970 in UTC; JSON is written and read by OperationJson.

CREATE TABLE operation (
    id           VARCHAR(16) NOT NULL PRIMARY KEY,
    number       BIGINT      NOT NULL UNIQUE, -- the order in which they were asked for
    kind         VARCHAR(16) NOT NULL,
    plan         VARCHAR(63) NOT NULL,
    host         VARCHAR(63) NOT NULL,
    work         TEXT        NOT NULL, -- JSON
    request      TEXT        NOT NULL, -- JSON
    version      BIGINT      NOT NULL, -- of the latest event
    changed      BIGINT      NOT NULL,
    phase        VARCHAR(16) NOT NULL,
    state        TEXT        NOT NULL, -- JSON
    progress     TEXT        NOT NULL, -- JSON
    progress_at  BIGINT      NOT NULL,
    deadline_set BIGINT      NOT NULL,
    deadline_due BIGINT      NOT NULL  -- the end of time if there is none
);

CREATE INDEX operation_plan ON operation (plan, number);
CREATE INDEX operation_phase ON operation (phase);
CREATE INDEX operation_deadline ON operation (deadline_due);

CREATE TABLE operation_event (
    operation VARCHAR(16) NOT NULL REFERENCES operation (id),
    version   BIGINT      NOT NULL,
    time      BIGINT      NOT NULL,
    phase     VARCHAR(16) NOT NULL, -- after it
    event     TEXT        NOT NULL, -- JSON
    PRIMARY KEY (operation, version)
);

CREATE TABLE fence (
    epoch BIGINT NOT NULL -- one row: the highest that was given out
);

INSERT INTO fence (epoch) VALUES (0);
