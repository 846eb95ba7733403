"""Ledger truth: on any mailbox the counts equal a brute-force count over its messages, for every correspondent."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addon.commands.desk import Desk
from addon.commands.report import iso
from addon.core.address import canonical_addr_spec
from tests.addon.stage import NOW

OWNERS = ("maya@example.org", "alias@example.com")
PEOPLE = (
    "anna@example.com",
    "bob@example.net",
    "b.ob@gmail.com",
    "bo.b+x@gmail.com",
    "anna@sub.example.com",
    "joanna@example.com",
)
LIST = "club@lists.example.org"


@dataclass(frozen=True)
class Letter:
    """One invented message, known both as bytes and as facts."""

    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    bcc: tuple[str, ...]
    minutes_ago: int
    message_id: str
    answers: str = ""
    labels: tuple[str, ...] | None = None
    mangled: int = 0

    def raw(self) -> bytes:
        """Return the bytes, with one of several real-life deformities where ``mangled``."""
        date = format_datetime(NOW - timedelta(minutes=self.minutes_ago))
        lines = [f"From: Somebody <{self.sender}>", f"Message-ID: <{self.message_id}@x.example>"]
        for name, values in (("To", self.to), ("Cc", self.cc), ("Bcc", self.bcc)):
            if values:
                lines.append(f"{name}: " + ", ".join(values))
        if self.answers:
            lines.append(f"In-Reply-To: <{self.answers}@x.example>")
        lines.append(f"Date: {date}")
        if self.mangled == 1:
            lines[0] = f"FROM:{self.sender.upper()}"
        if self.mangled == 2:
            lines = [line.replace(", ", ",\r\n\t") for line in lines]
        if self.mangled == 3:
            lines += ["X-Broken: =?utf-8?q?=FF=FE?=", "no colon here", "Subject: =?nonsense?B?!!!?="]
        if self.mangled == 4 and not self.to:
            lines.append("To: unlisted-recipients:; (no To-header on input)")
        return ("\r\n".join(lines) + "\r\n\r\nText\r\n").encode()

    @property
    def at(self) -> int:
        return round((NOW - timedelta(minutes=self.minutes_ago)).timestamp()) * 1000


@dataclass
class Truth:
    """The brute-force count for one correspondent."""

    received: list[int] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)
    threads: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def brute_force(letters: Sequence[Letter], correspondent: str, before: int) -> Truth:
    """Count over the messages themselves, by the ladder of the README and the documented JSON."""
    key, own = canonical_addr_spec(correspondent), {canonical_addr_spec(owner) for owner in OWNERS}
    roots = thread_roots(letters)
    truth, seen = Truth(), set()
    for letter in letters:
        sender = canonical_addr_spec(letter.sender)
        if (
            (letter.message_id, sender) in seen
            or letter.at >= before
            or (letter.labels and {"SPAM", "DRAFT"} & set(letter.labels))
        ):
            continue
        seen.add((letter.message_id, sender))
        people = {canonical_addr_spec(spec) for spec in (*letter.to, *letter.cc, *letter.bcc)}
        if sender == key:
            truth.received.append(letter.at)
            truth.threads[roots[letter.message_id]].add("in")
        elif sender in own and key in people:
            truth.sent.append(letter.at)
            truth.threads[roots[letter.message_id]].add("out")
    return truth


def thread_roots(letters: Sequence[Letter]) -> dict[str, str]:
    """Which thread each message is in, by the links of its headers."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for letter in letters:
        if letter.answers:
            parent[root(letter.message_id)] = root(letter.answers)
        else:
            root(letter.message_id)
    return {name: root(name) for name in list(parent)}


def check(letters: Sequence[Letter], desk: Desk, history: object = None) -> None:
    """Judge a new message from every correspondent and compare with the brute-force count."""
    for person in PEOPLE:
        probe = Letter(person, (OWNERS[0],), (), (), 0, f"probe-{person}")
        judged = desk.judge(probe.raw(), OWNERS, history)  # type: ignore[arg-type] # a Path, or None with seeds below
        tie, truth = judged.found.relationship, brute_force(letters, person, probe.at)
        times = truth.received + truth.sent
        assert (tie.received, tie.sent) == (len(truth.received), len(truth.sent)), person
        assert tie.two_way_threads == sum(sides == {"in", "out"} for sides in truth.threads.values()), person
        assert (iso(tie.first_contact), iso(tie.last_contact)) == (iso(min(times, default=None)), iso(max(times, default=None)))


def write_mbox(path: object, letters: Sequence[Letter]) -> None:
    """Write the letters as an mbox, with Takeout's labels where a letter has some."""
    with open(path, "wb") as file:  # type: ignore[arg-type] # a Path
        for letter in letters:
            file.write(b"From someone@example.com Thu Jan  1 00:00:00 2026\n")
            if letter.labels is not None:
                file.write(b"X-Gmail-Labels: " + ",".join(label.capitalize() for label in letter.labels).encode() + b"\n")
            file.write(letter.raw().replace(b"\r\n", b"\n") + b"\n")


