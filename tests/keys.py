"""Tokens for tests: a signer made once a session, the configuration that trusts it, and tokens with any flaw."""

from __future__ import annotations

import base64
import functools
import hashlib
import hmac
import json
import time
from collections.abc import Mapping

from addon.certificates import Certificates
from addon.config import Config
from addon.errors import CertificatesUnavailable
from addon.preview.google import ISSUER, OAUTH_CLIENT_ID, SERVICE_ACCOUNT, LocalGoogle

BASE_URL = "https://acquaint.example"


class Signer(LocalGoogle):
    """LocalGoogle with knobs: claims and headers may be replaced (None leaves one out)."""

    def config(self, **environment: str) -> Config:
        """Return the configuration under which this signer's tokens are Google's."""
        secret = base64.b64encode(bytes(range(32))).decode()
        return Config.from_env({**self.environment(), "ACQUAINT_SECRET_KEY": secret, "DATABASE_URL": "sqlite://", **environment})

    def system(self, path: str = "/addon/message", **claims: object) -> str:
        """Return a system token for the endpoint ``path``, with ``claims`` replaced."""
        standard = {**times(), "aud": BASE_URL + path, "email": SERVICE_ACCOUNT, "email_verified": True, "sub": "1"}
        return self.sign(changed(standard, claims))

    def user(self, sub: str = "owner-1", email: str | None = "owner@example.org", **claims: object) -> str:
        """Return a user token, with ``claims`` replaced."""
        standard = {**times(), "aud": OAUTH_CLIENT_ID, "sub": sub, "email": email, "email_verified": True}
        return self.sign(changed(standard, claims))

    def headers(self, path: str = "/addon/message") -> dict[str, str]:
        """Return the request headers of a genuine call of ``path``."""
        return {"Authorization": f"Bearer {self.system(path)}"}


class CertificateDesk:
    """A transport double: serves certificates, counts fetches, and can be down."""

    def __init__(self, certificates: Mapping[str, str], max_age: float = 3600.0) -> None:
        self.certificates = dict(certificates)
        self.max_age = max_age
        self.fetches = 0
        self.is_down = False

    def __call__(self) -> Certificates:
        """Count, then serve or fail."""
        self.fetches += 1
        if self.is_down:
            raise CertificatesUnavailable("down")
        return Certificates(dict(self.certificates), self.max_age)


class Clock:
    """Seconds that pass only when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the present."""
        return self.now


@functools.cache
def signer() -> Signer:
    """Return the session's signer; making its key is the slow part."""
    return Signer(BASE_URL, "key-1")


@functools.cache
def stranger() -> Signer:
    """Return a signer with another key under the same name."""
    return Signer(BASE_URL, "key-1")


def times(age: int = 0, lifetime: int = 3600) -> dict[str, object]:
    """Return iss, iat and exp of a token made ``age`` seconds ago."""
    now = int(time.time()) - age
    return {"iss": ISSUER, "iat": now, "exp": now + lifetime}


def changed(standard: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    """Return ``standard`` with ``changes``; None removes."""
    return {name: value for name, value in {**standard, **changes}.items() if value is not None}


def unsigned(claims: Mapping[str, object], header: Mapping[str, object], signature: bytes = b"") -> str:
    """Return a token with any header and any signature."""
    return ".".join(_base64url(part) for part in (json.dumps(header).encode(), json.dumps(claims).encode(), signature))


def hmac_signed(claims: Mapping[str, object], header: Mapping[str, object], secret: bytes) -> str:
    """Return an HS256 token keyed with ``secret``: the forgery that uses a public certificate as a password."""
    head = unsigned(claims, header).rpartition(".")[0]
    return f"{head}.{_base64url(hmac.digest(secret, head.encode(), hashlib.sha256))}"


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
