"""Shared by the simulator's tests: google-api-python-client over the in-process simulator, and invented mail."""

from __future__ import annotations

import gzip
import importlib.resources
import json
from urllib.parse import urlsplit

import httplib2
from googleapiclient.discovery import build_from_document

from addon.preview.simulator import SeedMessage, SimMailbox, Simulator

OWNER = ("Ann Lee <ann@example.com>", "Ann at Work <ann.lee@work.example>")
NOW = 1_760_000_000_000  # 2025-10-09T08:53:20Z


def discovery() -> dict:
    """The Gmail discovery document that google-api-python-client brings along."""
    folder = importlib.resources.files("googleapiclient.discovery_cache.documents")
    return json.loads((folder / "gmail.v1.json").read_text(encoding="utf-8"))


class InProcess:
    """What google-api-python-client expects of an HTTP object, answered by the simulator without a socket."""

    def __init__(self, simulator: Simulator, token: str = "token", check=None) -> None:
        self.simulator, self.token, self.check = simulator, token, check
        self.extra: dict[str, str] = {}

    def request(self, uri, method="GET", body=None, headers=None, redirections=1, connection_type=None):
        parts = urlsplit(uri)
        sent = {**(headers or {}), "Authorization": f"Bearer {self.token}", **self.extra}
        data = body.encode() if isinstance(body, str) else body or b""
        answer = self.simulator.handle(method, f"{parts.path}?{parts.query}", sent, data)
        content = gzip.decompress(answer.body) if answer.headers.get("Content-Encoding") == "gzip" else answer.body
        if self.check:
            self.check(method, parts.path, answer.status, content)
        fields = {name.lower(): value for name, value in answer.headers.items()}
        return httplib2.Response({**fields, "status": str(answer.status)}), content


def client(simulator: Simulator, token: str = "token", check=None):
    """A google-api-python-client service whose calls all end in the simulator."""
    document = {**discovery(), "rootUrl": "http://simulator.example/", "batchPath": "batch/gmail/v1"}
    document["servicePath"] = ""
    document["baseUrl"] = document["rootUrl"]
    return build_from_document(document, http=InProcess(simulator, token, check))


def mail(
    *,
    sender="Bob Fox <bob@example.org>",
    to="Ann Lee <ann@example.com>",
    subject="Hello",
    date="Mon, 06 May 2024 10:00:00 +0000",
    body="Good morning.",
    message_id="",
    extra="",
) -> bytes:
    """One invented plain message."""
    lines = [f"From: {sender}", f"To: {to}", f"Subject: {subject}", f"Date: {date}"]
    if message_id:
        lines.append(f"Message-ID: <{message_id}>")
    if extra:
        lines.append(extra)
    return ("\r\n".join([*lines, "Content-Type: text/plain; charset=utf-8", "", body, ""])).encode()


def mailbox(*messages: bytes | SeedMessage, owner=OWNER, ids="time", now=NOW) -> SimMailbox:
    """A mailbox of these messages with a standing clock."""
    return SimMailbox.from_messages(messages, owner, clock=lambda: now, ids=ids)


def simulate(box: SimMailbox) -> Simulator:
    """A simulator of one mailbox, opened by the token ``token``."""
    return Simulator({box.address: box}, tokens={"token": box.address})
