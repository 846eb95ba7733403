"""One frozen Config from the environment: every variable named, defaulted and explained; unfit values fail at start."""

from __future__ import annotations

import base64
import binascii
import enum
import ipaddress
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar
from urllib.parse import urlsplit

from addon.errors import BadConfig
from addon.scopes import Tier
from addon.secret_manager import PREFIX as SECRET_PREFIX
from addon.secret_manager import read_secret

MIN_SECRET_BYTES: Final = 32
_MAX_DAYS: Final = 3650


_Choice = TypeVar("_Choice", bound=enum.StrEnum)


@enum.unique
class StoreKind(enum.StrEnum):
    """What is promised about the store's life."""

    DURABLE = "durable"  # survives a restart
    EPHEMERAL = "ephemeral"  # may vanish with the instance, and the operator knows
    NONE = "none"  # nothing is remembered


@dataclass(frozen=True)
class Variable:
    """One environment variable. ``default`` is None where there is none and the variable must be set."""

    name: str
    default: str | None
    help: str


VARIABLES: Final = (
    Variable(
        "ACQUAINT_BASE_URL", None, "Public address of this server, `https://` and a host, no path. Google signs its calls for it."
    ),
    Variable("ACQUAINT_SERVICE_ACCOUNT", None, "The add-on's service account, `serviceAccountEmail` of `get-authorization`."),
    Variable("ACQUAINT_OAUTH_CLIENT_ID", None, "The add-on's OAuth client, `oauthClientId` of `get-authorization`."),
    Variable(
        "ACQUAINT_SECRET_KEY",
        "",
        "32 or more random bytes in base64, must be set but on localhost: keys stored hashes and seals. May be `sm://...`.",
    ),
    Variable(
        "DATABASE_URL",
        "",
        "`postgresql://...` or `sqlite:///file`. May be `sm://...`. Default: a SQLite file, or memory where no key is set.",
    ),
    Variable("ACQUAINT_STORE", "durable", "`durable`, `ephemeral` (allows SQLite on App Engine, where it is lost), or `none`."),
    Variable("ACQUAINT_TIER", "full", "Scopes of the manifest: `full` may search the mailbox, `light` sees only what is open."),
    Variable("ACQUAINT_RETENTION_DAYS", "180", "Days after which what was remembered about people and drafts is deleted."),
    Variable("ACQUAINT_DEADLINE_MS", "10000", "Milliseconds a card may take before it is drawn with what is known."),
    Variable("ACQUAINT_MAX_BODY", "262144", "Bytes of the largest request body accepted."),
    Variable(
        "ACQUAINT_GMAIL_ROOT",
        "https://gmail.googleapis.com/",
        "Root of the Gmail API. Another one only for tests and the preview.",
    ),
    Variable(
        "ACQUAINT_CERTS_URL", "https://www.googleapis.com/oauth2/v1/certs", "Google's certificates. Another one only for tests."
    ),
)

_HELP: Final = {variable.name: variable.help for variable in VARIABLES}


@dataclass(frozen=True)
class Config:
    """Everything the server must be told. Secrets stay out of ``repr``. Build it with :meth:`from_env`."""

    base_url: str
    service_account: str
    oauth_client_id: str
    secret_key: bytes = field(repr=False)
    database_url: str = field(repr=False)
    store: StoreKind = StoreKind.DURABLE
    tier: Tier = Tier.FULL
    retention_days: int = 180
    deadline_ms: int = 10_000
    max_body: int = 262_144
    gmail_root: str = "https://gmail.googleapis.com/"
    certs_url: str = "https://www.googleapis.com/oauth2/v1/certs"

    @classmethod
    def from_env(cls, environ: Mapping[str, str], read_secret: Callable[[str], str] = read_secret) -> Config:
        """Return the configuration in ``environ``; ``read_secret`` turns an ``sm://`` reference into its text.

        Raises BadConfig, naming the variable and the fix but never quoting a secret.
        """
        reader = _Reader(environ, read_secret)
        on_app_engine = bool(environ.get("GAE_ENV"))
        base_url = reader.base_url(allow_local=not on_app_engine)
        is_local = base_url.startswith("http:")
        store = reader.choice("ACQUAINT_STORE", StoreKind)
        return cls(
            base_url=base_url,
            service_account=reader.word("ACQUAINT_SERVICE_ACCOUNT", r"[^@]+@[^@]+").lower(),
            oauth_client_id=reader.word("ACQUAINT_OAUTH_CLIENT_ID", r".+"),
            secret_key=reader.secret_key(allow_random=is_local or store is StoreKind.NONE),
            database_url=reader.database_url(store, on_app_engine=on_app_engine),
            store=store,
            tier=reader.choice("ACQUAINT_TIER", Tier),
            retention_days=reader.number("ACQUAINT_RETENTION_DAYS", 1, _MAX_DAYS),
            deadline_ms=reader.number("ACQUAINT_DEADLINE_MS", 500, 25_000),
            max_body=reader.number("ACQUAINT_MAX_BODY", 4_096, 8_388_608),
            gmail_root=reader.url("ACQUAINT_GMAIL_ROOT", allow_local=is_local).rstrip("/") + "/",
            certs_url=reader.url("ACQUAINT_CERTS_URL", allow_local=is_local),
        )

    def endpoint_url(self, path: str) -> str:
        """Return the public URL of ``path`` (which starts with a slash): a card's target and a token's audience."""
        return self.base_url + path


