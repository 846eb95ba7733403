"""Failures on order: which API method, which of its calls, what happens."""

from __future__ import annotations

import enum
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from addon.preview.simulator.wire import Answer, ApiError, Json


class DroppedConnection(ConnectionError):
    """The connection ends without an answer. In-process callers get this; :func:`serve` closes the socket."""


@enum.unique
class Fault(enum.StrEnum):
    """What can go wrong."""

    UNAUTHORIZED = "401"
    SCOPE = "403_scope"
    RATE = "403_rate"
    NOT_FOUND = "404"
    TOO_MANY = "429"
    INTERNAL = "500"
    UNAVAILABLE = "503"
    DELAY = "delay"  # then answered as usual
    DROP = "drop"  # nothing done, connection closed
    DROP_AFTER = "drop_after"  # done, then the connection closed before the answer
    TRUNCATE = "truncate"  # half of the body, though its whole length is promised
    NOT_JSON = "not_json"  # 200 with an HTML page
    WRONG_SHAPE = "wrong_shape"  # 200 with JSON of another shape


WRONG_SHAPE: Json = {
    "messages": "none",
    "threads": {"id": 1},
    "id": 7,
    "threadId": [],
    "labelIds": "INBOX",
    "payload": ["headers"],
    "internalDate": {"seconds": 1},
    "history": 3,
    "labels": None,
    "sendAs": "me",
    "drafts": True,
    "nextPageToken": 5,
    "historyId": [],
}
"""What a wrong shape looks like unless the test gives its own: known names, each of a wrong type."""


def unauthorized() -> ApiError:
    """401: the token is missing, unknown or expired."""
    return ApiError(
        401,
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
        "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
        "authError",
        short="Invalid Credentials",
        location="Authorization",
    )


def insufficient_scope() -> ApiError:
    """403: the token lacks a scope (``ACCESS_TOKEN_SCOPE_INSUFFICIENT``)."""
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        "domain": "googleapis.com",
        "metadata": {"service": "gmail.googleapis.com"},
    }
    return ApiError(
        403,
        "Request had insufficient authentication scopes.",
        "insufficientPermissions",
        short="Insufficient Permission",
        details=[info],
    )


_ERRORS: dict[Fault, Callable[[], ApiError]] = {
    Fault.UNAUTHORIZED: unauthorized,
    Fault.SCOPE: insufficient_scope,
    Fault.RATE: lambda: ApiError(403, "User Rate Limit Exceeded", "userRateLimitExceeded", domain="usageLimits"),
    Fault.NOT_FOUND: lambda: ApiError(404, "Requested entity was not found.", "notFound"),
    Fault.TOO_MANY: lambda: ApiError(429, "Too many concurrent requests for user", "rateLimitExceeded", domain="usageLimits"),
    Fault.INTERNAL: lambda: ApiError(500, "Internal error encountered.", "backendError"),
    Fault.UNAVAILABLE: lambda: ApiError(503, "The service is currently unavailable.", "backendError"),
}


@dataclass
class _Order:
    fault: Fault
    first: int
    last: int
    seconds: float
    body: object


class Faults:
    """Orders for failures. Calls are counted by method name from the moment of the first order, 1 being the next call."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self.latency_ms = 0.0
        self._sleep = sleep
        self._lock = threading.Lock()
        self._orders: dict[str, list[_Order]] = {}
        self._seen: dict[str, int] = {}

    def inject(
        self, method: str, fault: Fault | str, *, nth: int = 1, times: int = 1, seconds: float = 0.0, body: object = None
    ) -> None:
        """Make the ``nth`` next call of ``method`` (and ``times`` - 1 after it) fail, inside batches too.

        ``method`` is a name such as ``messages.get``, ``*`` for any, or ``batch`` for a whole batch request; ``seconds`` is
        the length of a ``delay``, ``body`` the JSON value of a ``wrong_shape``.
        """
        with self._lock:
            first = self._seen.setdefault(method, 0) + nth
            self._orders.setdefault(method, []).append(_Order(Fault(fault), first, first + times - 1, seconds, body))

    def clear(self) -> None:
        """Forget all orders and the latency."""
        with self._lock:
            self._orders, self._seen, self.latency_ms = {}, {}, 0.0

    def wait(self) -> None:
        """Spend the latency every round trip has."""
        if self.latency_ms:
            self._sleep(self.latency_ms / 1000)

    def run(self, method: str, work: Callable[[], Answer]) -> Answer:
        """Do ``work`` under the orders for this call of ``method``."""
        if not self._orders:
            return work()
        orders = self._due(method)
        for order in orders:
            if order.fault is Fault.DELAY:
                self._sleep(order.seconds)
            elif order.fault is Fault.DROP:
                raise DroppedConnection(f"{method}: connection dropped")
            elif order.fault in _ERRORS:
                return _ERRORS[order.fault]().answer()
        answer = work()
        for order in orders:
            answer = _spoil(order, answer, method)
        return answer

    def _due(self, method: str) -> list[_Order]:
        due = []
        with self._lock:
            for name in (method, "*") if method != "batch" else (method,):
                if name in self._orders:
                    self._seen[name] += 1
                    due += [order for order in self._orders[name] if order.first <= self._seen[name] <= order.last]
        return due


def _spoil(order: _Order, answer: Answer, method: str) -> Answer:
    if order.fault is Fault.DROP_AFTER:
        raise DroppedConnection(f"{method}: connection dropped before the answer")
    if order.fault is Fault.TRUNCATE:
        return Answer(answer.status, answer.headers, answer.body[: len(answer.body) // 2], promised=len(answer.body))
    if order.fault is Fault.NOT_JSON:
        return Answer(200, {"Content-Type": "text/html; charset=UTF-8"}, b"<!DOCTYPE html><title>Sign in</title>")
    if order.fault is Fault.WRONG_SHAPE:
        shape = WRONG_SHAPE if order.body is None else order.body
        return Answer.of_json({}, 200) if shape == {} else _json(shape)
    return answer


def _json(value: object) -> Answer:
    made = Answer.of_json([value])
    return Answer(made.status, made.headers, made.body[1:-1])
