"""A wire that ends in a WSGI application of this process: the same requests as over a socket, without the socket."""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from addon.errors import GmailUnavailable
from addon.wire import Deadline, Reply

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]


class WsgiWire:
    """Sends every request to ``app``. A ConnectionError raised there is a dropped connection here."""

    def __init__(self, app: WsgiApp) -> None:
        self._app = app

    def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, deadline: Deadline) -> Reply:
        """See :meth:`addon.wire.Wire.send`."""
        deadline.check()
        started: dict[str, Any] = {}

        def start_response(
            status: str, response_headers: list[tuple[str, str]], _exc_info: Any = None
        ) -> Callable[[bytes], None]:
            started.update(status=int(status.split(" ", 1)[0]), headers={k.lower(): v for k, v in response_headers})
            return lambda _data: None

        try:
            content = b"".join(self._app(_environ(method, url, headers, body or b""), start_response))
        except ConnectionError as error:
            raise GmailUnavailable(type(error).__name__) from error
        deadline.check()
        if started["headers"].pop("content-encoding", "") == "gzip":
            try:
                content = zlib.decompress(content, 47)
            except zlib.error as error:
                raise GmailUnavailable("bad compression") from error
        return Reply(started["status"], started["headers"], content)


def _environ(method: str, url: str, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    parts = urlsplit(url)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(parts.path, encoding="latin-1"),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": parts.hostname or "localhost",
        "SERVER_PORT": str(parts.port or 80),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": parts.scheme or "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    return environ
