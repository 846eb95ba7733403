"""A Bridge of lists: invented mail and whatever answers a test lays out, so that the page is tested by itself."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from addon.preview.contract import (
    AttachedFile,
    BadQuery,
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

BASE = "https://acquaint.example"
READ = "https://www.googleapis.com/auth/gmail.addons.current.message.readonly"
SEARCH = "https://www.googleapis.com/auth/gmail.readonly"
MODIFY = "https://www.googleapis.com/auth/gmail.modify"
NOW = 1_790_000_000_000
HOUR = 3_600_000

HOSTILE_NAME = '<script>document.title="owned"</script><img src=x onerror=alert(1)>'
HOSTILE_HTML = """
<p>Hello <b>there</b>, <a href="https://tracker.example/click">see my profile</a>.</p>
<img src="https://tracker.example/pixel.gif"><link rel="preconnect" href="https://tracker.example">
<style>body { background: url(https://tracker.example/back.png) }</style>
<script>fetch("https://tracker.example/script")</script>
<iframe src="https://tracker.example/frame"></iframe>
<div style="background-image:url(https://tracker.example/inline.png)" onclick="alert(1)">styled</div>
<form action="https://tracker.example/form"><button>Go</button></form>
<meta http-equiv="refresh" content="0;url=https://tracker.example/meta">
"""

_PEOPLE = (
    ("Dana Whitfield", "dana@example.org", "Notes from Thursday", "The figures are in the sheet. Two of them surprised me."),
    (
        "Ira Vance",
        "ira.vance@example.com",
        "Application: Senior Engineer",
        "To whom it may concern, attached is my resume for any suitable position.",
    ),
    ("Mira Okafor", "mira@example.net", "Lunch next week?", "I am in town from Tuesday. The place by the canal is open again."),
    ("Garden Club", "club@example.org", "Seeds swap on Saturday", "Bring what you have too much of. We start at nine."),
    ("Jonas Brandt", "jonas@example.com", "Re: The lease", "Signed and scanned. The original is in the post to you."),
    ("Lea Fontaine", "lea@example.net", "Your talk in May", "Thank you for the slides. I have one question."),
    ("Post Office", "noreply@example.com", "Your parcel is on its way", "It will arrive tomorrow between ten and twelve."),
)


def text_card(text: str, **more: Any) -> dict[str, Any]:
    """Return a card with one paragraph of card text, plus whatever other fields the test adds."""
    return {"name": "test", "sections": [{"widgets": [{"textParagraph": {"text": text}}]}], **more}


def widget_card(*widgets: dict[str, Any]) -> dict[str, Any]:
    """Return a card with one section of these widgets."""
    return {"name": "test", "sections": [{"widgets": list(widgets)}]}


def pushed(card: dict[str, Any]) -> dict[str, Any]:
    """Return a trigger's answer that shows ``card``."""
    return {"action": {"navigations": [{"pushCard": card}]}}


def clicked(**action: Any) -> dict[str, Any]:
    """Return a click's answer."""
    return {"renderActions": {"action": action}}


def button(text: str, path: str, **more: Any) -> dict[str, Any]:
    """Return a button that calls the add-on."""
    return {"text": text, "onClick": {"action": {"function": BASE + path, **more}}}


@dataclass
class FakeBridge:
    """``answers`` maps a trigger or a clicked path to what the add-on says: a dict, or (status, text).

    ``events`` and ``clicks`` record what the page sent.
    """

    size: int = 7
    answers: dict[str, Any] = field(default_factory=dict)
    events: list[tuple[Surroundings, frozenset[str]]] = field(default_factory=list)
    clicks: list[tuple[Click, Surroundings, frozenset[str]]] = field(default_factory=list)
    drafts: dict[str, Draft] = field(default_factory=dict)
    queries: list[str] = field(default_factory=list)
    rows: dict[int, Row] = field(default_factory=dict)
    opened: dict[str, OpenMessage] = field(default_factory=dict)
    granted: frozenset[str] = frozenset({READ, SEARCH})
    link_prefixes: tuple[str, ...] = ()
    progress: list[Progress | None] = field(default_factory=lambda: [None])
    gate: threading.Event | None = None  # holds answers back until set, to see the page wait

    def state(self) -> State:
        """See Bridge; the progress list is used up one by one, the last stays."""
        progress = self.progress.pop(0) if len(self.progress) > 1 else self.progress[0]
        return State(
            owner="owner@example.org",
            name="Robin Ashe",
            mbox="invented.mbox",
            addon_base=BASE,
            scopes=tuple(
                Scope(url, label, url in self.granted)
                for url, label in (
                    (READ, "Read the message you have open"),
                    (SEARCH, "Search your mail for earlier messages"),
                    (MODIFY, "Change labels when you click"),
                )
            ),
            folders=(
                Folder("Inbox", "in:inbox", 2),
                Folder("Starred", "is:starred"),
                Folder("Sent", "in:sent"),
                Folder("Drafts", "in:drafts", len(self.drafts)),
                Folder("All mail", ""),
                Folder("Spam", "in:spam"),
            ),
            universal_actions=(UniversalAction("Settings", BASE + "/settings"),),
            link_prefixes=self.link_prefixes,
            progress=progress,
        )

    def _row(self, number: int) -> Row:
        if number in self.rows:
            return self.rows[number]
        name, _, subject, snippet = _PEOPLE[number % len(_PEOPLE)]
        suffix = f" ({number // len(_PEOPLE) + 1})" if number >= len(_PEOPLE) else ""
        labels = ("INBOX", "Work") if number % 5 == 0 else ("INBOX",)
        return Row(
            f"{0x18C0000000000000 + number:x}",
            f"{0x18C0000000000000 + number:x}",
            name,
            subject + suffix,
            snippet,
            NOW - number * 7 * HOUR,
            number in (1, 2),
            number == 1,
            labels,
        )

    def list_messages(self, query: str, page_token: str | None, page_size: int) -> Page:
        """Every query lists all mail, but ``from:`` and ``in:``, which filter, and ``broken``, which fails."""
        self.queries.append(query)
        if query == "broken":
            raise BadQuery("This search has an operator that is not known.")
        if query == "in:drafts":
            rows = tuple(
                Row(f"d{i}", "", "Draft", d.subject, d.body[:60], NOW, labels=("DRAFT",), draft_id=i)
                for i, d in self.drafts.items()
            )
            return Page(rows, None, len(rows))
        wanted: Sequence[int] = range(self.size)
        if query.startswith("from:"):
            wanted = [n for n in wanted[:500] if _PEOPLE[n % len(_PEOPLE)][1] == query[5:].split()[0]]
        elif query in ("in:spam", "is:starred"):
            wanted = ()
        start = int(page_token or 0)
        rows = tuple(self._row(n) for n in wanted[start : start + page_size])
        after = start + page_size
        return Page(rows, str(after) if after < len(wanted) else None, len(wanted))

    def get_message(self, gmail_id: str) -> OpenMessage:
        """See Bridge."""
        if gmail_id in self.opened:
            return self.opened[gmail_id]
        try:
            number = int(gmail_id, 16) - 0x18C0000000000000
        except ValueError:
            raise NoSuchItem(gmail_id) from None
        if not 0 <= number < self.size:
            raise NoSuchItem(gmail_id)
        row = self._row(number)
        name, spec, _, snippet = _PEOPLE[number % len(_PEOPLE)]
        text = f"Hello Robin,\n\n{snippet}\n\nLet us talk it through this month.\n\nBest wishes\n{name}\n"
        files = (AttachedFile("Ira_Vance_Resume.pdf", "application/pdf", 184_320),) if number == 1 else ()
        return OpenMessage(
            gmail_id=gmail_id,
            thread_id=row.thread_id,
            sender=f"{name} <{spec}>",
            to=("Robin Ashe <owner@example.org>",),
            cc=(),
            date_ms=row.date_ms,
            subject=row.subject,
            text=text,
            html=HOSTILE_HTML if number == 3 else "",
            headers=(("from", f"{name} <{spec}>"), ("message-id", f"<{number}@example.org>")),
            attachments=files,
            labels=row.labels,
        )

    def event(self, surroundings: Surroundings, scopes: frozenset[str]) -> EventAnswer:
        """See Bridge."""
        self.events.append((surroundings, scopes))
        return self._answer(surroundings.trigger)

    def click(self, click: Click, surroundings: Surroundings, scopes: frozenset[str]) -> EventAnswer:
        """See Bridge."""
        self.clicks.append((click, surroundings, scopes))
        return self._answer(click.url.removeprefix(BASE))

    def _answer(self, key: str) -> EventAnswer:
        if self.gate is not None:
            self.gate.wait(20)
        answer = self.answers.get(key, pushed(text_card(f"Card for {key}")))
        if callable(answer):
            answer = answer(self)
        status, text = answer if isinstance(answer, tuple) else (200, json.dumps(answer))
        return EventAnswer(status, text, Cost(calls=4, round_trips=2, units=45, ms=12.4))

    def save_draft(self, draft_id: str | None, draft: Draft) -> str:
        """See Bridge."""
        draft_id = draft_id or f"r{len(self.drafts) + 1}"
        self.drafts[draft_id] = draft
        return draft_id

    def get_draft(self, draft_id: str) -> Draft:
        """See Bridge."""
        if draft_id not in self.drafts:
            raise NoSuchItem(draft_id)
        return self.drafts[draft_id]
