"""The compose window over an invented mailbox: drafts saved in the simulator, events, clicks, and what they cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from addon.compose_routes import draft_path
from addon.handlers.compose import DraftAssessment
from addon.manifest import COMPOSE_PATH
from addon.preview.simulator import Spent
from tests.addon.stage import ALL_SCOPES, NOW, OWNER, Stage, conversation

WRITER = f"Maya Lind <{OWNER}>"
RESUME = """Maya Lind
Project Manager
maya@example.org  +46 70 123 45 67

Experience
2018 - present  Project manager, Northwind Example Ltd
- Led a team of 12 engineers
2014 - 2018  Coordinator, Harbour Example AB
- Planned budgets

Education
2010 - 2014  BSc Civil engineering, Uppsala

Skills
Scheduling, budgets, Python
References on request
"""
NOTE = "Dear {name},\n\nYour talk on tide gauges made me think. Could I ask you how you calibrate them?\n\nMaya\n"
BLAST = "Hello,\n\nPlease find attached my resume. I am looking for a position as project manager.\n\nRegards\nMaya Lind\n"


def strangers(count: int, start: int = 0) -> list[str]:
    """Return addresses of people who are in no mailbox, each of another firm."""
    return [f"person{number}@firm{number}.example" for number in range(start, start + count)]


def friend(number: int) -> str:
    """Return the address of a correspondent."""
    return f"friend{number}@pals{number}.example"


def friends_mail(count: int, *, days_ago: float = 40, messages: int = 4) -> list[bytes]:
    """Return mail with ``count`` people who know the owner."""
    mails: list[bytes] = []
    for number in range(count):
        mails += conversation(f"Friend {number} <{friend(number)}>", f"topic{number}", days_ago=days_ago, messages=messages)
    return mails


def draft_bytes(
    to: Sequence[str] = (),
    cc: Sequence[str] = (),
    bcc: Sequence[str] = (),
    subject: str = "",
    text: str = "Hello",
    *,
    resume: bool = False,
    html: str = "",
) -> bytes:
    """Return a draft as Gmail keeps it."""
    made = EmailMessage()
    made["From"] = WRITER
    for name, people in (("To", to), ("Cc", cc), ("Bcc", bcc)):
        if people:
            made[name] = ", ".join(people)
    made["Subject"] = subject
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    if resume:
        made.add_attachment(RESUME.encode(), maintype="text", subtype="plain", filename="Resume Maya Lind.txt")
    return made.as_bytes()


class Desk(Stage):
    """A stage with a compose window."""

    def save(self, raw: bytes) -> str:
        """Save a draft as Gmail's autosave does; return its id."""
        gmail_id = self.mailbox.add(raw, ["DRAFT"], date=round(NOW.timestamp() * 1000) - 1000)
        draft_id = f"r{int(gmail_id, 16)}"
        self.mailbox.drafts[draft_id] = gmail_id
        return draft_id

    def found(self) -> DraftAssessment:
        """Return the newest assessment that the compose endpoints keep for the click that follows."""
        recent = self.app.extensions["acquaint"].drafts
        newest: DraftAssessment = next(reversed(recent._kept.values()))[1]
        return newest

    def compose(self, **fields: Any) -> tuple[dict[str, Any], Spent]:
        """Open the add-on on a draft; return the card and what it cost. Fields: to, cc, bcc, subject, scopes."""
        before = self.simulator.cost.snapshot()
        answer = self.post(COMPOSE_PATH, self.draft_event(COMPOSE_PATH, **fields))
        return answer["action"]["navigations"][0]["pushCard"], self.simulator.cost.snapshot() - before

    def click(self, name: str, parameters: dict[str, str] | None = None, **fields: Any) -> dict[str, Any]:
        """Press a button of the card; return what is inside the answer's renderActions."""
        path = draft_path(name)
        event = self.draft_event(path, **fields)
        event["commonEventObject"]["parameters"] = parameters or {}
        answer = self.post(path, event)
        return answer.get("renderActions", answer)

    def draft_event(
        self,
        path: str,
        *,
        to: Sequence[str] | None = None,
        cc: Sequence[str] | None = None,
        bcc: Sequence[str] | None = None,
        subject: str | None = None,
        scopes: Iterable[str] = ALL_SCOPES,
    ) -> dict[str, Any]:
        """Return the event of a draft; None leaves a key out."""
        gmail: dict[str, Any] = {"accessToken": "message-token"}
        for key, value in (("toRecipients", to), ("ccRecipients", cc), ("bccRecipients", bcc)):
            if value is not None:
                gmail[key] = list(value)
        if subject is not None:
            gmail["subject"] = subject
        return self.event(path, scopes=scopes) | {"gmail": gmail}

    def drafts(self) -> list[EmailMessage]:
        """Return all drafts of the mailbox, parsed by the standard library."""
        found = (self.mailbox.raw(self.mailbox.index.by_id[gmail_id]) for gmail_id in self.mailbox.drafts.values())
        return [message_from_bytes(raw, policy=default) for raw in found]  # type: ignore[misc] # the default policy makes these


def host(answer: dict[str, Any]) -> dict[str, Any]:
    """Return the change an answer makes in the draft, {} for none."""
    return answer.get("hostAppAction", {}).get("gmailAction", {}).get("updateDraftActionMarkup", {})


def toast(answer: dict[str, Any]) -> str:
    """Return the notification of an answer, "" for none."""
    return answer.get("action", {}).get("notification", {}).get("text", "")


def card_of(answer: dict[str, Any]) -> dict[str, Any]:
    """Return the card of an answer to a click."""
    return answer["action"]["navigations"][0]["updateCard"]


def buttons(card: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the action of each button by the last part of its endpoint."""
    found: dict[str, dict[str, Any]] = {}

    def walk(node: object) -> None:
        if isinstance(node, dict):
            action = node.get("action")
            if isinstance(action, dict) and "function" in action:
                found[action["function"].rpartition("/")[2]] = action
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(card)
    return found