class _Reader:
    """Reads and checks one variable at a time; each check ends in a BadConfig that says what to do."""

    def __init__(self, environ: Mapping[str, str], read_secret: Callable[[str], str]) -> None:
        self._environ = environ
        self._read_secret = read_secret
        self._default = {variable.name: variable.default for variable in VARIABLES}

    def text(self, name: str) -> str:
        value = self._environ.get(name, "").strip() or self._default[name]
        if value is None:
            raise _bad(name, "is not set")
        return value

    def secret_text(self, name: str) -> str:
        value = self.text(name)
        return self._read_secret(value) if value.startswith(SECRET_PREFIX) else value

    def word(self, name: str, pattern: str) -> str:
        value = self.text(name)
        if len(value) > 320 or not value.isascii() or re.search(r"\s", value) or not re.fullmatch(pattern, value):
            raise _bad(name, "is malformed")
        return value

    def choice(self, name: str, kinds: type[_Choice]) -> _Choice:
        try:
            return kinds(self.text(name).lower())
        except ValueError as error:
            raise _bad(name, "must be one of " + ", ".join(kinds)) from error

    def number(self, name: str, low: int, high: int) -> int:
        text = self.text(name)
        if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise _bad(name, f"must be a whole number from {low} to {high}")
        return int(text)

    def url(self, name: str, *, allow_local: bool) -> str:
        text = self.text(name)
        try:
            parts = urlsplit(text)
            host, _ = parts.hostname, parts.port  # reading the port checks it
        except ValueError as error:
            raise _bad(name, "is not a URL") from error
        if not host or not text.isascii() or re.search(r"[\s\\]", text) or "@" in parts.netloc or parts.query or parts.fragment:
            raise _bad(name, "must be a plain URL: a scheme, a host, and nothing secret")
        if parts.scheme != "https" and not (parts.scheme == "http" and allow_local and _is_loopback(host)):
            raise _bad(name, "must start with https:// (http:// is for the preview on localhost)")
        return text

    def base_url(self, *, allow_local: bool) -> str:
        name = "ACQUAINT_BASE_URL"
        parts = urlsplit(self.url(name, allow_local=allow_local))
        if parts.path not in {"", "/"}:
            raise _bad(name, "must not have a path")
        return f"{parts.scheme}://{parts.netloc.lower()}"

    def secret_key(self, *, allow_random: bool) -> bytes:
        name = "ACQUAINT_SECRET_KEY"
        text = self.secret_text(name)
        if not text:
            if allow_random:
                return secrets.token_bytes(MIN_SECRET_BYTES)
            raise _bad(name, "is not set; make one with `openssl rand -base64 32`")
        try:
            key = base64.b64decode(text, altchars=b"-_" if set(text) & set("-_") else None, validate=True)
        except (binascii.Error, ValueError) as error:
            raise _bad(name, "is not base64; make one with `openssl rand -base64 32`") from error
        if len(key) < MIN_SECRET_BYTES or len(set(key)) < MIN_SECRET_BYTES // 4:
            raise _bad(name, f"must be at least {MIN_SECRET_BYTES} random bytes; make it with `openssl rand -base64 32`")
        return key

    def database_url(self, store: StoreKind, *, on_app_engine: bool) -> str:
        name = "DATABASE_URL"
        text = self.secret_text(name)
        if not text and on_app_engine:
            text = _APP_ENGINE_SQLITE
        elif not text:
            # Without a key of its own a process could not read what an earlier one sealed.
            text = _LOCAL_SQLITE if self.text("ACQUAINT_SECRET_KEY") else "sqlite://"
        scheme = text.partition(":")[0]
        if scheme not in {"sqlite", "postgres", "postgresql", "postgresql+psycopg"}:
            raise _bad(name, "must start with postgresql:// or sqlite:///")
        if on_app_engine and scheme == "sqlite" and store is StoreKind.DURABLE:
            raise _bad(name, "must name a PostgreSQL: on App Engine SQLite lives in RAM. Or set ACQUAINT_STORE=ephemeral")
        return text


_LOCAL_SQLITE: Final = "sqlite:///acquaint.sqlite3"
_APP_ENGINE_SQLITE: Final = "sqlite:////tmp/acquaint.sqlite3"
"""On App Engine files can be written below /tmp alone, which is memory."""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _bad(name: str, problem: str) -> BadConfig:
    return BadConfig(f"{name} {problem}. What it is: {_HELP[name]}")
