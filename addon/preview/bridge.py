"""The preview's Google: reads the simulated mailbox for the page, and calls the add-on as Google would."""

from __future__ import annotations

import base64
import json
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from email.utils import formataddr
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from addon.mail import parse_message
from addon.manifest import COMPOSE_PATH, HOMEPAGE_PATH, LINK_PREFIXES, MESSAGE_PATH, SETTINGS_LABEL, SETTINGS_PATH
from addon.preview.contract import (
    AttachedFile,
    Click,
    Cost,
    Draft,
    EventAnswer,
    Folder,
    NoSuchItem,
    OpenMessage,
    Page,
    Progress,
    Row,
    Scope,
    State,
    Surroundings,
    UniversalAction,
)
from addon.preview.drafts import encode_raw, read_draft, write_draft
from addon.preview.google import LocalGoogle
from addon.preview.simulator import SimMailbox, Simulator, TokenGrant
from addon.preview.simulator.index import Entry
from addon.preview.simulator.mime import Part
from addon.scopes import ABILITIES, SCOPES_OF_TIER, Tier

OWNER_SUB = "100000000000000000001"
PAGE_TOKEN = "page"  # noqa: S105 - the page's own, on this machine
SNIPPET = 160
FOLDERS = (
    ("Inbox", "in:inbox"),
    ("Starred", "is:starred"),
    ("Sent", "in:sent"),
    ("Drafts", "in:drafts"),
    ("All mail", ""),
    ("Spam", "in:spam"),
    ("Trash", "in:trash"),
)
_PATHS = {"homepage": HOMEPAGE_PATH, "message": MESSAGE_PATH, "compose": COMPOSE_PATH}


