"""The methods the simulator serves: path, price, parameters, scopes, function.

Prices in units are Google's since May 2026 (https://developers.google.com/workspace/gmail/api/reference/quota); parameters
and scopes are those of the discovery document, and a test holds them to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from addon.preview.simulator import api_drafts, api_labels, api_messages, api_settings, api_threads
from addon.preview.simulator.wire import Call

SCOPE_PREFIX = "https://www.googleapis.com/auth/"
FULL_SCOPE = "https://mail.google.com/"

_OPEN = "addons.current.message"
_SCOPES = {
    "read": "readonly modify",
    "list": "metadata readonly modify",
    "profile": "metadata readonly modify compose",
    "open": f"metadata readonly modify {_OPEN}.action {_OPEN}.metadata {_OPEN}.readonly",
    "attachment": f"readonly modify {_OPEN}.action {_OPEN}.readonly",
    "modify": "modify",
    "insert": "insert modify",
    "send": "send compose modify addons.current.action.compose",
    "draft": "compose modify addons.current.action.compose",
    "drafts": "compose modify readonly",
    "labels": "labels metadata readonly modify",
    "label": "labels modify",
    "settings": "readonly modify settings.basic",
    "filter": "settings.basic",
    "full": "",
}


@dataclass(frozen=True)
class Method:
    """One API method; ``name`` is the discovery id without ``gmail.users.``."""

    name: str
    http: str
    path: tuple[str, ...]
    units: int
    parameters: frozenset[str]
    scopes: frozenset[str]
    run: Callable[[Call], dict[str, Any] | None]


_PAGE = "maxResults pageToken"
_LIST = f"q labelIds includeSpamTrash {_PAGE}"
_GET = "format metadataHeaders"
_DRAFT_LIST = f"q includeSpamTrash {_PAGE}"
_IMPORT = "deleted internalDateSource neverMarkSpam processForCalendar"

_TABLE: list[tuple[str, str, str, int, str, str, Callable[[Call], dict[str, Any] | None]]] = [
    ("getProfile", "GET", "profile", 1, "", "profile", api_settings.get_profile),
    ("messages.list", "GET", "messages", 5, _LIST, "list", api_messages.list_messages),
    ("messages.get", "GET", "messages/{id}", 20, _GET, "open", api_messages.get_message),
    (
        "messages.attachments.get",
        "GET",
        "messages/{messageId}/attachments/{id}",
        20,
        "",
        "attachment",
        api_messages.get_attachment,
    ),
    ("messages.modify", "POST", "messages/{id}/modify", 5, "", "modify", api_messages.modify_message),
    ("messages.batchModify", "POST", "messages/batchModify", 50, "", "modify", api_messages.batch_modify),
    ("messages.trash", "POST", "messages/{id}/trash", 5, "", "modify", api_messages.trash_message),
    ("messages.untrash", "POST", "messages/{id}/untrash", 5, "", "modify", api_messages.untrash_message),
    ("messages.delete", "DELETE", "messages/{id}", 10, "", "full", api_messages.delete_message),
    ("messages.insert", "POST", "messages", 25, "deleted internalDateSource", "insert", api_messages.insert_message),
    ("messages.import", "POST", "messages/import", 25, _IMPORT, "insert", api_messages.import_message),
    ("messages.send", "POST", "messages/send", 100, "", "send", api_messages.send_message),
    ("threads.list", "GET", "threads", 10, _LIST, "list", api_threads.list_threads),
    ("threads.get", "GET", "threads/{id}", 40, _GET, "open", api_threads.get_thread),
    ("threads.modify", "POST", "threads/{id}/modify", 10, "", "modify", api_threads.modify_thread),
    ("threads.trash", "POST", "threads/{id}/trash", 10, "", "modify", api_threads.trash_thread),
    ("threads.untrash", "POST", "threads/{id}/untrash", 10, "", "modify", api_threads.untrash_thread),
    ("history.list", "GET", "history", 2, f"startHistoryId labelId historyTypes {_PAGE}", "list", api_settings.list_history),
    ("labels.list", "GET", "labels", 1, "", "labels", api_labels.list_labels),
    ("labels.get", "GET", "labels/{id}", 1, "", "labels", api_labels.get_label),
    ("labels.create", "POST", "labels", 5, "", "label", api_labels.create_label),
    ("labels.patch", "PATCH", "labels/{id}", 5, "", "label", api_labels.patch_label),
    ("labels.update", "PUT", "labels/{id}", 5, "", "label", api_labels.patch_label),
    ("labels.delete", "DELETE", "labels/{id}", 5, "", "label", api_labels.delete_label),
    ("drafts.list", "GET", "drafts", 5, _DRAFT_LIST, "drafts", api_drafts.list_drafts),
    ("drafts.get", "GET", "drafts/{id}", 20, "format", "drafts", api_drafts.get_draft),
    ("drafts.create", "POST", "drafts", 10, "", "draft", api_drafts.create_draft),
    ("drafts.update", "PUT", "drafts/{id}", 15, "", "draft", api_drafts.update_draft),
    ("drafts.delete", "DELETE", "drafts/{id}", 10, "", "draft", api_drafts.delete_draft),
    ("drafts.send", "POST", "drafts/send", 100, "", "draft", api_drafts.send_draft),
    ("settings.sendAs.list", "GET", "settings/sendAs", 1, "", "settings", api_settings.list_send_as),
    ("settings.sendAs.get", "GET", "settings/sendAs/{sendAsEmail}", 1, "", "settings", api_settings.get_send_as),
    ("settings.filters.list", "GET", "settings/filters", 1, "", "settings", api_settings.list_filters),
    ("settings.filters.create", "POST", "settings/filters", 5, "", "filter", api_settings.create_filter),
]


def _scopes(group: str) -> frozenset[str]:
    return frozenset({FULL_SCOPE, *(f"{SCOPE_PREFIX}gmail.{name}" for name in _SCOPES[group].split())} - _not_full(group))


def _not_full(group: str) -> set[str]:
    # The one method here that even the widest scope does not open.
    return {FULL_SCOPE} if group == "filter" else set()


METHODS: dict[str, Method] = {
    name: Method(name, http, tuple(path.split("/")), units, frozenset(parameters.split()), _scopes(group), run)
    for name, http, path, units, parameters, group, run in _TABLE
}

# Fixed paths come before those with a variable of the same length, so that drafts/send is no draft's id.
_ROUTES = sorted(METHODS.values(), key=lambda method: sum(part.startswith("{") for part in method.path))
_BY_SHAPE: dict[tuple[str, int], list[Method]] = {}
for _method in _ROUTES:
    _BY_SHAPE.setdefault((_method.http, len(_method.path)), []).append(_method)


def find_method(http: str, segments: list[str]) -> tuple[Method, dict[str, str]] | None:
    """Return the method for a path below ``users/{userId}/`` and its path variables, or None."""
    for method in _BY_SHAPE.get((http, len(segments)), ()):
        found: dict[str, str] = {}
        for pattern, segment in zip(method.path, segments, strict=True):
            if pattern.startswith("{"):
                found[pattern[1:-1]] = segment
            elif pattern != segment:
                break
        else:
            return method, found
    return None
