CREATE TABLE ctk_user (
    id INTEGER NOT NULL PRIMARY KEY,
    record_id TEXT NOT NULL UNIQUE,
    username TEXT NOT NULL,
    username_key TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    country TEXT,
    address TEXT,
    city TEXT,
    state TEXT,
    zipcode TEXT,
    nin TEXT,
    birthdate TEXT,
    mfa INTEGER NOT NULL DEFAULT 0 CHECK (mfa IN (0, 1)),
    is_confirmed INTEGER NOT NULL CHECK (is_confirmed IN (0, 1)),
    is_stepwise INTEGER NOT NULL CHECK (is_stepwise IN (0, 1)),
    default_symbol TEXT,
    password_failures INTEGER NOT NULL DEFAULT 0,
    password_locked_until INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CONSTRAINT ctk_user_username UNIQUE (username_key)
) STRICT;

CREATE TABLE demo_ctk_user (
    user_id INTEGER NOT NULL PRIMARY KEY REFERENCES ctk_user (id),
    password TEXT NOT NULL
) STRICT;

CREATE TABLE ctk_session (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES ctk_user (id),
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

CREATE INDEX ctk_session_by_user ON ctk_session (user_id);

-- The newest code for each purpose. What is kept of it cannot be turned back into six digits without the key.
CREATE TABLE ctk_code (
    user_id INTEGER NOT NULL REFERENCES ctk_user (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('sign_up', 'sign_in', 'password')),
    digest BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (user_id, purpose)
) STRICT, WITHOUT ROWID;

-- Sign-ins that wait for their second factor.
CREATE TABLE ctk_sign_in (
    hash BLOB NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES ctk_user (id),
    expires_at INTEGER NOT NULL,
    spent_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE ctk_wallet (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES ctk_user (id),
    symbol TEXT NOT NULL,
    CONSTRAINT ctk_wallet_symbol UNIQUE (user_id, symbol)
) STRICT;

-- The rate is in units of 10^-8 US dollars; usd_fraction in units of 10^-12.
CREATE TABLE ctk_transaction (
    id INTEGER NOT NULL PRIMARY KEY,
    external_id TEXT NOT NULL UNIQUE,
    user_id INTEGER NOT NULL REFERENCES ctk_user (id),
    wallet_id INTEGER NOT NULL REFERENCES ctk_wallet (id),
    symbol TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('sent', 'receive', 'card_purchase')),
    title TEXT NOT NULL,
    txhash TEXT NOT NULL,
    address TEXT,
    amount_whole INTEGER NOT NULL CHECK (amount_whole >= 0),
    amount_fraction INTEGER NOT NULL CHECK (amount_fraction >= 0 AND amount_fraction < 1000000000000000000),
    rate INTEGER NOT NULL CHECK (rate > 0),
    usd_whole INTEGER NOT NULL CHECK (usd_whole >= 0),
    usd_fraction INTEGER NOT NULL CHECK (usd_fraction >= 0 AND usd_fraction < 1000000000000),
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX ctk_transaction_by_user ON ctk_transaction (user_id, created_at, id);
CREATE INDEX ctk_transaction_by_symbol ON ctk_transaction (user_id, symbol, created_at, id);

CREATE TRIGGER ctk_transaction_is_never_changed BEFORE UPDATE ON ctk_transaction BEGIN
    SELECT RAISE(ABORT, 'a transaction is never changed');
END;

CREATE TRIGGER ctk_transaction_stays BEFORE DELETE ON ctk_transaction BEGIN
    SELECT RAISE(ABORT, 'a transaction is never deleted');
END;

-- What has come on a chain; it counts from due_at, when the chain has confirmed it often enough.
CREATE TABLE ctk_deposit (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES ctk_user (id),
    wallet_id INTEGER NOT NULL REFERENCES ctk_wallet (id),
    symbol TEXT NOT NULL,
    txhash TEXT NOT NULL,
    amount_whole INTEGER NOT NULL CHECK (amount_whole >= 0),
    amount_fraction INTEGER NOT NULL CHECK (amount_fraction >= 0 AND amount_fraction < 1000000000000000000),
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    transaction_id INTEGER REFERENCES ctk_transaction (id)
) STRICT;

CREATE INDEX ctk_deposit_due ON ctk_deposit (due_at, id) WHERE transaction_id IS NULL;
CREATE INDEX ctk_deposit_open ON ctk_deposit (wallet_id) WHERE transaction_id IS NULL;

CREATE TABLE ctk_exchange (
    id INTEGER NOT NULL PRIMARY KEY,
    external_id TEXT NOT NULL UNIQUE,
    user_id INTEGER NOT NULL REFERENCES ctk_user (id),
    from_symbol TEXT NOT NULL,
    to_symbol TEXT NOT NULL,
    to_wallet_id INTEGER NOT NULL REFERENCES ctk_wallet (id),
    from_whole INTEGER NOT NULL CHECK (from_whole >= 0),
    from_fraction INTEGER NOT NULL CHECK (from_fraction >= 0 AND from_fraction < 1000000000000000000),
    to_whole INTEGER NOT NULL CHECK (to_whole >= 0),
    to_fraction INTEGER NOT NULL CHECK (to_fraction >= 0 AND to_fraction < 1000000000000000000),
    fee_whole INTEGER NOT NULL CHECK (fee_whole >= 0),
    fee_fraction INTEGER NOT NULL CHECK (fee_fraction >= 0 AND fee_fraction < 1000000000000000000),
    payin_address TEXT NOT NULL,
    payin_hash TEXT NOT NULL,
    payout_address TEXT NOT NULL,
    payout_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    sent_id INTEGER NOT NULL REFERENCES ctk_transaction (id),
    received_id INTEGER REFERENCES ctk_transaction (id)
) STRICT;

CREATE INDEX ctk_exchange_by_user ON ctk_exchange (user_id, created_at, id);
CREATE INDEX ctk_exchange_due ON ctk_exchange (due_at, id) WHERE received_id IS NULL;
CREATE INDEX ctk_exchange_open ON ctk_exchange (to_wallet_id) WHERE received_id IS NULL;

-- Of a card's number the last four digits are kept, of its CVV nothing.
CREATE TABLE ctk_card (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES ctk_user (id),
    san TEXT NOT NULL UNIQUE,
    last_four TEXT NOT NULL,
    type TEXT NOT NULL,
    is_virtual INTEGER NOT NULL CHECK (is_virtual IN (0, 1)),
    is_unlocked INTEGER NOT NULL DEFAULT 0 CHECK (is_unlocked IN (0, 1)),
    activated_at INTEGER,
    cvv_failures INTEGER NOT NULL DEFAULT 0,
    cvv_locked_until INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX ctk_card_by_user ON ctk_card (user_id, id);

CREATE TABLE ctk_provider (
    user_id INTEGER NOT NULL REFERENCES ctk_user (id),
    name TEXT NOT NULL,
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    api_key TEXT NOT NULL,
    api_secret TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, name)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX ctk_provider_active ON ctk_provider (user_id) WHERE is_active;

-- Messages that a telephone would have got.
CREATE TABLE sms_message (
    id INTEGER NOT NULL PRIMARY KEY,
    recipient TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
