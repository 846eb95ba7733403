"""The simulator behind a real socket, for what only a socket can show: dropped connections and bodies cut short."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from addon.preview.simulator.faults import DroppedConnection
from addon.preview.simulator.simulator import MAX_BODY, Simulator
from addon.preview.simulator.wire import Answer

_IDLE_SECONDS = 30.0


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], simulator: Simulator) -> None:
        self.simulator = simulator
        super().__init__(address, _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no event here."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = _IDLE_SECONDS
    disable_nagle_algorithm = True
    wbufsize = 64 * 1024  # head and body leave together; apart, each would wait for the other's acknowledgement

    def _answer(self) -> None:
        length = self.headers.get("Content-Length") or "0"
        size = int(length) if length.isascii() and length.isdigit() else 0
        if size > MAX_BODY:
            self.send_error(413)
            return
        try:
            answer = self.server.simulator.handle(self.command, self.path, dict(self.headers.items()), self.rfile.read(size))
        except DroppedConnection:
            self._hang_up()
            return
        self._send(answer)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815 - names that http.server calls

    def _send(self, answer: Answer) -> None:
        promised = len(answer.body) if answer.promised is None else answer.promised
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(promised))
        self.end_headers()
        self.wfile.write(answer.body)
        self.wfile.flush()
        if answer.promised is not None:
            self._hang_up()

    def _hang_up(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's own name
        """Keep quiet: request lines hold search terms."""


@contextlib.contextmanager
def serve(simulator: Simulator, port: int = 0, host: str = "127.0.0.1") -> Iterator[str]:
    """Serve on ``host`` in a thread and yield the base URL (no slash at its end); ``port`` 0 picks a free one."""
    server = _Server((host, port), simulator)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
