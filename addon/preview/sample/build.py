"""Puts the sample mailbox together: resolves names, links conversations, labels as Gmail does, and writes it to a file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from addon.preview.sample.mime import format_date, render
from addon.preview.sample.route import MAILBOX
from addon.preview.sample.script import read_entries, read_expected, read_people
from addon.preview.sample.shapes import Entry, Expected, Letter, Person, SampleMail

_ALIAS = "maya.lindqvist@example.com"
_ARCHIVED_BEFORE = datetime(2026, 2, 1, tzinfo=UTC)
_UNREAD_SINCE = datetime(2026, 11, 18, tzinfo=UTC)
_INLINE = re.compile(r"(?:(.*?) )?<?([^\s<>@]+@[^\s<>@]+)>?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TAKEOUT = {
    "INBOX": "Inbox",
    "SENT": "Sent",
    "SPAM": "Spam",
    "TRASH": "Trash",
    "STARRED": "Starred",
    "CATEGORY_PROMOTIONS": "Category Promotions",
    "CATEGORY_UPDATES": "Category Updates",
    "CATEGORY_FORUMS": "Category Forums",
}


@dataclass(frozen=True)
class Sample:
    """The invented mailbox: whose it is, its mail from oldest to newest, and what should be said of each specimen."""

    owner: tuple[str, ...]
    owner_name: str
    messages: tuple[SampleMail, ...]
    expected: Mapping[str, Expected]

    def write_mbox(self, path: Path | str) -> None:
        """Write the mail to ``path`` as Google Takeout exports it: X-GM-THRID and X-Gmail-Labels come before its own headers.

        No body line of the sample begins with "From ", so nothing is escaped and every mail can be had back byte for byte.
        """
        with Path(path).open("wb") as file:
            for mail in self.messages:
                when = _EPOCH + timedelta(milliseconds=mail.at)
                day, _, month = format_date(when).split(" ")[:3]
                lines = (
                    f"From {mail.thread_id}@xxx {day[:3]} {month} {when:%d %H:%M:%S +0000 %Y}",
                    f"X-GM-THRID: {mail.thread_id}",
                    f"X-Gmail-Labels: {','.join(_takeout_labels(mail.labels))}",
                )
                file.write("".join(f"{line}\r\n" for line in lines).encode("ascii") + mail.raw + b"\r\n")


def build_sample() -> Sample:
    """Return the sample mailbox, the same one at every call. Raises ValueError or KeyError where its texts are at fault."""
    people = read_people()
    mails: list[SampleMail] = []
    for name, entries in read_entries():
        parent: Letter | None = None
        for number, entry in enumerate(entries):
            letter = _resolve(entry, f"{name}/{number}", people, parent if not entry.option("subject") else None)
            mails.append(
                SampleMail(render(letter), _labels(letter), entry.option("slug"), letter.thread_id, _ms(letter.at) + 2000)
            )
            parent = letter
    mails.sort(key=lambda mail: mail.at)
    return Sample((MAILBOX, _ALIAS), people["me"].name, tuple(mails), read_expected())


def _resolve(entry: Entry, key: str, people: Mapping[str, Person], parent: Letter | None) -> Letter:
    sender = _person(entry.sender, people)
    seconds = int(hashlib.sha256(key.encode()).hexdigest()[:4], 16) % 60
    at = datetime.strptime(f"{entry.at}:{seconds:02} {entry.option('tz', sender.tz)}", "%Y-%m-%d %H:%M:%S %z")
    token = hashlib.sha256(f"{key} {entry.at}".encode()).hexdigest()
    subject = entry.option("subject")
    if parent:
        subject = parent.subject if parent.subject.startswith("Re: ") else f"Re: {parent.subject}"
    return Letter(
        sender=sender,
        to=tuple(_person(text, people) for text in entry.to),
        cc=tuple(_person(text.strip(), people) for text in entry.option("cc").split(",") if text.strip()),
        at=at,
        subject="" if subject == "-" else subject,
        text=entry.text,
        message_id=f"{token[:24]}@mail.{sender.domain}",
        thread_id=parent.thread_id if parent else _ms(at) << 20 | int(token[:5], 16),
        entry=entry,
        from_owner=sender.address in (MAILBOX, _ALIAS),
        parent=parent,
    )


def _person(text: str, people: Mapping[str, Person]) -> Person:
    """Somebody by short name, or written out in the script as ``Name <address>`` or a bare address."""
    if "@" not in text:
        return people[text]
    match = _INLINE.fullmatch(text)
    if not match:
        raise ValueError(f"not a person: {text}")
    return Person(match[1] or "", match[2])


def _labels(letter: Letter) -> tuple[str, ...]:
    """Gmail's labels: old mail is archived, the last days' is unread, and the script may name others instead."""
    given = letter.entry.option("labels")
    if given:
        return tuple(given.split())
    if letter.from_owner:
        return ("SENT",)
    labels: tuple[str, ...] = ("INBOX",) if letter.at >= _ARCHIVED_BEFORE else ()
    if letter.entry.option("list"):
        labels += ("CATEGORY_FORUMS",)
    if letter.entry.option("category"):
        labels += (f"CATEGORY_{letter.entry.option('category').upper()}",)
    return labels + (("UNREAD",) if letter.at >= _UNREAD_SINCE else ())


def _takeout_labels(labels: tuple[str, ...]) -> list[str]:
    named = [_TAKEOUT[label] for label in labels if label != "UNREAD"]
    if not {"INBOX", "SENT", "SPAM", "TRASH"} & set(labels):
        named.append("Archived")
    return [*named, "Unread" if "UNREAD" in labels else "Opened"]


def _ms(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(milliseconds=1)
