"""Shared by the tests of the edge and the store."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.addon.postgres import postgres_server
from tests.addon.stage import ANNA, LETTER, conversation
from tests.keys import signer

__all__ = ["certificate_server", "postgres_server"]


class _Desk(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, body, extra = 200, json.dumps(signer().certs()).encode(), {"Cache-Control": "public, max-age=1234"}
        if self.path == "/broken":
            body = b"<html>"
        elif self.path == "/huge":
            body = json.dumps({"key": "-----BEGIN CERTIFICATE-----" + "x" * 200_000}).encode()
        elif self.path == "/missing":
            status = 404
        elif self.path == "/redirect":
            status, extra = 302, {"Location": "/certs"}
        self.send_response(status)
        for name, value in {**extra, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def certificate_server() -> Iterator[str]:
    """A local HTTP server with good and bad answers; its base URL."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Desk)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Holds a letter of Anna's, and the mail with her before it."""
    (tmp_path / "mail.eml").write_bytes(LETTER)
    history = b"".join(b"From x\n" + raw + b"\n" for raw in conversation(ANNA, "topic", days_ago=40, messages=4))
    (tmp_path / "history.mbox").write_bytes(history)
    return tmp_path
