"""The client library, built once, and the channel that each event gives it."""

from __future__ import annotations

import functools
import importlib.resources
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httplib2
from googleapiclient.discovery import Resource, build_from_document

from addon.wire import Deadline, Wire

_MESSAGE_TOKEN_HEADER = "X-Goog-Gmail-Access-Token"  # noqa: S105 - a header's name, not a secret


@dataclass
class Cost:
    """What an event has cost so far: calls, sequential round trips, Gmail quota units, and ms spent waiting for Gmail."""

    calls: int = 0
    round_trips: int = 0
    units: int = 0
    wait_ms: float = 0.0


class Channel:
    """What the client calls ``http``: adds the tokens, keeps the deadline, counts round trips."""

    def __init__(self, wire: Wire, user_token: str, message_token: str, deadline: Deadline) -> None:
        self._wire = wire
        self._tokens = {"authorization": f"Bearer {user_token}"}
        if message_token:
            # Headers of the outer request of a batch hold for its parts too (Gmail's batch guide).
            self._tokens[_MESSAGE_TOKEN_HEADER.lower()] = message_token
        self._deadline = deadline
        self.cost = Cost()

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        **_ignored: Any,
    ) -> tuple[httplib2.Response, bytes]:
        """The one method of httplib2.Http that google-api-python-client uses."""
        data = body.encode() if isinstance(body, str) else body
        sent = {key.lower(): value for key, value in (headers or {}).items()} | self._tokens
        self.cost.round_trips += 1
        started = time.perf_counter()
        try:
            reply = self._wire.send(method, uri, sent, data, self._deadline)
        finally:
            self.cost.wait_ms += (time.perf_counter() - started) * 1000
        return httplib2.Response({**reply.headers, "status": str(reply.status)}), reply.body


class Api:
    """The parts of the client we use, each made once: the library builds all methods of a resource anew at every access.

    Using them is thread-safe, as each event brings its own channel.
    """

    def __init__(self, service: Resource, batch_url: str) -> None:
        self.batch_url = batch_url
        self.users = service.users()
        self.messages = self.users.messages()
        self.attachments = self.messages.attachments()
        self.send_as = self.users.settings().sendAs()
        self.drafts = self.users.drafts()


@functools.lru_cache(maxsize=4)
def build_client(root: str) -> Api:
    """Build the client for a base URL, once.

    ``client_options.api_endpoint`` would not move batch requests, so the document itself is given the root.
    """
    documents = importlib.resources.files("googleapiclient.discovery_cache") / "documents"
    document = json.loads((documents / "gmail.v1.json").read_text(encoding="utf-8"))
    document.update(rootUrl=root, baseUrl=root, mtlsRootUrl=root)
    return Api(build_from_document(document, http=httplib2.Http()), root + document["batchPath"])


def warm_client(root: str = "https://gmail.googleapis.com/") -> None:
    """Build the client before the first event needs it."""
    build_client(root)
