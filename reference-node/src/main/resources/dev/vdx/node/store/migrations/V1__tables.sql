-- Times are milliseconds since 1970-01-01T00:00:00Z. Digests are SHA-256 in lower-case hexadecimal digits.
CREATE TABLE message (
    n              ${identity},
    direction      TEXT   NOT NULL,
    id             TEXT   NOT NULL,
    kind           TEXT   NOT NULL,
    peer           TEXT   NOT NULL,
    digest         TEXT   NOT NULL,
    size           BIGINT NOT NULL,
    payload        INTEGER NOT NULL,
    envelope       TEXT   NOT NULL,
    state          TEXT   NOT NULL,
    verdict        TEXT,
    note           TEXT,
    reply_to       TEXT,
    replaces       TEXT,
    client_key     TEXT,
    created        BIGINT NOT NULL,
    fetched        BIGINT,
    UNIQUE (direction, id),
    UNIQUE (client_key)
);
CREATE INDEX message_reply_to ON message (reply_to);
CREATE INDEX message_replaces ON message (replaces);
CREATE INDEX message_digest ON message (digest);
CREATE INDEX message_inbox ON message (direction, fetched, n);

CREATE TABLE receipt (
    direction      TEXT   NOT NULL,
    message_id     TEXT   NOT NULL,
    kind           TEXT   NOT NULL,
    body           TEXT   NOT NULL,
    created        BIGINT NOT NULL,
    PRIMARY KEY (direction, message_id, kind)
);

CREATE TABLE outbox (
    n              ${identity},
    what           TEXT   NOT NULL,
    message_id     TEXT   NOT NULL,
    receipt_kind   TEXT   NOT NULL,
    peer           TEXT   NOT NULL,
    conversation   TEXT,
    state          TEXT   NOT NULL,
    attempts       INTEGER NOT NULL,
    created        BIGINT NOT NULL,
    due            BIGINT NOT NULL,
    lease_owner    TEXT,
    lease_until    BIGINT NOT NULL,
    reason         TEXT,
    UNIQUE (what, message_id, receipt_kind)
);
CREATE INDEX outbox_due ON outbox (state, due);
CREATE INDEX outbox_conversation ON outbox (peer, conversation, n);

CREATE TABLE staged (
    digest         TEXT   NOT NULL PRIMARY KEY,
    size           BIGINT NOT NULL,
    created        BIGINT NOT NULL
);

CREATE TABLE api_key (
    id             TEXT   NOT NULL PRIMARY KEY,
    hash           TEXT   NOT NULL,
    name           TEXT   NOT NULL,
    scopes         TEXT   NOT NULL,
    created        BIGINT NOT NULL,
    revoked        BIGINT
);

CREATE TABLE directory (
    sequence       BIGINT NOT NULL PRIMARY KEY,
    body           TEXT   NOT NULL,
    digest         TEXT   NOT NULL,
    created        BIGINT NOT NULL
);

-- An event is written with the change it tells of; the chain is closed over it a moment later (seq, previous, hash).
CREATE TABLE audit (
    n              ${identity},
    at             BIGINT NOT NULL,
    actor          TEXT   NOT NULL,
    action         TEXT   NOT NULL,
    subject        TEXT   NOT NULL,
    detail         TEXT   NOT NULL,
    seq            BIGINT UNIQUE,
    previous       TEXT,
    hash           TEXT
);
CREATE TABLE audit_head (
    id             INTEGER NOT NULL PRIMARY KEY,
    seq            BIGINT NOT NULL,
    hash           TEXT   NOT NULL
);
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
