"""The only wiring: configuration, store, wire and routes become one Flask application."""

from __future__ import annotations

import json
import logging
import os
import time
import traceback
from collections.abc import Callable
from types import TracebackType

from flask import Flask, Response, send_from_directory
from werkzeug.exceptions import RequestEntityTooLarge

from addon import warm
from addon.auth import Verifier
from addon.config import Config, StoreKind
from addon.errors import Refused
from addon.manifest import PRIVACY_PATH
from addon.privacy import PRIVACY_PAGE
from addon.routes import create_routes, refuse
from addon.services import Housekeeping, Services
from addon.store import NullStore, Store, open_store
from addon.wire import HttpWire, Wire


def create_app(
    config: Config | None = None,
    *,
    verifier: Verifier | None = None,
    store: Store | None = None,
    wire: Wire | None = None,
    clock: Callable[[], float] = time.time,
) -> Flask:
    """Return the application for ``config`` (the environment's where None); other arguments replace parts, for preview and tests.

    Raises BadConfig where the environment is not fit to start. A database that is down delays nothing: cards come without it.
    """
    if config is None:
        config = Config.from_env(os.environ)
        _log_as_json()
    store = store or _open_store(config)
    services = Services(
        config=config,
        verifier=verifier or Verifier(config),
        store=store,
        housekeeping=Housekeeping(store),
        wire=wire or HttpWire(),
        clock=clock,
    )
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = config.max_body
    app.json.sort_keys = False  # type: ignore[attr-defined] # an attribute of Flask's default provider
    app.register_blueprint(create_routes(services))
    app.register_error_handler(Refused, refuse)
    app.register_error_handler(RequestEntityTooLarge, lambda _error: ("", 413))
    app.extensions["acquaint"] = services
    _add_pages(app, services)
    return app


def _open_store(config: Config) -> Store:
    if config.store is StoreKind.NONE:
        return NullStore()
    return open_store(config.database_url, config.secret_key, config.retention_days)


def _add_pages(app: Flask, services: Services) -> None:
    """The few pages that people and the platform ask for, and the headers every answer carries."""

    @app.get("/")
    @app.get(PRIVACY_PATH)
    def privacy() -> Response:
        return Response(PRIVACY_PAGE, content_type="text/html; charset=utf-8")

    @app.get("/static/<path:name>")
    def static_file(name: str) -> Response:
        return send_from_directory(os.path.join(os.path.dirname(__file__), "static"), name, max_age=86_400)

    @app.get("/_ah/warmup")
    def warmup() -> tuple[str, int]:
        warm.up()
        services.housekeeping.purge_if_due(services.clock())
        return "", 204

    @app.after_request
    def harden(response: Response) -> Response:
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
        response.headers.setdefault(
            "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
        )
        response.headers.setdefault("Referrer-Policy", "no-referrer")
        return response


class _JsonFormatter(logging.Formatter):
    """One JSON object a line, as Cloud Logging reads it. Only values the code names: no event, token or address."""

    FIELDS = ("kind", "error", "verdict", "level", "calls", "round_trips", "units", "ms", "grade", "recipients")

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {"severity": record.levelname, "message": record.getMessage(), "logger": record.name}
        entry |= {name: getattr(record, name) for name in self.FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[2] is not None:
            # The places, not the values: an exception's text may quote a mail.
            entry["stack"] = _places(record.exc_info[2])
        return json.dumps(entry, ensure_ascii=False)


def _places(trace: TracebackType) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def _log_as_json() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(_JsonFormatter())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
