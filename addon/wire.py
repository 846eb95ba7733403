"""The wire to Gmail: one HTTP exchange with a deadline, a time-out and a size cap.

google-api-python-client asks for an object shaped like ``httplib2.Http``; :mod:`addon.gmail` makes one from a
:class:`Wire`. httplib2 itself is not thread-safe, has no total time limit and reads answers of any size, so it is not
used to talk to the network.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import urllib3

from addon.errors import GmailTooLarge, GmailUnavailable, OutOfTime

CALL_TIMEOUT_S = 5.0
"""Longest wait for one HTTP exchange, in seconds; the event's deadline may make it shorter."""

MAX_ANSWER = 16 * 1024 * 1024
"""Largest answer read, in bytes after decompression: a raw message of about 12 MB. Larger mail is read without attachments."""

_CHUNK = 64 * 1024


@dataclass(frozen=True)
class Deadline:
    """A moment on ``clock`` (seconds, monotonic) after which no call is made or waited for."""

    at: float
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)

    @classmethod
    def after(cls, seconds: float, clock: Callable[[], float] = time.monotonic) -> Deadline:
        """Return the deadline ``seconds`` from now."""
        return cls(clock() + seconds, clock)

    def remaining(self) -> float:
        """Return the seconds left, never below 0."""
        return max(0.0, self.at - self.clock())

    def check(self) -> None:
        """Raise OutOfTime once the deadline has passed."""
        if self.remaining() <= 0:
            raise OutOfTime("deadline passed")


@dataclass(frozen=True)
class Reply:
    """One HTTP answer; header names lower case, ``body`` decompressed."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Wire(Protocol):
    """Sends one request and returns its reply."""

    def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, deadline: Deadline) -> Reply:
        """Return the reply to one request.

        Raises GmailUnavailable when there is none within the time-out, GmailTooLarge when it is over the size cap,
        OutOfTime when the event's deadline has passed.
        """


class HttpWire:
    """The real wire: pooled, thread-safe connections; no retries and no redirects of its own."""

    def __init__(self, pool: urllib3.PoolManager | None = None) -> None:
        self._pool = pool or urllib3.PoolManager(maxsize=16, retries=False)

    def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, deadline: Deadline) -> Reply:
        """See :meth:`Wire.send`."""
        deadline.check()
        patience = min(CALL_TIMEOUT_S, deadline.remaining())
        stop = Deadline.after(patience, deadline.clock)
        try:
            answer = self._pool.request(
                method,
                url,
                body=body,
                headers=dict(headers),
                timeout=urllib3.Timeout(connect=patience, read=patience),
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
            try:
                content = _read(answer, stop)
            finally:
                # A half-read connection must not go back to the pool.
                answer.release_conn() if answer.closed else answer.close()
        except urllib3.exceptions.HTTPError as error:
            raise GmailUnavailable(type(error).__name__) from error
        return Reply(answer.status, {key.lower(): value for key, value in answer.headers.items()}, content)


def _read(answer: urllib3.BaseHTTPResponse, stop: Deadline) -> bytes:
    """Read a body piece by piece, so that neither a slow drip nor a compression bomb gets past the caps."""
    unpack = zlib.decompressobj(47) if answer.headers.get("content-encoding", "").lower() in {"gzip", "deflate"} else None
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read(_CHUNK):
        if stop.remaining() <= 0:
            raise GmailUnavailable("answer too slow")
        if unpack is not None:
            try:
                piece = unpack.decompress(piece, MAX_ANSWER - size + 1)
            except zlib.error as error:
                raise GmailUnavailable("bad compression") from error
        size += len(piece)
        if size > MAX_ANSWER:
            raise GmailTooLarge("answer over the cap")
        pieces.append(piece)
    if unpack is not None and not unpack.eof and pieces:
        raise GmailUnavailable("truncated compression")
    return b"".join(pieces)
