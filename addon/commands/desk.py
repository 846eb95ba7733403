"""Judge one message from files through the same path as a card: the simulator plays Gmail, everything else is production code."""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from addon.commands.cases import BadCase, check_mbox, check_message, shown
from addon.core.address import Owner
from addon.core.assessment import Assessment
from addon.gmail import Mailbox
from addon.handlers.memory import RecentAssessments, Remembrance
from addon.handlers.message import open_message
from addon.handlers.reading import Visit
from addon.mail import parse_address_list
from addon.preview.inprocess import WsgiWire
from addon.preview.simulator import SimMailbox, Simulator
from addon.preview.simulator.facts import read_facts
from addon.preview.simulator.headers import split_message
from addon.scopes import GMAIL_READONLY
from addon.store import NullStore
from addon.wire import Deadline
from cards.view import Cost

ROOT = "http://localhost/"
TOKEN = "local"  # noqa: S105 - the simulator's, on this machine
KEPT_MAILBOXES = 8
DEADLINE_S = 60.0
"""Nobody waits in front of a card here, and a first look at a large mailbox may take its time."""


@dataclass(frozen=True)
class Judged:
    """One assessed message and what it cost. ``ms`` is own compute and simulator together."""

    found: Assessment
    cost: Cost
    compute_ms: float
    """Without the time spent in the simulator."""


class Desk:
    """Judges messages one after another; keeps indexed histories between those that name the same file."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, tuple[str, ...]], SimMailbox] = OrderedDict()

    def judge(self, raw: bytes, owner: Sequence[str], history: Path | None) -> Judged:
        """Return the assessment of ``raw`` as the owner of ``history`` (an mbox; None: no other mail) would see it.

        Only mail dated before the message counts. Raises OSError where the history cannot be read, BadCase where the message is
        empty, the history no mbox, or no owner an address.
        """
        check_message(raw, "the message")
        mailbox = self.mailbox(usable_owner(owner), history)
        gmail_id, added = _place(mailbox, raw)
        try:
            return _open(mailbox, gmail_id)
        finally:
            if added:
                mailbox.delete(gmail_id)

    def mailbox(self, owner: tuple[str, ...], history: Path | None) -> SimMailbox:
        """Return the simulated mailbox of ``history``, indexed once and kept; an empty one for None.

        Raises OSError where the file cannot be read, BadCase where it is no mbox.
        """
        if history is None:
            return SimMailbox.from_messages((), owner)
        key = (str(history.resolve()), owner)
        if key not in self._kept:
            check_mbox(history, "history")
            self._kept[key] = SimMailbox.open_mbox(history, owner)
            if len(self._kept) > KEPT_MAILBOXES:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]


def usable_owner(owner: Sequence[str]) -> tuple[str, ...]:
    """Return the owner's addresses as the simulator takes them; one that is no address is left out, unless none remains.

    Raises BadCase where none is an address.
    """
    specs = tuple(dict.fromkeys(spec for text in owner if (spec := _addr_spec(text))))
    if not specs:
        given = ", ".join(shown(text) for text in owner[:3]) or "nothing"
        raise BadCase(f"owner: needs an address such as ann@example.com; there is {given}")
    return specs


def no_addresses(owner: Sequence[str]) -> tuple[str, ...]:
    """Return those of the owner's addresses that are none, and so are left out by :func:`usable_owner`."""
    return tuple(text for text in owner if not _addr_spec(text))


def _addr_spec(text: str) -> str:
    addresses = parse_address_list(text).addresses
    spec = addresses[0].addr_spec if len(addresses) == 1 else ""
    return spec if re.fullmatch(r"[^@\s]+@[^@\s]+", spec) else ""


def _place(mailbox: SimMailbox, raw: bytes) -> tuple[str, bool]:
    """Return the id of the message in the mailbox, and whether it had to be added: a copy may be there already."""
    facts = read_facts(split_message(raw)[0])
    for number in mailbox.index.by_message_id.get(facts.message_id, ()) if facts.message_id else ():
        entry = mailbox.index.entries[number]
        if entry.raw == raw or read_facts(split_message(mailbox.raw(number))[0]).sender == facts.sender:
            return entry.gmail_id, False
    return mailbox.add(raw, date=facts.date or facts.received or None), True


def _open(mailbox: SimMailbox, gmail_id: str) -> Judged:
    simulator = Simulator({mailbox.address: mailbox}, tokens={TOKEN: mailbox.address})
    gmail = Mailbox(WsgiWire(simulator), ROOT, TOKEN, Deadline.after(DEADLINE_S))
    now = round(time.time() * 1000)
    # The owner's addresses are given, as for an owner whose aliases are remembered.
    addresses = Owner(
        tuple(each.addr_spec for each in mailbox.owner), tuple(o.display_name for o in mailbox.owner if o.display_name)
    )
    remembrance = GivenOwner(addresses, now)
    visit = Visit("", addresses.addr_specs[0], frozenset({GMAIL_READONLY}), now)
    started = time.perf_counter()
    found = open_message(gmail, remembrance, RecentAssessments(), visit, gmail_id)
    ms = (time.perf_counter() - started) * 1000
    cost = Cost(gmail.cost.calls, gmail.cost.round_trips, gmail.cost.units, round(ms))
    return Judged(found, cost, ms - gmail.cost.wait_ms)


class GivenOwner(Remembrance):
    """Knows the owner's addresses and nothing else."""

    def __init__(self, owner: Owner, now: int) -> None:
        super().__init__(NullStore(), "", now)
        self._given = owner

    def owner_addresses(self) -> Owner:
        """Return the addresses that were given."""
        return self._given
