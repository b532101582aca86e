-- What webhooks are signed with.
CREATE TABLE webhook_secret (
    merchant_id INTEGER NOT NULL PRIMARY KEY REFERENCES merchant (id),
    secret BLOB NOT NULL
) STRICT;

-- Added in the same transaction as what it tells of, and sent after its commit.
CREATE TABLE webhook (
    id INTEGER NOT NULL PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    merchant_id INTEGER NOT NULL REFERENCES merchant (id),
    kind TEXT NOT NULL,
    url TEXT NOT NULL,
    body TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    -- None: it was delivered, or given up.
    next_attempt_at INTEGER,
    delivered_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX webhook_due ON webhook (next_attempt_at, id) WHERE next_attempt_at IS NOT NULL;

CREATE TABLE webhook_attempt (
    id INTEGER NOT NULL PRIMARY KEY,
    webhook_id INTEGER NOT NULL REFERENCES webhook (id),
    status INTEGER,
    error TEXT,
    milliseconds INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX webhook_attempt_by_webhook ON webhook_attempt (webhook_id, id);
