"""Who asks, and after what.

`PURSER_CALLER` says who: `merchant`, `customer`, `centrapay`, or `ctk`. Each run has a sandbox of its own, freshly
seeded, so that what one breaks is no other's business.
"""

import base64
import hashlib
import hmac
import json
import os
import time
import urllib.parse
import urllib.request

import schemathesis

SANDBOX = os.environ["PURSER_SANDBOX"]
CALLER = os.environ["PURSER_CALLER"]


def ask(path, body=None, headers=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(SANDBOX + path, data=data, headers=headers or {})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def code(address):
    """The six digits that an authenticator shows for an `otpauth` address."""
    secret = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)["secret"][0]
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, int(time.time() // 30).to_bytes(8, "big"), hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


DEMO = ask("/sandbox/demo")
KEY = DEMO["merchants"][0]["apiKey"]
CUSTOMER = next(one for one in DEMO["customers"] if one["isActivated"] and not one["isBlocked"])


def credential():
    """The header with which the run's caller says who it is."""
    if CALLER == "merchant":
        return {"Authorization": KEY}
    if CALLER == "centrapay":
        return {"X-Api-Key": KEY}
    if CALLER == "customer":
        body = {"email": CUSTOMER["email"], "code": code(CUSTOMER["oauthUrl"])}
        return {"Authorization": "Bearer " + ask("/api/v1/auth", body)["accessToken"]}
    demo = next(one for one in DEMO["ctk"] if not one["twoFactor"])
    body = {"username": demo["username"], "password": demo["password"]}
    return {"Authorization": ask("/api/v3/user/login", body)["data"]["accessToken"]}


HEADERS = credential()


@schemathesis.auth()
class Caller:
    def get(self, case, context):
        return HEADERS

    def set(self, case, headers, context):
        # Whoever signs in has nothing to show yet.
        if case.operation.definition.raw.get("security"):
            case.headers.update(headers)


# The currency of each account, which a payment has to name.
CURRENCIES = {}


def known():
    """What there is to ask after, by the place in which a request names it."""
    if CALLER in ("merchant", "customer"):
        client = CUSTOMER["clientId"]
        query = f"?clientId={client}"
        found = ask("/api/v1/payment-account" + query, headers=HEADERS)
        CURRENCIES.update((one["id"], one["currency"]) for one in found)
        accounts = list(CURRENCIES)
        transactions = [one["id"] for one in ask("/api/v1/transaction" + query, headers=HEADERS)["data"]]
        return {
            "clientId": [client],
            "paymentAccountId": accounts,
            "recipientPaymentAccountId": accounts,
            "/user/{id}": [one["clientId"] for one in DEMO["customers"] if one is not CUSTOMER],
            "/payment-account/{id}": accounts,
            "/transaction/{id}": transactions,
        }
    if CALLER == "centrapay":
        wallets = [one["id"] for one in ask("/api/wallets", headers=HEADERS)]
        return {"/api/wallets/{id}": wallets}
    cards = [one["san"] for one in ask("/api/v3/card", headers=HEADERS)["data"]["cards"]]
    exchanges = [one["id"] for one in ask("/api/v3/exchange/transactions", headers=HEADERS)["data"]]
    return {"san": cards, "/card/status/{san}": cards, "/exchange/{id}": exchanges}


KNOWN = known()


def steered(values, value):
    """Most ids that are made up are nobody's. Three out of four lead to what is there."""
    if not values or isinstance(value, bool) or not isinstance(value, (int, str)):
        return value
    number = value if isinstance(value, int) else int.from_bytes(str(value).encode("utf-8", "replace"), "big")
    return value if number % 4 == 3 else values[number // 4 % len(values)]


def steer(fields):
    if isinstance(fields, dict):
        for name, values in KNOWN.items():
            if name in fields:
                fields[name] = steered(values, fields[name])
    return fields


def affordable(fields):
    """Half of the amounts are such that somebody has them."""
    amount = fields.get("amount") if isinstance(fields, dict) else None
    if isinstance(amount, (int, float)) and not isinstance(amount, bool) and int(amount) % 2 == 0:
        fields["amount"] = round(abs(amount) % 3 + 0.01, 2)
        if fields.get("paymentAccountId") in CURRENCIES and "currency" in fields:
            fields["currency"] = CURRENCIES[fields["paymentAccountId"]]
    return fields


@schemathesis.hook
def map_body(context, body):
    return affordable(steer(body))


@schemathesis.hook
def map_query(context, query):
    return steer(query)


@schemathesis.hook
def map_path_parameters(context, parameters):
    for place, values in KNOWN.items():
        if place.startswith("/") and place in context.operation.path and isinstance(parameters, dict):
            for name in parameters:
                parameters[name] = steered(values, parameters[name])
    return parameters