ADDRESSES = st.sampled_from((*PEOPLE, *OWNERS, LIST, "stranger@example.net"))
LETTERS = st.builds(
    Letter,
    sender=st.sampled_from((*PEOPLE, *OWNERS, OWNERS[0])),
    to=st.lists(ADDRESSES, max_size=3).map(tuple),
    cc=st.lists(ADDRESSES, max_size=2).map(tuple),
    bcc=st.lists(ADDRESSES, max_size=1).map(tuple),
    minutes_ago=st.integers(1, 4_000_000),
    message_id=st.sampled_from([f"m{number}" for number in range(40)]),
    answers=st.sampled_from(["", "", *(f"m{number}" for number in range(40))]),
    mangled=st.integers(0, 4),
)


def distinct(letters: list[Letter]) -> list[Letter]:
    """A Message-ID stands for one message: its copies are the same letter."""
    first: dict[str, Letter] = {}
    return [first.setdefault(letter.message_id, letter) for letter in letters]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(letters=st.lists(LETTERS, max_size=25))
def test_counts_equal_brute_force_on_any_mailbox(letters: list[Letter], tmp_path_factory: pytest.TempPathFactory) -> None:
    letters = distinct(letters)
    path = tmp_path_factory.mktemp("ledger") / "mail.mbox"
    write_mbox(path, letters)

    check(letters, Desk(), path)


def test_spam_and_drafts_do_not_count_and_trash_does(tmp_path_factory: pytest.TempPathFactory) -> None:
    anna, owner = PEOPLE[0], OWNERS[0]
    letters = [
        Letter(anna, (owner,), (), (), 100, "kept", labels=("INBOX",)),
        Letter(anna, (owner,), (), (), 90, "thrown away", labels=("TRASH",)),
        Letter(anna, (owner,), (), (), 80, "junk", labels=("SPAM",)),
        Letter(owner, (anna,), (), (), 70, "unsent", labels=("DRAFTS",)),
    ]
    path = tmp_path_factory.mktemp("ledger") / "mail.mbox"
    write_mbox(path, letters)
    probe = Letter(anna, (owner,), (), (), 0, "probe")
    tie = Desk().judge(probe.raw(), OWNERS, path).found.relationship

    assert (tie.received, tie.sent) == (2, 0)


def test_mail_without_a_date_counts_at_the_place_where_it_arrived(tmp_path_factory: pytest.TempPathFactory) -> None:
    anna, owner = PEOPLE[0], OWNERS[0]
    dated = Letter(anna, (owner,), (), (), 5000, "dated")
    undated = b"From: A <anna@example.com>\nTo: maya@example.org\nMessage-ID: <undated@x.example>\n\nText\n\n"
    path = tmp_path_factory.mktemp("ledger") / "mail.mbox"
    path.write_bytes(b"From x\n" + dated.raw().replace(b"\r\n", b"\n") + b"\nFrom x\n" + undated)
    tie = Desk().judge(Letter(anna, (owner,), (), (), 0, "probe").raw(), OWNERS, path).found.relationship

    assert tie.received == 2
    assert tie.last_contact == dated.at


def real_shaped(count: int) -> list[Letter]:
    """A mailbox as real ones are: few close people, many strangers, lists, crowds, threads, copies, deformities."""
    rng = random.Random(20261120)  # noqa: S311 - a fixed, reproducible mailbox
    crowd = [f"person{number}@org{number % 40}.example" for number in range(600)]
    letters: list[Letter] = []
    for number in range(count):
        person = rng.choice(PEOPLE) if rng.random() < 0.5 else rng.choice(crowd)
        mine = rng.random() < 0.35
        sender, to = (rng.choice(OWNERS), (person,)) if mine else (person, (rng.choice(OWNERS),))
        if rng.random() < 0.15:
            to = (LIST,)
        cc = tuple(rng.sample(crowd, rng.randint(1, 12))) if rng.random() < 0.2 else ()
        if rng.random() < 0.1:
            cc = (*cc, rng.choice(PEOPLE))
        answers = rng.choice(letters[-200:]).message_id if letters and rng.random() < 0.6 else ""
        letters.append(Letter(sender, to, cc, (), rng.randint(1, 5_000_000), f"r{number}", answers, None, rng.randint(0, 4)))
        if rng.random() < 0.03:
            letters.append(letters[-1])
    return letters


def test_counts_equal_brute_force_on_ten_thousand_real_shaped_messages(tmp_path_factory: pytest.TempPathFactory) -> None:
    letters = real_shaped(10_000)
    path = tmp_path_factory.mktemp("ledger") / "large.mbox"
    write_mbox(path, letters)

    check(letters, Desk(), path)