class LocalBridge:
    """Implements :class:`addon.preview.contract.Bridge` over one mailbox, which may still be loading."""

    def __init__(self, google: LocalGoogle, addon: Flask, simulator: Simulator, owner: tuple[str, ...], label: str) -> None:
        """``addon`` is the add-on's application, ``simulator`` the Gmail it talks to; ``label`` names the mail shown."""
        self._google = google
        self._addon = addon
        self._simulator = simulator
        self._owner = owner
        self._label = label
        self._mailbox: SimMailbox | None = None
        self._own: Simulator | None = None
        self._progress = Progress(0, 1)
        self._lock = threading.Lock()

    # --- loading

    def load(self, open_mailbox: Callable[[Callable[[int, int], None]], SimMailbox]) -> None:
        """Open the mailbox, telling the page how far it is; blocks until it is open."""

        def progress(done: int, total: int) -> None:
            self._progress = Progress(min(done, total - 1), max(total, 1))

        mailbox = open_mailbox(progress)
        name_owner(mailbox)
        self._simulator.mailboxes[mailbox.address.casefold()] = mailbox
        # The page's own reads go past the add-on's meter.
        self._own = Simulator({mailbox.address: mailbox}, tokens={PAGE_TOKEN: mailbox.address})
        self._mailbox = mailbox
        self._progress = Progress(1, 1)

    def _ready(self) -> SimMailbox:
        if self._mailbox is None:
            raise NoSuchItem("the mail is still being indexed")
        return self._mailbox

    # --- what the page shows

    def state(self) -> State:
        """See Bridge."""
        mailbox = self._mailbox
        return State(
            owner=self._owner[0],
            name=self._owner[0].partition("@")[0],
            mbox=self._label,
            addon_base=self._google.base_url,
            scopes=tuple(Scope(url, ABILITIES[url][0].upper() + ABILITIES[url][1:]) for url in SCOPES_OF_TIER[Tier.FULL][:-1]),
            folders=tuple(Folder(name, query, self._unread(mailbox, query)) for name, query in FOLDERS),
            universal_actions=(UniversalAction(SETTINGS_LABEL, self._google.base_url + SETTINGS_PATH),),
            link_prefixes=(f"{self._google.base_url}/", *LINK_PREFIXES),
            progress=None if mailbox is not None else self._progress,
        )

    def _unread(self, mailbox: SimMailbox | None, query: str) -> int:
        if mailbox is None or query not in {"in:inbox", "in:drafts"}:
            return 0
        return len(mailbox.search(query if query == "in:drafts" else f"{query} is:unread"))

    def list_messages(self, query: str, page_token: str | None, page_size: int) -> Page:
        """See Bridge."""
        mailbox = self._mailbox
        if mailbox is None:
            return Page((), None, 0)
        found = mailbox.search(query)
        start = int(page_token) if page_token and page_token.isdigit() else 0
        rows = tuple(self._row(mailbox, number) for number in found[start : start + page_size])
        after = start + page_size
        return Page(rows, str(after) if after < len(found) else None, len(found))

    def _row(self, mailbox: SimMailbox, number: int) -> Row:
        entry = mailbox.index.entries[number]
        message = parse_message(mailbox.raw(number), read_attachments=False)
        is_draft = "DRAFT" in entry.labels
        people = message.to if "SENT" in entry.labels or is_draft else (message.sender,)
        names = ", ".join((a.display_name or a.addr_spec) for a in people if a is not None)
        prefix = "To: " if "SENT" in entry.labels and not is_draft else ""
        return Row(
            gmail_id=entry.gmail_id,
            thread_id=entry.thread_id,
            sender=("Draft" if is_draft else prefix + names) or "(no sender)",
            subject=message.subject,
            snippet=" ".join(message.body.text.split())[:SNIPPET],
            date_ms=entry.date,
            unread="UNREAD" in entry.labels,
            has_attachment=any(attachment.filename for attachment in message.attachments),
            labels=tuple(sorted(entry.labels)),
            draft_id=self._draft_id(mailbox, entry) if is_draft else "",
        )

    @staticmethod
    def _draft_id(mailbox: SimMailbox, entry: Entry) -> str:
        return next((draft_id for draft_id, gmail_id in mailbox.drafts.items() if gmail_id == entry.gmail_id), "")

    def get_message(self, gmail_id: str) -> OpenMessage:
        """See Bridge."""
        mailbox = self._ready()
        number = mailbox.index.by_id.get(gmail_id)
        if number is None:
            raise NoSuchItem(gmail_id)
        entry = mailbox.index.entries[number]
        message = parse_message(mailbox.raw(number), read_attachments=False)
        if "UNREAD" in entry.labels:
            mailbox.relabel(gmail_id, remove=("UNREAD",))
        shown = {name: tuple(_header_text(a.display_name, a.addr_spec) for a in getattr(message, name)) for name in ("to", "cc")}
        return OpenMessage(
            gmail_id=gmail_id,
            thread_id=entry.thread_id,
            sender=_header_text(message.sender.display_name, message.sender.addr_spec) if message.sender else "",
            to=shown["to"],
            cc=shown["cc"],
            date_ms=entry.date,
            subject=message.subject,
            text=mailbox.text(number),
            html=_html_of(mailbox.tree(number)),
            headers=message.headers[:100],
            attachments=tuple(AttachedFile(a.filename, a.media_type, a.size) for a in message.attachments if a.filename),
            labels=tuple(sorted(entry.labels)),
        )

    # --- drafts

    def save_draft(self, draft_id: str | None, draft: Draft) -> str:
        """See Bridge."""
        own = self._ready().owner[0]
        sender = formataddr((own.display_name, own.addr_spec), "utf-8")
        resource: dict[str, Any] = {"raw": encode_raw(write_draft(draft, sender))}
        if draft.thread_id:
            resource["threadId"] = draft.thread_id
        path, method = ("drafts", "POST") if draft_id is None else (f"drafts/{draft_id}", "PUT")
        return str(self._api(method, path, {"message": resource})["id"])

    def get_draft(self, draft_id: str) -> Draft:
        """See Bridge."""
        message = self._api("GET", f"drafts/{draft_id}?format=raw")["message"]
        raw = base64.urlsafe_b64decode(message["raw"] + "==")
        return read_draft(raw, message["threadId"])

    def _api(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        self._ready()
        assert self._own is not None  # noqa: S101 - set together with the mailbox
        headers = {"authorization": f"Bearer {PAGE_TOKEN}", "content-type": "application/json"}
        answer = self._own.handle(method, f"/gmail/v1/users/me/{path}", headers, json.dumps(body).encode() if body else b"")
        if answer.status != 200:
            raise NoSuchItem(path)
        made: dict[str, Any] = json.loads(answer.body)
        return made

    # --- playing Google

    def event(self, surroundings: Surroundings, scopes: frozenset[str]) -> EventAnswer:
        """See Bridge."""
        return self._post(_PATHS[surroundings.trigger], self._event_json(surroundings, scopes))

    def click(self, click: Click, surroundings: Surroundings, scopes: frozenset[str]) -> EventAnswer:
        """See Bridge."""
        body = self._event_json(surroundings, scopes)
        body["commonEventObject"] |= {"parameters": click.parameters, "formInputs": click.form_inputs}
        return self._post(urlsplit(click.url).path, body)

    def _event_json(self, around: Surroundings, scopes: frozenset[str]) -> dict[str, Any]:
        message_token = secrets.token_urlsafe(12)
        common: dict[str, Any] = {"hostApp": "GMAIL", "platform": "WEB"}
        if around.locale:
            common["userLocale"] = around.locale
        if around.time_zone:
            common["timeZone"] = {"id": around.time_zone, "offset": str(around.offset_ms)}
        event: dict[str, Any] = {
            "commonEventObject": common,
            "authorizationEventObject": {
                "userOAuthToken": self._grant(around, scopes, message_token),
                "systemIdToken": "",
                "authorizedScopes": sorted(scopes),
            },
        }
        if any(scope.endswith("/userinfo.email") for scope in scopes):
            event["authorizationEventObject"]["userIdToken"] = self._google.user_token(OWNER_SUB, self._owner[0])
        gmail: dict[str, Any] = {"accessToken": message_token}
        if around.gmail_id:
            entry = self._entry(around.gmail_id)
            gmail |= {"messageId": f"msg-f:{int(entry.gmail_id, 16)}", "threadId": f"thread-f:{int(entry.thread_id, 16)}"}
        if around.trigger == "compose":
            gmail |= {"toRecipients": list(around.to), "ccRecipients": list(around.cc), "bccRecipients": list(around.bcc)}
            gmail["subject"] = around.subject
        return event if around.trigger == "homepage" else {**event, "gmail": gmail}

    def _entry(self, gmail_id: str) -> Entry:
        mailbox = self._ready()
        number = mailbox.index.by_id.get(gmail_id)
        if number is None:
            raise NoSuchItem(gmail_id)
        return mailbox.index.entries[number]

    def _grant(self, around: Surroundings, scopes: frozenset[str], message_token: str) -> str:
        """Make an access token that opens what the scopes open, as Google does for each event."""
        token = secrets.token_urlsafe(16)
        tokens = {message_token: around.gmail_id} if around.gmail_id else {}
        with self._lock:
            if len(self._simulator.grants) > 1000:
                self._simulator.grants.clear()
            self._simulator.grants[token] = TokenGrant(self._owner[0], scopes, tokens)
        return token

    def _post(self, path: str, body: dict[str, Any]) -> EventAnswer:
        body["authorizationEventObject"]["systemIdToken"] = self._google.system_token(self._google.base_url + path)
        headers = {"Authorization": f"Bearer {body['authorizationEventObject']['systemIdToken']}"}
        before, started = self._simulator.cost.snapshot(), time.perf_counter()
        answer = self._addon.test_client().post(path, json=body, headers=headers)
        spent, ms = self._simulator.cost.snapshot() - before, (time.perf_counter() - started) * 1000
        return EventAnswer(
            status=answer.status_code,
            response_json=answer.get_data(as_text=True),
            cost=Cost(spent.calls, spent.round_trips, spent.units, ms),
        )


def name_owner(mailbox: SimMailbox) -> None:
    """Give the owner the name under which they last wrote, where none was told: Gmail's send-as settings always hold one."""
    own = mailbox.owner[0]
    if own.display_name:
        return
    for number in mailbox.search(f"in:sent from:{own.addr_spec}")[:_LETTERS_LOOKED_AT]:
        sender = parse_message(mailbox.raw(number), read_attachments=False).sender
        if sender is not None and sender.display_name:
            mailbox.owner = (replace(own, display_name=sender.display_name), *mailbox.owner[1:])
            return


_LETTERS_LOOKED_AT = 20


def _header_text(name: str, addr_spec: str) -> str:
    return f"{name} <{addr_spec}>" if name else addr_spec


def _html_of(part: Part) -> str:
    """Return the first HTML part's text, "" where the mail has none."""
    if part.media_type == "text/html" and part.is_inline_text:
        return part.text()
    return next((html for html in map(_html_of, part.parts) if html), "")
