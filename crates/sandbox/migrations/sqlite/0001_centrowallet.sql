-- Amounts are two columns: whole (the floor) and fraction (units of 10^-18 above it).
-- Times are microseconds since 1970, UTC.

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

CREATE TABLE merchant (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    api_key_hash BLOB NOT NULL UNIQUE,
    user_count INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE wallet_user (
    id INTEGER NOT NULL PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    merchant_id INTEGER NOT NULL REFERENCES merchant (id),
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    type TEXT,
    external_user_id TEXT NOT NULL,
    is_activated INTEGER NOT NULL CHECK (is_activated IN (0, 1)),
    is_blocked INTEGER NOT NULL CHECK (is_blocked IN (0, 1)),
    totp_secret BLOB NOT NULL,
    totp_last_step INTEGER NOT NULL DEFAULT 0,
    totp_failures INTEGER NOT NULL DEFAULT 0,
    totp_locked_until INTEGER NOT NULL DEFAULT 0,
    transaction_count INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    blocked_at INTEGER,
    CONSTRAINT wallet_user_email UNIQUE (email_key),
    CONSTRAINT wallet_user_external UNIQUE (merchant_id, external_user_id)
) STRICT;

CREATE INDEX wallet_user_by_merchant ON wallet_user (merchant_id, id);
CREATE INDEX wallet_user_by_creation ON wallet_user (merchant_id, created_at, id);

CREATE TRIGGER wallet_user_counted AFTER INSERT ON wallet_user BEGIN
    UPDATE merchant SET user_count = user_count + 1 WHERE id = NEW.merchant_id;
END;

CREATE TABLE demo_merchant (
    merchant_id INTEGER NOT NULL PRIMARY KEY REFERENCES merchant (id),
    api_key TEXT NOT NULL
) STRICT;

CREATE TABLE demo_customer (
    user_id INTEGER NOT NULL PRIMARY KEY REFERENCES wallet_user (id)
) STRICT;

CREATE TABLE session (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES wallet_user (id),
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

CREATE INDEX session_by_user ON session (user_id);

CREATE TABLE refresh_token (
    hash BLOB NOT NULL PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES session (id),
    expires_at INTEGER NOT NULL,
    spent_at INTEGER
) STRICT;

CREATE TABLE payment_account (
    id INTEGER NOT NULL PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    merchant_id INTEGER NOT NULL REFERENCES merchant (id),
    user_id INTEGER NOT NULL REFERENCES wallet_user (id),
    name TEXT,
    description TEXT,
    type TEXT NOT NULL CHECK (type IN ('fiat', 'promo')),
    currency TEXT NOT NULL,
    method TEXT NOT NULL,
    system TEXT NOT NULL,
    account_number TEXT,
    brand TEXT,
    expiration_month INTEGER,
    expiration_year INTEGER,
    is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    is_auto_reload INTEGER NOT NULL DEFAULT 0 CHECK (is_auto_reload IN (0, 1)),
    auto_reload_amount TEXT,
    auto_reload_min_amount TEXT,
    is_notify INTEGER NOT NULL DEFAULT 0 CHECK (is_notify IN (0, 1)),
    notify_amount TEXT,
    webhook_url TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    last_used_at INTEGER
) STRICT;

CREATE INDEX payment_account_by_user ON payment_account (user_id, id);

-- The ledger ------------------------------------------------------------------------------------

-- All three systems keep their money here. What everybody posts to is kept in several stripes where several
-- write at once; together they are one account.
CREATE TABLE ledger_account (
    id INTEGER NOT NULL PRIMARY KEY,
    system TEXT NOT NULL CHECK (system IN ('centrowallet', 'centrapay', 'ctk')),
    merchant_id INTEGER REFERENCES merchant (id),
    kind TEXT NOT NULL CHECK (kind IN ('customer', 'merchant_float', 'fees', 'lapsed_promo', 'outside')),
    currency TEXT NOT NULL,
    stripe INTEGER NOT NULL DEFAULT 0,
    payment_account_id INTEGER UNIQUE REFERENCES payment_account (id),
    centrapay_wallet_id INTEGER UNIQUE REFERENCES centrapay_wallet (id),
    ctk_wallet_id INTEGER UNIQUE REFERENCES ctk_wallet (id),
    whole INTEGER NOT NULL DEFAULT 0,
    fraction INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT ledger_account_currency UNIQUE (id, currency),
    CONSTRAINT ledger_account_owner CHECK (
        (kind = 'customer' AND system = 'centrowallet') = (payment_account_id IS NOT NULL)
        AND (kind = 'customer' AND system = 'centrapay') = (centrapay_wallet_id IS NOT NULL)
        AND (kind = 'customer' AND system = 'ctk') = (ctk_wallet_id IS NOT NULL)
        AND (system = 'ctk') = (merchant_id IS NULL)
    ),
    CONSTRAINT ledger_account_fraction CHECK (fraction >= 0 AND fraction < 1000000000000000000),
    CONSTRAINT ledger_account_limit
        CHECK (whole >= -9223372036854775807 AND (whole < 9223372036854775807 OR fraction = 0)),
    CONSTRAINT ledger_account_overdraft CHECK (kind <> 'customer' OR whole >= 0)
) STRICT;

CREATE UNIQUE INDEX ledger_account_of_the_house
    ON ledger_account (system, COALESCE(merchant_id, 0), kind, currency, stripe) WHERE kind <> 'customer';

CREATE TRIGGER ledger_account_begins_empty BEFORE INSERT ON ledger_account
WHEN NEW.whole <> 0 OR NEW.fraction <> 0 BEGIN
    SELECT RAISE(ABORT, 'a ledger account begins at zero');
END;

CREATE TRIGGER ledger_account_keeps_its_kind
BEFORE UPDATE OF id, system, merchant_id, kind, currency, stripe, payment_account_id, centrapay_wallet_id,
    ctk_wallet_id ON ledger_account BEGIN
    SELECT RAISE(ABORT, 'a ledger account keeps its kind, currency and owner');
END;

CREATE TABLE transaction_facet (
    id INTEGER NOT NULL PRIMARY KEY,
    merchant_id INTEGER NOT NULL REFERENCES merchant (id),
    type TEXT NOT NULL,
    payment_method TEXT NOT NULL,
    is_virtual INTEGER NOT NULL,
    action TEXT NOT NULL,
    mode TEXT NOT NULL,
    status TEXT NOT NULL,
    has_expiry INTEGER NOT NULL,
    CONSTRAINT transaction_facet_values
        UNIQUE (merchant_id, type, payment_method, is_virtual, action, mode, status, has_expiry)
) STRICT;

-- How many transactions of a facet there are. One stripe may go below zero; their sum does not.
CREATE TABLE transaction_total (
    facet_id INTEGER NOT NULL REFERENCES transaction_facet (id),
    stripe INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (facet_id, stripe)
) STRICT, WITHOUT ROWID;

-- The same by day of creation (days since 1970, UTC), for lists of some days.
CREATE TABLE transaction_day (
    facet_id INTEGER NOT NULL REFERENCES transaction_facet (id),
    day INTEGER NOT NULL,
    stripe INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (facet_id, day, stripe)
) STRICT, WITHOUT ROWID;

CREATE TABLE wallet_transaction (
    id INTEGER NOT NULL PRIMARY KEY,
    uuid TEXT NOT NULL,
    merchant_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL REFERENCES wallet_user (id),
    payment_account_id INTEGER NOT NULL REFERENCES payment_account (id),
    parent_id INTEGER REFERENCES wallet_transaction (id),
    facet_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('income', 'outcome')),
    subtype TEXT NOT NULL,
    billing TEXT NOT NULL,
    payment_method TEXT NOT NULL DEFAULT '',
    is_virtual INTEGER NOT NULL CHECK (is_virtual IN (0, 1)),
    action TEXT NOT NULL,
    mode TEXT NOT NULL,
    status TEXT NOT NULL,
    currency TEXT NOT NULL,
    price_whole INTEGER NOT NULL CHECK (price_whole >= 0),
    price_fraction INTEGER NOT NULL CHECK (price_fraction >= 0 AND price_fraction < 1000000000000000000),
    balance_whole INTEGER NOT NULL CHECK (balance_whole >= 0),
    balance_fraction INTEGER NOT NULL CHECK (balance_fraction >= 0 AND balance_fraction < 1000000000000000000),
    descriptor TEXT,
    merchant_order_id TEXT,
    external_transaction_id TEXT NOT NULL DEFAULT '',
    metadata TEXT,
    account_number TEXT NOT NULL DEFAULT '',
    brand TEXT NOT NULL DEFAULT '',
    expiration_month TEXT NOT NULL DEFAULT '',
    expiration_year TEXT NOT NULL DEFAULT '',
    message TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    first_name TEXT NOT NULL DEFAULT '',
    last_name TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    zip TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    expires_at INTEGER
) STRICT;

-- Every order of the list is an index, and every index ends in the facet, so that a filter is
-- decided without reading the row.
CREATE INDEX wallet_transaction_by_id ON wallet_transaction (merchant_id, id, facet_id);
CREATE INDEX wallet_transaction_by_creation ON wallet_transaction (merchant_id, created_at, id, facet_id);
CREATE INDEX wallet_transaction_by_billing ON wallet_transaction (merchant_id, billing, id, facet_id);
CREATE INDEX wallet_transaction_by_method ON wallet_transaction (merchant_id, payment_method, id, facet_id);
CREATE INDEX wallet_transaction_by_external ON wallet_transaction (merchant_id, external_transaction_id, id, facet_id);
CREATE INDEX wallet_transaction_by_currency ON wallet_transaction (merchant_id, currency, id, facet_id);
CREATE INDEX wallet_transaction_by_price ON wallet_transaction (merchant_id, price_whole, price_fraction, id, facet_id);
CREATE INDEX wallet_transaction_by_expiry ON wallet_transaction (merchant_id, expires_at, id, facet_id);
CREATE INDEX wallet_transaction_by_descriptor ON wallet_transaction (merchant_id, descriptor, id, facet_id);
CREATE INDEX wallet_transaction_by_facet ON wallet_transaction (facet_id, id);
CREATE INDEX wallet_transaction_by_user ON wallet_transaction (user_id, id, facet_id);
CREATE INDEX wallet_transaction_by_user_creation ON wallet_transaction (user_id, created_at, id, facet_id);
CREATE INDEX wallet_transaction_by_account ON wallet_transaction (payment_account_id, id, facet_id);
CREATE INDEX wallet_transaction_by_parent ON wallet_transaction (parent_id, id) WHERE parent_id IS NOT NULL;
CREATE UNIQUE INDEX wallet_transaction_reference ON wallet_transaction (merchant_order_id, user_id, kind)
    WHERE merchant_order_id IS NOT NULL;

CREATE TRIGGER wallet_transaction_has_its_facet BEFORE INSERT ON wallet_transaction
WHEN NOT EXISTS (
    SELECT 1 FROM transaction_facet
    WHERE id = NEW.facet_id AND merchant_id = NEW.merchant_id AND type = NEW.type
        AND payment_method = NEW.payment_method AND is_virtual = NEW.is_virtual
        AND action = NEW.action AND mode = NEW.mode AND status = NEW.status
        AND has_expiry = (NEW.expires_at IS NOT NULL)
) BEGIN
    SELECT RAISE(ABORT, 'a transaction has the facet of its values');
END;

CREATE TRIGGER wallet_transaction_counted AFTER INSERT ON wallet_transaction BEGIN
    INSERT INTO transaction_total (facet_id, stripe, count) VALUES (NEW.facet_id, 0, 1)
    ON CONFLICT (facet_id, stripe) DO UPDATE SET count = count + 1;
    INSERT INTO transaction_day (facet_id, day, stripe, count)
    VALUES (NEW.facet_id, NEW.created_at / 86400000000, 0, 1)
    ON CONFLICT (facet_id, day, stripe) DO UPDATE SET count = count + 1;
    UPDATE wallet_user SET transaction_count = transaction_count + 1
    WHERE id = NEW.user_id AND merchant_id = NEW.merchant_id;
    SELECT RAISE(ABORT, 'a transaction has the merchant of its user') WHERE changes() <> 1;
END;

CREATE TRIGGER wallet_transaction_keeps_its_facet
BEFORE UPDATE OF facet_id, type, payment_method, is_virtual, action, mode, status, expires_at
ON wallet_transaction
WHEN NOT EXISTS (
    SELECT 1 FROM transaction_facet
    WHERE id = NEW.facet_id AND merchant_id = NEW.merchant_id AND type = NEW.type
        AND payment_method = NEW.payment_method AND is_virtual = NEW.is_virtual
        AND action = NEW.action AND mode = NEW.mode AND status = NEW.status
        AND has_expiry = (NEW.expires_at IS NOT NULL)
) BEGIN
    SELECT RAISE(ABORT, 'a transaction has the facet of its values');
END;

CREATE TRIGGER wallet_transaction_recounted AFTER UPDATE OF facet_id ON wallet_transaction BEGIN
    UPDATE transaction_total SET count = count - 1 WHERE facet_id = OLD.facet_id AND stripe = 0;
    UPDATE transaction_day SET count = count - 1
    WHERE facet_id = OLD.facet_id AND day = OLD.created_at / 86400000000 AND stripe = 0;
    INSERT INTO transaction_total (facet_id, stripe, count) VALUES (NEW.facet_id, 0, 1)
    ON CONFLICT (facet_id, stripe) DO UPDATE SET count = count + 1;
    INSERT INTO transaction_day (facet_id, day, stripe, count)
    VALUES (NEW.facet_id, NEW.created_at / 86400000000, 0, 1)
    ON CONFLICT (facet_id, day, stripe) DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER wallet_transaction_keeps_its_owner
BEFORE UPDATE OF id, merchant_id, user_id, payment_account_id, currency, created_at ON wallet_transaction BEGIN
    SELECT RAISE(ABORT, 'a transaction keeps its owner, currency and time');
END;

CREATE TRIGGER wallet_transaction_stays BEFORE DELETE ON wallet_transaction BEGIN
    SELECT RAISE(ABORT, 'a transaction is never deleted');
END;

-- One row takes from one account what it gives to another: balanced by construction.
CREATE TABLE ledger_entry (
    id INTEGER NOT NULL PRIMARY KEY,
    transaction_id INTEGER REFERENCES wallet_transaction (id),
    recipient_transaction_id INTEGER REFERENCES wallet_transaction (id),
    centrapay_transaction_id INTEGER REFERENCES centrapay_transaction (id),
    ctk_transaction_id INTEGER REFERENCES ctk_transaction (id),
    debit_account_id INTEGER NOT NULL,
    credit_account_id INTEGER NOT NULL,
    currency TEXT NOT NULL,
    whole INTEGER NOT NULL CHECK (whole >= 0),
    fraction INTEGER NOT NULL CHECK (fraction >= 0 AND fraction < 1000000000000000000),
    created_at INTEGER NOT NULL,
    CONSTRAINT ledger_entry_one_transaction CHECK (
        CASE WHEN transaction_id IS NULL THEN 0 ELSE 1 END
        + CASE WHEN centrapay_transaction_id IS NULL THEN 0 ELSE 1 END
        + CASE WHEN ctk_transaction_id IS NULL THEN 0 ELSE 1 END = 1
        AND (recipient_transaction_id IS NULL OR transaction_id IS NOT NULL)
    ),
    CONSTRAINT ledger_entry_positive CHECK (whole > 0 OR fraction > 0),
    CONSTRAINT ledger_entry_two_accounts CHECK (debit_account_id <> credit_account_id),
    CONSTRAINT ledger_entry_debit FOREIGN KEY (debit_account_id, currency)
        REFERENCES ledger_account (id, currency),
    CONSTRAINT ledger_entry_credit FOREIGN KEY (credit_account_id, currency)
        REFERENCES ledger_account (id, currency)
) STRICT;

CREATE INDEX ledger_entry_by_transaction ON ledger_entry (transaction_id) WHERE transaction_id IS NOT NULL;
CREATE INDEX ledger_entry_by_centrapay ON ledger_entry (centrapay_transaction_id)
    WHERE centrapay_transaction_id IS NOT NULL;
CREATE INDEX ledger_entry_by_ctk ON ledger_entry (ctk_transaction_id) WHERE ctk_transaction_id IS NOT NULL;
CREATE INDEX ledger_entry_by_recipient ON ledger_entry (recipient_transaction_id)
    WHERE recipient_transaction_id IS NOT NULL;

-- INSERT OR REPLACE would be a deletion in disguise.
CREATE TRIGGER ledger_entry_is_never_replaced BEFORE INSERT ON ledger_entry
WHEN EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;

CREATE TRIGGER ledger_entry_moves_money AFTER INSERT ON ledger_entry BEGIN
    UPDATE ledger_account SET
        whole = whole - NEW.whole - (fraction < NEW.fraction),
        fraction = CASE WHEN fraction < NEW.fraction
            THEN fraction - NEW.fraction + 1000000000000000000
            ELSE fraction - NEW.fraction END
    WHERE id = NEW.debit_account_id;
    UPDATE ledger_account SET
        whole = whole + NEW.whole + (fraction + NEW.fraction >= 1000000000000000000),
        fraction = CASE WHEN fraction + NEW.fraction >= 1000000000000000000
            THEN fraction + NEW.fraction - 1000000000000000000
            ELSE fraction + NEW.fraction END
    WHERE id = NEW.credit_account_id;
END;

CREATE TRIGGER ledger_entry_is_never_changed BEFORE UPDATE ON ledger_entry BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;

CREATE TRIGGER ledger_entry_is_never_deleted BEFORE DELETE ON ledger_entry BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;

-- What is left of each sum given to a promotional account.
CREATE TABLE promo_grant (
    transaction_id INTEGER NOT NULL PRIMARY KEY REFERENCES wallet_transaction (id),
    payment_account_id INTEGER NOT NULL REFERENCES payment_account (id),
    expires_at INTEGER,
    remaining_whole INTEGER NOT NULL CHECK (remaining_whole >= 0),
    remaining_fraction INTEGER NOT NULL
        CHECK (remaining_fraction >= 0 AND remaining_fraction < 1000000000000000000)
) STRICT;

CREATE INDEX promo_grant_open ON promo_grant (payment_account_id, expires_at, transaction_id)
    WHERE remaining_whole > 0 OR remaining_fraction > 0;
CREATE INDEX promo_grant_due ON promo_grant (expires_at, transaction_id)
    WHERE expires_at IS NOT NULL AND (remaining_whole > 0 OR remaining_fraction > 0);

CREATE TABLE promo_spend (
    transaction_id INTEGER NOT NULL REFERENCES wallet_transaction (id),
    grant_id INTEGER NOT NULL REFERENCES promo_grant (transaction_id),
    whole INTEGER NOT NULL CHECK (whole >= 0),
    fraction INTEGER NOT NULL CHECK (fraction >= 0 AND fraction < 1000000000000000000),
    PRIMARY KEY (transaction_id, grant_id)
) STRICT;

-- The answer given to a reference, kept in the same transaction as the entries it speaks of.
CREATE TABLE stored_answer (
    user_id INTEGER NOT NULL REFERENCES wallet_user (id),
    kind TEXT NOT NULL,
    merchant_order_id TEXT NOT NULL,
    digest BLOB NOT NULL,
    transaction_id INTEGER NOT NULL REFERENCES wallet_transaction (id),
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, kind, merchant_order_id)
) STRICT;
