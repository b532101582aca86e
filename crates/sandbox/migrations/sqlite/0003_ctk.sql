CREATE TABLE ctk_user (
    id INTEGER NOT NULL PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE ctk_wallet (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES ctk_user (id),
    symbol TEXT NOT NULL,
    CONSTRAINT ctk_wallet_symbol UNIQUE (user_id, symbol)
) STRICT;

CREATE TABLE ctk_transaction (
    id INTEGER NOT NULL PRIMARY KEY,
    wallet_id INTEGER NOT NULL REFERENCES ctk_wallet (id),
    created_at INTEGER NOT NULL
) STRICT;
