"""From bytes to index entries: dates, labels, merged copies, threads, ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from addon.core.address import canonical_addr_spec
from addon.preview.simulator.facts import Facts, read_facts
from addon.preview.simulator.headers import EARLIEST, parse_addresses
from addon.preview.simulator.ids import IdMaker, thread_from_takeout
from addon.preview.simulator.index import Entry
from addon.preview.simulator.labels import Labels
from addon.preview.simulator.people import People
from addon.preview.simulator.threads import Forest

_NOT_SENT = frozenset({"DRAFT", "SPAM", "TRASH"})


@dataclass(frozen=True)
class SeedMessage:
    """A message to put into a mailbox, with what its bytes do not say.

    ``labels``: label ids or names, taken as they are; ``internal_date`` in ms; ``thread_id`` and ``gmail_id`` 16 hex digits.
    """

    raw: bytes
    labels: tuple[str, ...] | None = None
    thread_id: str | None = None
    internal_date: int | None = None
    gmail_id: str | None = None


@dataclass(slots=True)
class Source:
    """One message before it is an entry: its header block, where its bytes are, and what is known from outside."""

    head: bytes
    size: int
    raw: bytes | None = None
    start: int = 0
    separator_date: int | None = None
    seed: SeedMessage | None = None
    files: tuple[str, ...] | None = None


@dataclass(frozen=True)
class OwnerAddress:
    """One address the mailbox owner sends as."""

    addr_spec: str
    display_name: str = ""


def read_owner(owner: Sequence[str]) -> tuple[OwnerAddress, ...]:
    """Return the owner's addresses from ``Name <addr>`` or plain texts; raises ValueError where one is no address."""
    found = []
    for text in owner:
        pairs = parse_addresses(text)
        if len(pairs) != 1:
            raise ValueError("owner: each item must be one address, such as 'Ann Lee <ann@example.com>'")
        found.append(OwnerAddress(pairs[0][1], pairs[0][0]))
    if not found:
        raise ValueError("owner: at least the mailbox address is needed")
    return tuple(found)


@dataclass(slots=True)
class _Draft:
    """A message on its way to becoming an entry."""

    source: Source
    facts: Facts
    date: int
    labels: frozenset[str]
    node: str


class Builder:
    """Turns sources into entries for one mailbox."""

    def __init__(self, owner: Sequence[OwnerAddress], labels: Labels, people: People, ids: IdMaker, history_id: int) -> None:
        self._own = {canonical_addr_spec(each.addr_spec) for each in owner}
        self._labels, self._people, self._ids, self._history_id = labels, people, ids, history_id

    def build(self, sources: Iterable[Source]) -> list[Entry]:
        """Return the entries, oldest first."""
        drafts: list[_Draft] = []
        copies: dict[tuple[str, str], _Draft] = {}
        forest = Forest()
        last = EARLIEST
        for position, source in enumerate(sources):
            draft = self._read(source, last, position)
            last = draft.date
            sender = draft.facts.sender
            key = (draft.facts.message_id, canonical_addr_spec(sender[0][1]) if sender else "")
            if key[0] and (first := copies.setdefault(key, draft)) is not draft:
                # Gmail keeps one message of several copies; their labels come together.
                first.labels |= draft.labels
                continue
            forest.join(draft.node, draft.facts.links)
            drafts.append(draft)
        drafts.sort(key=lambda draft: draft.date)
        return self._finish(drafts, forest)

    def _read(self, source: Source, last: int, position: int) -> _Draft:
        facts = read_facts(source.head)
        source.head = b""  # read; of 100,000 messages it would be most of the memory
        seed = source.seed
        date = seed.internal_date if seed else None
        if date is None:
            date = facts.date or facts.received or source.separator_date or last
        return _Draft(source, facts, date, self.labels_of(facts, seed), facts.message_id or f" {position}")

    def labels_of(self, facts: Facts, seed: SeedMessage | None = None) -> frozenset[str]:
        """Return label ids: those of the seed; else X-Gmail-Labels, with SENT where the owner wrote it; else SENT or INBOX."""
        if seed is not None and seed.labels is not None:
            return frozenset(name if name in self._labels.names else self._labels.make(name) for name in seed.labels)
        own = bool(facts.sender) and canonical_addr_spec(facts.sender[0][1]) in self._own
        if facts.labels is None:
            return frozenset({"SENT" if own else "INBOX"})
        labels = self._labels.read_takeout(facts.labels)
        # Takeout lists a mail to oneself, or one later moved, without Sent; what the owner wrote stays findable as sent.
        return labels | {"SENT"} if own and not labels & _NOT_SENT else labels

    def _finish(self, drafts: list[_Draft], forest: Forest) -> list[Entry]:
        threads: dict[str, str] = {}
        for draft in drafts:
            forced = self._forced_thread(draft)
            if forced:
                threads.setdefault(forest.root(draft.node), forced)
        for draft in drafts:
            if draft.source.seed and draft.source.seed.gmail_id:
                self._ids.claim(draft.source.seed.gmail_id)
        entries = []
        for draft in drafts:
            seed = draft.source.seed
            gmail_id = seed.gmail_id if seed and seed.gmail_id else self._ids.make(draft.date)
            thread = self._forced_thread(draft) or threads.setdefault(forest.root(draft.node), gmail_id)
            entries.append(self.entry(draft.source, draft.facts, draft.date, draft.labels, gmail_id, thread))
        return entries

    def _forced_thread(self, draft: _Draft) -> str:
        if draft.source.seed and draft.source.seed.thread_id:
            return draft.source.seed.thread_id
        return thread_from_takeout(draft.facts.thread) if draft.facts.thread else ""

    def entry(self, source: Source, facts: Facts, date: int, labels: frozenset[str], gmail_id: str, thread_id: str) -> Entry:
        """Return the entry for one message whose facts are settled."""
        add = self._people.add
        return Entry(
            gmail_id=gmail_id,
            thread_id=thread_id,
            date=date,
            labels=labels,
            subject=facts.subject,
            message_id=facts.message_id,
            sender=add(facts.sender),
            to=add(facts.to),
            cc=add(facts.cc),
            bcc=add(facts.bcc),
            delivered=add(facts.delivered),
            list_id=facts.list_id,
            size=source.size,
            history_id=self._history_id,
            files=source.files if source.files is not None else None if facts.has_parts else (),
            raw=source.raw,
            start=source.start,
            length=source.size,
        )
