"""The preview page: a development view of the add-on that looks like Gmail with its sidebar open.

It serves one HTML page, its files, and a small JSON API on top of a :class:`Bridge`. Real mail may be on show, so
only the machine's own browser gets in: the Host must be loopback (a name rebound to 127.0.0.1 is refused), other
sites' pages are refused, and a write needs a header that no foreign form can send.
"""

from __future__ import annotations

import dataclasses
import json
import re
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from flask import Blueprint, Response, jsonify, request

from addon.errors import AddonError
from addon.preview.contract import BadQuery, Bridge, Click, Draft, DraftFile, NoSuchItem, Surroundings
from addon.preview.sheet import POLICY, sheet

STATIC: Final = Path(__file__).parent / "static"
PAGE_POLICY: Final = "default-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'"
LOOPBACK: Final = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?")
WRITE_HEADER: Final = "X-Acquaint-Preview"
MAX_PAGE: Final = 100
OCTETS: Final = "application/octet-stream"
MAX_BODY: Final = 40_000_000
"""Bytes of one request: Gmail's 25 MB of attachments with room to spare."""


def create_page(bridge: Bridge) -> Blueprint:
    """Return the blueprint of the preview: the page at its root, files under ``static/``, JSON under ``api/``.

    Every address in the page is relative, so any ``url_prefix`` will do; the default is ``/preview``.
    """
    page = Blueprint("preview", __name__, url_prefix="/preview", static_folder=STATIC, static_url_path="/static")
    page.before_request(_refuse_strangers)
    page.after_request(_harden)
    page.register_error_handler(NoSuchItem, _not_found)
    page.register_error_handler(BadQuery, _bad_request)
    page.register_error_handler(AddonError, _failed)
    page.add_url_rule("/", "index", lambda: page.send_static_file("index.html"))
    _add_mailbox(page, bridge)
    _add_addon(page, bridge)
    _add_drafts(page, bridge)
    return page


# --- the API ------------------------------------------------------------------------------------------------------------


def _add_mailbox(page: Blueprint, bridge: Bridge) -> None:
    @page.get("/api/state")
    def state() -> Response:
        return jsonify(dataclasses.asdict(bridge.state()))

    @page.get("/api/messages")
    def messages() -> Response:
        size = min(max(request.args.get("size", 50, type=int), 1), MAX_PAGE)
        found = bridge.list_messages(request.args.get("q", ""), request.args.get("token") or None, size)
        return jsonify(dataclasses.asdict(found))

    @page.get("/api/messages/<gmail_id>")
    def message(gmail_id: str) -> Response:
        found = dataclasses.asdict(bridge.get_message(gmail_id))
        found["html"] = bool(found["html"])  # the HTML itself is only ever served as its own, sandboxed document
        return jsonify(found)

    @page.get("/api/messages/<gmail_id>/sheet")
    def body(gmail_id: str) -> Response:
        answer = Response(sheet(bridge.get_message(gmail_id).html), mimetype="text/html")
        answer.headers["Content-Security-Policy"] = POLICY
        return answer


def _add_addon(page: Blueprint, bridge: Bridge) -> None:
    @page.post("/api/event")
    def event() -> Response:
        sent = _sent_object()
        return jsonify(dataclasses.asdict(bridge.event(_surroundings(sent), _scopes(sent))))

    @page.post("/api/click")
    def click() -> Response:
        sent = _sent_object()
        url = _text(sent, "url")
        if not url.startswith(bridge.state().addon_base + "/"):
            raise BadQuery("This button calls an address outside the add-on.")
        parameters = {str(key): str(value) for key, value in _mapping(sent, "parameters").items()}
        clicked = Click(url, parameters, _mapping(sent, "form_inputs"))
        return jsonify(dataclasses.asdict(bridge.click(clicked, _surroundings(sent), _scopes(sent))))


