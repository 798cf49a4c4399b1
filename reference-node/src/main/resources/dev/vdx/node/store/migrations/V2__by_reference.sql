-- Messages that are verified but whose documents by reference are still to be fetched; no receipt is given before.
CREATE TABLE fetching (
    message_id     TEXT   NOT NULL PRIMARY KEY,
    digest         TEXT   NOT NULL,
    size           BIGINT NOT NULL,
    envelope       TEXT   NOT NULL,
    created        BIGINT NOT NULL,
    refused_status INTEGER,
    refused_code   TEXT,
    refused_detail TEXT
);

-- Documents by reference that a message needs beside its container.
CREATE TABLE held (
    direction      TEXT   NOT NULL,
    message_id     TEXT   NOT NULL,
    digest         TEXT   NOT NULL,
    PRIMARY KEY (direction, message_id, digest)
);
CREATE INDEX held_digest ON held (digest);

-- What is looked for again and again is little among much that is done.
CREATE INDEX audit_unlinked ON audit (n) WHERE seq IS NULL;
CREATE INDEX outbox_waiting ON outbox (n) WHERE state = 'waiting';
