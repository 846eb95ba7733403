"""A Google of one's own for the preview and the tests: makes a key, publishes its certificate, signs ID tokens.

So that both drive the real verification: only the key and the two identities differ from production.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import time
from collections.abc import Mapping
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from addon.certificates import Certificates

SERVICE_ACCOUNT: Final = "acquaint-preview@gcp-sa-gsuiteaddons.example"
OAUTH_CLIENT_ID: Final = "acquaint-preview.apps.example"
ISSUER: Final = "https://accounts.google.com"
LIFETIME_S: Final = 3600


class LocalGoogle:
    """One signing key and the tokens it signs, for the server at ``base_url``. Making one takes about 0.1 s."""

    def __init__(self, base_url: str, key_id: str = "preview-key") -> None:
        """``key_id`` names the key in the certificate map and in each token."""
        self.base_url = base_url
        self.key_id = key_id
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.certificate = self_signed(self._key)

    def environment(self) -> dict[str, str]:
        """Return the environment variables with which Config accepts this Google's tokens."""
        return {
            "ACQUAINT_BASE_URL": self.base_url,
            "ACQUAINT_SERVICE_ACCOUNT": SERVICE_ACCOUNT,
            "ACQUAINT_OAUTH_CLIENT_ID": OAUTH_CLIENT_ID,
        }

    def certs(self) -> dict[str, str]:
        """Return the certificate map, PEM by key id, as Google's v1 endpoint serves it."""
        return {self.key_id: self.certificate}

    def fetch_certs(self) -> Certificates:
        """Return the certificates as ``Verifier(config, fetch_certs=...)`` wants them."""
        return Certificates(self.certs(), max_age=float(LIFETIME_S))

    def system_token(self, audience: str) -> str:
        """Return a system token for a call of the endpoint URL ``audience``, good for an hour."""
        return self.sign({**_times(), "aud": audience, "email": SERVICE_ACCOUNT, "email_verified": True, "sub": "system"})

    def user_token(self, sub: str, email: str | None) -> str:
        """Return the token of the user ``sub``, good for an hour; ``email`` None leaves the address out."""
        address = {} if email is None else {"email": email, "email_verified": True}
        return self.sign({**_times(), "aud": OAUTH_CLIENT_ID, "sub": sub, **address})

    def sign(self, claims: Mapping[str, object], header: Mapping[str, object] | None = None) -> str:
        """Return ``claims`` as an RS256 token (RFC 7515); ``header`` replaces the usual one."""
        head = {"alg": "RS256", "typ": "JWT", "kid": self.key_id} if header is None else header
        signed = f"{_segment(head)}.{_segment(claims)}"
        signature = self._key.sign(signed.encode("ascii"), padding.PKCS1v15(), hashes.SHA256())
        return f"{signed}.{_base64url(signature)}"


def _times() -> dict[str, object]:
    now = int(time.time())
    return {"iss": ISSUER, "iat": now, "exp": now + LIFETIME_S}


def _segment(content: Mapping[str, object]) -> str:
    return _base64url(json.dumps(content).encode("utf-8"))


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def self_signed(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> str:
    """Return a certificate of ``key``, PEM, good for a month."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "acquaint preview")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM).decode("ascii")
