"""The envelopes in which an answer travels to Gmail, for triggers and for clicks.

A trigger (homepage, message opened, compose) is answered with RenderActions: ``{"action": ...}``, ``{"hostAppAction": ...}`` or
both. A click is answered with the same thing one level down: ``{"renderActions": ..., "stateChanged": ...}``; :func:`clicked`
wraps it. An autocompletion and a request for Google scopes are whole answers of their own kind and are never wrapped. Source:
https://developers.google.com/workspace/add-ons/guides/alternate-runtimes
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cards.markup import Html, clean, plain
from cards.widgets import Card

Answer = dict[str, Any]

NOTICE_LIMIT = 200
SUBJECT_LIMIT = 998
"""Longest header line (RFC 5322 2.1.1), in characters."""


def push(card: Card, notice: str = "") -> Answer:
    """Return the answer that lays ``card`` on top: what every trigger must use, having no card to update."""
    return _navigate({"pushCard": card}, notice)


def update(card: Card, notice: str = "") -> Answer:
    """Return the answer that replaces the card on top and keeps what was typed into fields of the same name."""
    return _navigate({"updateCard": card}, notice)


def back(notice: str = "") -> Answer:
    """Return the answer that takes the top card off."""
    return _navigate({"pop": True}, notice)


def notify(text: str) -> Answer:
    """Return the answer that shows a toast and leaves the cards alone; ValueError without text."""
    return {"action": {"notification": _toast(text)}}


def _navigate(step: dict[str, Any], notice: str) -> Answer:
    action: dict[str, Any] = {"navigations": [step]}
    if notice:
        action["notification"] = _toast(notice)
    return {"action": action}


def _toast(text: str) -> dict[str, str]:
    if not (shown := plain(text, NOTICE_LIMIT)):
        raise ValueError("a notification needs text")
    return {"text": shown}


# --- Gmail's own draft and windows -----------------------------------------------------------------------------------------


def update_draft(
    *,
    subject: str | None = None,
    to: Sequence[str] | None = None,
    cc: Sequence[str] | None = None,
    bcc: Sequence[str] | None = None,
    insert: str | Html | None = None,
) -> Answer:
    """Return the answer that changes the open draft: None leaves a field alone, anything else replaces it.

    Works only after a click inside a compose card. ``insert`` goes in at the cursor, a plain string as text, :class:`Html` as
    HTML. Whether Gmail clears a field on an empty list is unverified. ValueError for no change, or an address with control
    characters.
    """
    markup: dict[str, Any] = {}
    if subject is not None:
        markup["updateSubject"] = {"subject": clean(subject, SUBJECT_LIMIT)}
    for field, addr_specs in (("To", to), ("Cc", cc), ("Bcc", bcc)):
        if addr_specs is not None:
            recipients = [{"email": _addr_spec(addr_spec)} for addr_spec in addr_specs]
            markup[f"update{field}Recipients"] = {f"{field.lower()}Recipients": recipients}
    if insert is not None:
        markup["updateBody"] = {"type": "IN_PLACE_INSERT", "insertContents": [_content(insert)]}
    if not markup:
        raise ValueError("nothing to change in the draft")
    return _host({"updateDraftActionMarkup": markup})


def _content(insert: str | Html) -> dict[str, str]:
    if isinstance(insert, Html):
        return {"content": insert.markup, "contentType": "MUTABLE_HTML"}
    return {"content": insert.encode("utf-8", "replace").decode("utf-8"), "contentType": "TEXT"}


def _addr_spec(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise ValueError("not an address to write into a draft")
    return text.strip()


def open_draft(draft_id: str, thread_id: str = "") -> Answer:
    """Return the answer that opens a draft that ``drafts.create`` has just made; ValueError without its id."""
    if not draft_id:
        raise ValueError("which draft?")
    markup = {"draftId": draft_id} | ({"draftThreadId": thread_id} if thread_id else {})
    return _host({"openCreatedDraftActionMarkup": markup})


def _host(gmail_action: dict[str, Any]) -> Answer:
    return {"hostAppAction": {"gmailAction": gmail_action}}


# --- wrapping --------------------------------------------------------------------------------------------------------------


def combine(*answers: Answer) -> Answer:
    """Return one answer that does what each does (say, change the draft and redraw the card); ValueError where two clash."""
    made: Answer = {}
    for answer in answers:
        if made.keys() & answer.keys():
            raise ValueError("two answers of one kind cannot be combined")
        made |= answer
    return made


def clicked(answer: Answer, *, state_changed: bool = False) -> Answer:
    """Return ``answer`` as the reply to a click. ``state_changed``, for after a write, makes older cards stale."""
    return {"renderActions": answer, "stateChanged": state_changed}


def request_scopes(scopes: Sequence[str]) -> Answer:
    """Return the whole answer that makes Google ask for ``scopes`` (full URLs, each in the manifest); ValueError for none.

    After the user agrees Google sends the same event again, so the handler must bear being run twice.
    """
    if not scopes:
        raise ValueError("which scopes?")
    return {"requesting_google_scopes": {"scopes": list(scopes)}}


def request_all_scopes() -> Answer:
    """Return the whole answer that makes Google ask for every scope of the manifest."""
    return {"requesting_google_scopes": {"all_scopes": True}}
