"""`preview`: the add-on, the Gmail simulator and the page on one machine, on loopback only."""

from __future__ import annotations

import logging
import threading
import webbrowser
from collections.abc import Sequence
from pathlib import Path

import click
from flask import Flask, redirect
from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.wrappers import Response

from addon import warm
from addon.app import create_app
from addon.auth import Verifier
from addon.config import Config
from addon.errors import BadConfig
from addon.preview.bridge import LocalBridge
from addon.preview.google import LocalGoogle
from addon.preview.page import create_page
from addon.preview.sample import build_sample
from addon.preview.simulator import SeedMessage, SimMailbox, Simulator, serve
from addon.store import open_store

HOST = "127.0.0.1"
SECRET = b"preview only: nothing here is secret"


class Preview:
    """A running preview: ``url`` is the page's address. Use it as a context manager, or :meth:`start` and :meth:`stop`."""

    def __init__(self, mbox: Path | None, owner: Sequence[str], port: int, cache: Path | None) -> None:
        """``mbox`` None shows the invented sample. Raises OSError where the port is taken."""
        self._mbox, self._cache = mbox, cache
        sample = None if mbox else build_sample()
        self._owner = tuple(sample.owner) if sample else tuple(owner)
        self._sample = sample
        self.simulator = Simulator({}, tokens={})
        self._gmail = serve(self.simulator)
        root = self._gmail.__enter__()
        self._server: BaseWSGIServer = make_server(HOST, port, self._placeholder(), threaded=True)
        base = f"http://{HOST}:{self._server.server_port}"
        self.url = f"{base}/preview/"
        self.bridge = self._assemble(base, root)

    @staticmethod
    def _placeholder() -> Flask:
        # The port must be known before the application: its own address is what Google's tokens are signed for.
        return Flask(__name__, static_folder=None)

    def _assemble(self, base: str, gmail_root: str) -> LocalBridge:
        google = LocalGoogle(base)
        config = Config.from_env({**google.environment(), "ACQUAINT_GMAIL_ROOT": gmail_root, "ACQUAINT_STORE": "ephemeral"})
        store = open_store("sqlite://", SECRET, config.retention_days)
        addon = create_app(config, verifier=Verifier(config, fetch_certs=google.fetch_certs), store=store)
        label = self._mbox.name if self._mbox else "An invented mailbox"
        bridge = LocalBridge(google, addon, self.simulator, self._owner, label)
        addon.register_blueprint(create_page(bridge))
        addon.add_url_rule("/preview", "to_preview", lambda: _redirect("/preview/"))
        self._server.app = addon
        return bridge

    def start(self) -> None:
        """Serve in the background, and load the mail in another thread so that the page can show how far it is."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        threading.Thread(target=self.bridge.load, args=(self._open,), daemon=True).start()
        threading.Thread(target=warm.up, daemon=True).start()  # as App Engine's warm-up request does

    def stop(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._gmail.__exit__(None, None, None)

    def __enter__(self) -> Preview:
        self.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.stop()

    def _open(self, progress: object) -> SimMailbox:
        if self._mbox is not None:
            if self._cache is not None:
                self._cache.mkdir(parents=True, exist_ok=True)
            return SimMailbox.open_mbox(self._mbox, self._owner, self._cache, progress)  # type: ignore[arg-type] # a Progress
        assert self._sample is not None  # noqa: S101 - one of the two is always there
        seeds = [SeedMessage(mail.raw, mail.labels) for mail in self._sample.messages]
        return SimMailbox.from_messages(seeds, self._owner)


def _redirect(to: str) -> Response:
    return redirect(to)


def serve_preview(mbox: Path | None, owner: Sequence[str], port: int, cache: Path, *, open_browser: bool) -> None:
    """Run the preview until interrupted; raises BadConfig where the port is taken."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    try:
        preview = Preview(mbox, owner, port, cache)
    except (OSError, SystemExit) as error:
        raise BadConfig(f"--port {port} is taken; try another, or --port 0 for any free one") from error
    with preview:
        click.echo(f"Acquaint preview: {preview.url}\nPress Ctrl+C to stop.")
        if open_browser:
            webbrowser.open(preview.url)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            click.echo("Stopped.")
