CREATE TABLE centrapay_wallet (
    id INTEGER NOT NULL PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    merchant_id INTEGER NOT NULL REFERENCES merchant (id),
    account_id TEXT NOT NULL,
    ledger TEXT NOT NULL,
    currency TEXT NOT NULL,
    is_settlement INTEGER NOT NULL CHECK (is_settlement IN (0, 1)),
    last_activity INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX centrapay_wallet_by_merchant ON centrapay_wallet (merchant_id, id);
CREATE INDEX centrapay_wallet_by_account ON centrapay_wallet (account_id, ledger);

-- A wallet's own view of a movement: where two wallets take part, each has one.
CREATE TABLE centrapay_transaction (
    id INTEGER NOT NULL PRIMARY KEY,
    wallet_id INTEGER NOT NULL REFERENCES centrapay_wallet (id),
    activity_number INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('payment', 'topup', 'sent', 'received', 'returned', 'withdrawal')),
    related_id TEXT NOT NULL,
    value_whole INTEGER NOT NULL,
    value_fraction INTEGER NOT NULL CHECK (value_fraction >= 0 AND value_fraction < 1000000000000000000),
    source_wallet TEXT,
    destination_wallet TEXT,
    source_party TEXT,
    destination_party TEXT,
    created_at INTEGER NOT NULL,
    CONSTRAINT centrapay_transaction_number UNIQUE (wallet_id, activity_number)
) STRICT;
