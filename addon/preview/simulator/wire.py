"""Shapes that travel between the HTTP edge and the methods: a call, an answer, and Google's error bodies."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from addon.preview.simulator.mailbox import SimMailbox

Json = dict[str, Any]

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]*={0,2}")
_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


@dataclass
class ApiError(Exception):
    """A refusal in Google's words; ``reason`` is the one of ``errors[0]``, ``short`` its message where it differs."""

    code: int
    message: str
    reason: str
    short: str = ""
    domain: str = "global"
    details: list[Json] = field(default_factory=list)
    location: str = ""
    status: str = ""

    def answer(self) -> Answer:
        """Return the HTTP answer: Google's JSON error body."""
        item = {"message": self.short or self.message, "domain": self.domain, "reason": self.reason}
        headers = {}
        if self.location:
            item |= {"location": self.location, "locationType": "header"}
            headers["WWW-Authenticate"] = 'Bearer realm="https://accounts.google.com/", error="invalid_token"'
        error: Json = {"code": self.code, "message": self.message, "errors": [item]}
        error["status"] = self.status or _STATUS[self.code]
        if self.details:
            error["details"] = self.details
        return Answer.of_json({"error": error}, self.code, headers)


def bad_request(message: str) -> ApiError:
    """400: the request is not one Gmail understands."""
    return ApiError(400, message, "invalidArgument")


def not_found() -> ApiError:
    """404, in the one wording Gmail has for it."""
    return ApiError(404, "Requested entity was not found.", "notFound")


@dataclass
class Answer:
    """An HTTP answer. ``promised`` is a Content-Length larger than the body, for a body cut short."""

    status: int
    headers: dict[str, str]
    body: bytes
    promised: int | None = None

    @classmethod
    def of_json(cls, value: Json | list[Any] | None, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
        """Return a JSON answer; ``None`` is an empty 204."""
        if value is None:
            return cls(204, dict(headers or {}), b"")
        body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        return cls(status, {"Content-Type": "application/json; charset=UTF-8", **(headers or {})}, body)


@dataclass
class Call:
    """One API call on its way to its method. ``formats``: what the token's scopes allow (None: all)."""

    mailbox: SimMailbox
    path: dict[str, str]
    query: dict[str, list[str]]
    body: Json
    metadata_only: bool = False
    wanted: frozenset[str] | None = None

    def one(self, name: str, default: str = "") -> str:
        """Return a query parameter's last value."""
        return self.query[name][-1] if self.query.get(name) else default

    def flag(self, name: str) -> bool:
        """Return a boolean query parameter."""
        value = self.one(name, "false").lower()
        if value not in {"true", "false", "1", "0"}:
            raise bad_request(f"Invalid value at '{name}' (TYPE_BOOL), \"{value}\"")
        return value in {"true", "1"}

    def max_results(self) -> int:
        """Return the page size: 100 by default, 500 at most; 0 and what is no number are refused, as Gmail does."""
        value = self.one("maxResults", "100")
        if not re.fullmatch(r"\+?[0-9]{1,10}", value) or int(value) >= 2**32:
            raise bad_request(f"Invalid value at 'max_results' (TYPE_UINT32), \"{value}\"")
        if int(value) == 0 or int(value) >= 2**31:
            raise bad_request("Invalid maxResults")
        return min(int(value), 500)

    def wants(self, name: str) -> bool:
        """False where a ``fields`` mask leaves this name out everywhere, so that it need not be worked out."""
        return self.wanted is None or name in self.wanted


def read_bytes(value: object, name: str) -> bytes:
    """Return the bytes of a base64 or base64url JSON value; raises the 400 of Google's JSON reader."""
    if not isinstance(value, str) or not _BASE64.fullmatch(value):
        raise bad_request(f"Invalid value at '{name}' (TYPE_BYTES), Base64 decoding failed.")
    text = value.rstrip("=").replace("+", "-").replace("/", "_")
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise bad_request(f"Invalid value at '{name}' (TYPE_BYTES), Base64 decoding failed.") from None


def write_bytes(data: bytes) -> str:
    """Return base64url text, padded, as Gmail's ``data`` and ``raw`` are."""
    return base64.urlsafe_b64encode(data).decode("ascii")