def _add_drafts(page: Blueprint, bridge: Bridge) -> None:
    @page.post("/api/drafts")
    def save() -> Response:
        sent = _object(request.form.get("draft", ""))
        draft_id = _text(sent, "draft_id") or None
        kept = _kept_files(bridge, draft_id, sent)
        new = [
            DraftFile(f.filename or "file", f.mimetype or "application/octet-stream", f.read())
            for f in request.files.getlist("file")
        ]
        draft = Draft(
            to=_texts(sent, "to"),
            cc=_texts(sent, "cc"),
            bcc=_texts(sent, "bcc"),
            subject=_text(sent, "subject"),
            body=_text(sent, "body"),
            attachments=(*kept, *new),
            thread_id=_text(sent, "thread_id"),
        )
        return jsonify({"draft_id": bridge.save_draft(draft_id, draft)})

    @page.get("/api/drafts/<draft_id>")
    def draft(draft_id: str) -> Response:
        found = bridge.get_draft(draft_id)
        files = [{"name": f.name, "media_type": f.media_type, "size": len(f.data)} for f in found.attachments]
        return jsonify(dataclasses.asdict(dataclasses.replace(found, attachments=())) | {"attachments": files})


# --- what was sent ------------------------------------------------------------------------------------------------------


def _object(text: str) -> dict[str, Any]:
    try:
        sent = json.loads(text)
    except (ValueError, RecursionError):
        sent = None
    if not isinstance(sent, dict):
        raise BadQuery("A JSON object was expected.")
    return sent


def _sent_object() -> dict[str, Any]:
    return _object(request.get_data(as_text=True))


def _text(sent: dict[str, Any], key: str) -> str:
    value = sent.get(key)
    if value is not None and not isinstance(value, str):
        raise BadQuery(f"{key} must be text.")
    return value or ""


def _texts(sent: dict[str, Any], key: str) -> tuple[str, ...]:
    value = sent.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadQuery(f"{key} must be a list of texts.")
    return tuple(value)


def _mapping(sent: dict[str, Any], key: str) -> dict[str, Any]:
    value = sent.get(key) or {}
    if not isinstance(value, dict):
        raise BadQuery(f"{key} must be an object.")
    return value


def _scopes(sent: dict[str, Any]) -> frozenset[str]:
    return frozenset(_texts(sent, "scopes"))


def _surroundings(sent: dict[str, Any]) -> Surroundings:
    around = _mapping(sent, "surroundings")
    trigger = around.get("trigger")
    if trigger not in ("homepage", "message", "compose"):
        raise BadQuery("trigger must be homepage, message or compose.")
    offset = around.get("offset_ms")
    return Surroundings(
        trigger=trigger,
        gmail_id=_text(around, "gmail_id"),
        draft_id=_text(around, "draft_id"),
        to=_texts(around, "to"),
        cc=_texts(around, "cc"),
        bcc=_texts(around, "bcc"),
        subject=_text(around, "subject"),
        locale=_text(around, "locale"),
        time_zone=_text(around, "time_zone"),
        offset_ms=offset if isinstance(offset, int) else 0,
    )


def _kept_files(bridge: Bridge, draft_id: str | None, sent: dict[str, Any]) -> list[DraftFile]:
    """Return the files that an earlier save left with the draft and the writer has not removed, by their index."""
    kept = sent.get("keep") or []
    if not draft_id or not kept:
        return []
    files = bridge.get_draft(draft_id).attachments
    return [files[index] for index in kept if isinstance(index, int) and 0 <= index < len(files)]


# --- walls and failures -------------------------------------------------------------------------------------------------


def _refuse_strangers() -> Response | None:
    request.max_content_length = MAX_BODY
    if not LOOPBACK.fullmatch(request.host):
        return _problem(HTTPStatus.FORBIDDEN, "The preview answers on this machine only.")
    if request.headers.get("Sec-Fetch-Site", "none") in ("cross-site", "same-site"):
        return _problem(HTTPStatus.FORBIDDEN, "Another site may not use the preview.")
    if request.method not in ("GET", "HEAD") and WRITE_HEADER not in request.headers:
        return _problem(HTTPStatus.FORBIDDEN, "Only the preview's own page may write.")
    return None


def _harden(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-DNS-Prefetch-Control"] = "off"
    return response


def _problem(status: HTTPStatus, text: str) -> Response:
    answer = jsonify({"error": text})
    answer.status_code = status
    return answer


def _not_found(_: Exception) -> Response:
    return _problem(HTTPStatus.NOT_FOUND, "There is no such message or draft.")


def _bad_request(error: Exception) -> Response:
    return _problem(HTTPStatus.BAD_REQUEST, str(error) or "This could not be understood.")


def _failed(error: Exception) -> Response:
    return _problem(HTTPStatus.BAD_GATEWAY, f"{error.what} {error.do}" if isinstance(error, AddonError) else "")
