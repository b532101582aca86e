-- How a refill is paid for: on the hosted page, or with the card that the account remembers.
CREATE TABLE checkout (
    transaction_id INTEGER NOT NULL PRIMARY KEY REFERENCES wallet_transaction (id),
    -- Of what stands in its address only a digest is kept.
    token_hash BLOB NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('open', 'challenged', 'settling', 'done')),
    is_secure INTEGER NOT NULL CHECK (is_secure IN (0, 1)),
    -- What the card is charged above what the account receives; below zero, a discount.
    surcharge_whole INTEGER NOT NULL,
    surcharge_fraction INTEGER NOT NULL
        CHECK (surcharge_fraction >= 0 AND surcharge_fraction < 1000000000000000000),
    redirect_url TEXT,
    webhook_url TEXT,
    wants_mail INTEGER NOT NULL CHECK (wants_mail IN (0, 1)),
    -- When it settles, or is given up.
    due_at INTEGER NOT NULL
) STRICT;

CREATE INDEX checkout_due ON checkout (due_at, transaction_id) WHERE state <> 'done';

-- Promotional money that a void gave back to the grants that it had been taken from.
CREATE TABLE promo_return (
    transaction_id INTEGER NOT NULL REFERENCES wallet_transaction (id),
    grant_id INTEGER NOT NULL REFERENCES promo_grant (transaction_id),
    whole INTEGER NOT NULL CHECK (whole >= 0),
    fraction INTEGER NOT NULL CHECK (fraction >= 0 AND fraction < 1000000000000000000),
    PRIMARY KEY (transaction_id, grant_id)
) STRICT;

-- What would be sent by e-mail; the sandbox sends none.
CREATE TABLE mail (
    id INTEGER NOT NULL PRIMARY KEY,
    transaction_id INTEGER NOT NULL REFERENCES wallet_transaction (id),
    address TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
