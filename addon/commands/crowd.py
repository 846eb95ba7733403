"""The invented mailbox behind the measured drafts: twenty friends, a crowd of strangers, and what blurs the line between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from email.utils import formatdate

DAY_S = 86_400


def friends() -> list[str]:
    """Return the addresses of the twenty who know the owner."""
    return [f"friend{number}@pals{number}.example" for number in range(20)]


def strangers(start: int, stop: int) -> list[str]:
    """Return addresses of people who do not, each of another firm; from number 480 on nothing links them to the owner at all."""
    return [f"person{number}@firm{number}.example" for number in range(start, stop)]


def crowds_mail(owner: str, now: float) -> list[bytes]:
    """Return the owner's mail at ``now`` (seconds since the epoch).

    Two to five conversations with each friend. Of the strangers twelve wrote once, three never answered, two were written to
    by somebody else together with the owner, and sixty got one mail to them all, which one of them answered.
    """
    mails: list[bytes] = []
    for number, friend in enumerate(friends()):
        for talk in range(2 + number % 4):
            mails += _conversation(owner, friend, f"talk{talk}-{number}", now - (40 + 9 * talk) * DAY_S)
    crowd = strangers(0, 480)
    mails += [_mail(crowd[24 * n + 1], [owner], f"Cold {n}", now - (n + 1) * DAY_S) for n in range(12)]
    mails += [_mail(owner, [crowd[n]], f"Unanswered {n}", now - n * DAY_S / 2) for n in (100, 101, 102)]
    mails.append(_mail("host@party.example", [owner, *crowd[200:202]], "Saturday", now - 77 * DAY_S))
    mails.append(_mail(owner, crowd[300:360], "Big news", now - 120 * DAY_S))
    mails.append(_mail(crowd[303], [owner], "Re: Big news", now - 119 * DAY_S, answers="Big news"))
    return mails


def _conversation(owner: str, friend: str, subject: str, start: float) -> Iterator[bytes]:
    for turn in range(4):
        writer, reader = (friend, owner) if turn % 2 == 0 else (owner, friend)
        yield _mail(writer, [reader], f"{subject} {turn}", start + turn * DAY_S, answers=f"{subject} {turn - 1}" if turn else "")


def _mail(writer: str, readers: Sequence[str], subject: str, at: float, answers: str = "") -> bytes:
    lines = [
        f"From: {writer}",
        f"To: {', '.join(readers)}",
        f"Subject: {subject}",
        f"Date: {formatdate(at)}",
        f"Message-ID: {_id(subject)}",
        *([f"References: {_id(answers)}"] if answers else []),
        "",
        "Hello, how are you?",
    ]
    return "\r\n".join(lines).encode()


def _id(subject: str) -> str:
    return f"<{subject.removeprefix('Re: ').replace(' ', '-').lower()}{'-re' * subject.startswith('Re: ')}@mail.example.com>"
