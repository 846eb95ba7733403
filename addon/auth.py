"""Proves that a call is Google's (system token) and who the owner is (user token).

App Engine is open to the world, so this is the only wall. Signatures are checked by google-auth against Google's
certificates; the claims it leaves alone (issuer, e-mail, verified) are checked here. Expected audiences come from the
configuration, never from ``Host`` or ``X-Forwarded-*``.
https://developers.google.com/workspace/add-ons/guides/alternate-runtimes
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from google.auth import jwt

from addon.certificates import CertificateCache, FetchCertificates, fetch_from
from addon.config import Config
from addon.errors import NotAnOwner, NotGoogle, Refused

ISSUERS: Final = frozenset({"accounts.google.com", "https://accounts.google.com"})
CLOCK_SKEW_S: Final = 10
MAX_TOKEN: Final = 4096
"""Characters of the longest token looked at; Google's are around 1,200."""

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_MAX_SUBJECT: Final = 255  # OpenID Connect Core 1.0, section 2
_MAX_EMAIL: Final = 320


@dataclass(frozen=True)
class OwnerIdentity:
    """The add-on's user as Google vouches for them: ``sub`` is the key, ``email`` lower case or None where not verified."""

    sub: str = field(repr=False)
    email: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Identity:
    """Who stands behind a request that is Google's. ``owner`` is None until the scope ``userinfo.email`` is granted."""

    owner: OwnerIdentity | None = None


class Verifier:
    """Checks tokens against one configuration. Thread-safe; make one per process, it holds the certificates."""

    def __init__(
        self, config: Config, fetch_certs: FetchCertificates | None = None, clock: Callable[[], float] | None = None
    ) -> None:
        """``fetch_certs`` and ``clock`` (monotonic seconds) are replaced in tests; by default ``config.certs_url`` is fetched."""
        fetch = fetch_certs or fetch_from(config.certs_url)
        self._config = config
        self._cache = CertificateCache(fetch, clock) if clock else CertificateCache(fetch)

    def verify_system_token(self, token: str, audience: str) -> None:
        """Return where ``token`` proves that Google calls ``audience`` (an endpoint URL, byte for byte) for this add-on.

        Raises NotGoogle where it does not, CertificatesUnavailable where nothing can be proved.
        """
        claims = self._claims(token, audience, NotGoogle)
        email = claims.get("email")
        if not isinstance(email, str) or email.lower() != self._config.service_account:
            raise NotGoogle("email is not the add-on's service account")
        if claims.get("email_verified") is not True:
            raise NotGoogle("email is not verified")

    def verify_user_token(self, token: str) -> OwnerIdentity:
        """Return the user that ``token`` vouches for. An address Google has not verified is left out.

        Raises NotAnOwner where the token is not Google's for this add-on's OAuth client, CertificatesUnavailable.
        """
        claims = self._claims(token, self._config.oauth_client_id, NotAnOwner)
        sub, email = claims.get("sub"), claims.get("email")
        if not isinstance(sub, str) or not sub.isascii() or not sub.isprintable() or not 0 < len(sub) <= _MAX_SUBJECT:
            raise NotAnOwner("sub is missing or malformed")
        if not isinstance(email, str) or len(email) > _MAX_EMAIL or "@" not in email or claims.get("email_verified") is not True:
            return OwnerIdentity(sub)
        return OwnerIdentity(sub, email.strip().lower())

    def authenticate(self, headers: Mapping[str, str], body: object, endpoint_path: str) -> Identity:
        """Return who is calling ``endpoint_path``, given the request's headers and its decoded JSON ``body``.

        The system token is taken from the ``Authorization`` header, else from the body; one that is present in the header
        and fails is not rescued by the body. Raises NotGoogle, NotAnOwner or CertificatesUnavailable.
        """
        tokens = body.get("authorizationEventObject") if isinstance(body, dict) else None
        if not isinstance(tokens, dict):
            tokens = {}
        system_token = bearer_token(headers)
        if system_token is None:
            system_token = tokens.get("systemIdToken")
        if not isinstance(system_token, str) or not system_token:
            raise NotGoogle("no system token")
        self.verify_system_token(system_token, self._config.endpoint_url(endpoint_path))
        user_token = tokens.get("userIdToken")
        if user_token is None or user_token == "":
            return Identity()
        if not isinstance(user_token, str):
            raise NotAnOwner("userIdToken is not a string")
        return Identity(self.verify_user_token(user_token))

    def _claims(self, token: str, audience: str, refusal: type[Refused]) -> Mapping[str, object]:
        """Return the claims of a token that is signed by Google, current, from its issuers and for ``audience``."""
        if len(token) > MAX_TOKEN or not _TOKEN.fullmatch(token):
            raise refusal("not a token")
        certificate = self._cache.certificate(_key_id(token, refusal))
        if certificate is None:
            raise refusal("signed with an unknown key")
        try:
            claims: Mapping[str, object] = jwt.decode(  # type: ignore[no-untyped-call] # google-auth leaves it untyped
                token, certs=certificate, audience=audience, clock_skew_in_seconds=CLOCK_SKEW_S
            )
        except Exception as error:  # noqa: BLE001 - whatever a forged token makes the library raise, it proves nothing
            # Without the cause: the library's messages quote the token.
            raise refusal(f"token refused: {type(error).__name__}") from None
        if not isinstance(claims.get("iss"), str) or claims["iss"] not in ISSUERS:
            raise refusal("wrong issuer")
        if claims.get("aud") != audience:
            raise refusal("wrong audience")
        if not all(isinstance(claims[name], int) for name in ("iat", "exp")):
            raise refusal("iat and exp must be whole numbers")  # NaN would compare false with any clock
        return claims


def bearer_token(headers: Mapping[str, str]) -> str | None:
    """Return the token of an ``Authorization: Bearer`` header, None where there is no such header.

    Any other scheme yields "", which no check accepts.
    """
    value = next((headers[name] for name in headers if name.lower() == "authorization"), None)
    if value is None:
        return None
    scheme, _, token = value.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _key_id(token: str, refusal: type[Refused]) -> str:
    try:
        header = jwt.decode_header(token)  # type: ignore[no-untyped-call] # google-auth leaves it untyped
    except Exception as error:  # noqa: BLE001 - see _claims
        raise refusal(f"unreadable token: {type(error).__name__}") from None
    key_id = header.get("kid")
    # Only RS256: "none" and HS256 (with the public certificate as its secret) are the classic forgeries.
    if header.get("alg") != "RS256" or not isinstance(key_id, str) or not 0 < len(key_id) <= 200:
        raise refusal("not signed with RS256 and a named key")
    return key_id
