-- Recovery plans. A version is never changed; a deleted plan keeps its versions.
CREATE TABLE plan_versions (
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    created_millis INTEGER NOT NULL,
    applied_millis INTEGER NOT NULL,
    applied_by TEXT NOT NULL,
    PRIMARY KEY (name, version)
);

-- The current version of each plan that there is.
CREATE TABLE plans (
    name TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    FOREIGN KEY (name, version) REFERENCES plan_versions (name, version)
);

-- How far each schedule has been carried out.
CREATE TABLE schedule_marks (
    plan TEXT NOT NULL,
    work TEXT NOT NULL,
    cron TEXT NOT NULL,
    until_millis INTEGER NOT NULL,
    PRIMARY KEY (plan, work)
);

-- What was last seen in the repositories. All of it can be read from them again.
CREATE TABLE catalog_repositories (
    name TEXT NOT NULL PRIMARY KEY,
    url TEXT NOT NULL,
    wanted_config_id TEXT,
    tried_millis INTEGER NOT NULL,
    failure_code TEXT,
    failure_message TEXT,
    failure_next TEXT,
    seen_millis INTEGER, -- null, like those below, if it was never listed
    config_id TEXT,
    unreadable_snapshots INTEGER,
    packs INTEGER,
    pack_bytes INTEGER,
    locks INTEGER,
    oldest_lock_millis INTEGER
);

CREATE TABLE catalog_snapshots (
    repository TEXT NOT NULL,
    id TEXT NOT NULL,
    plan TEXT,
    recovery_point_millis INTEGER NOT NULL,
    host TEXT NOT NULL,
    paths TEXT NOT NULL, -- JSON, as are the tags
    tags TEXT NOT NULL,
    program_version TEXT NOT NULL,
    files INTEGER,
    bytes INTEGER,
    PRIMARY KEY (repository, id)
);
