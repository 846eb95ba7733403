"""One simulated mailbox: mail from an mbox file or from bytes, searched and changed as Gmail's is."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from addon.preview.simulator import cache
from addon.preview.simulator.build import Builder, OwnerAddress, SeedMessage, Source, read_owner
from addon.preview.simulator.facts import read_facts
from addon.preview.simulator.headers import parse_separator_date, split_message
from addon.preview.simulator.history import History
from addon.preview.simulator.ids import IdMaker, IdStyle
from addon.preview.simulator.index import Entry, Index
from addon.preview.simulator.labels import Labels
from addon.preview.simulator.mbox import MboxFile
from addon.preview.simulator.mime import Part, attachment_names, parse_message, visible_text
from addon.preview.simulator.query import lifted, parse_query
from addon.preview.simulator.search import Searcher

FIRST_HISTORY_ID = 1_000_000
Progress = Callable[[int, int], None]

_KEPT_TEXTS = 2000
_KEPT_RESULTS = 64
_PROGRESS_EVERY = 500


def _system_clock() -> int:
    return int(time.time() * 1000)


class SimMailbox:
    """A mailbox. Every public method may be called from any thread; ``lock`` spans several calls."""

    def __init__(self, owner: Sequence[str], *, clock: Callable[[], int] | None = None, ids: IdStyle = "time") -> None:
        """``owner``: addresses, the mailbox's own first; ``clock``: ms since the epoch; ``ids``: see :data:`IdStyle`."""
        self.owner: tuple[OwnerAddress, ...] = read_owner(owner)
        self.clock = clock or _system_clock
        self.lock = threading.RLock()
        self.index = Index()
        self.labels = Labels()
        self.ids = IdMaker(ids)
        self.history = History(FIRST_HISTORY_ID)
        self.drafts: dict[str, str] = {}
        self.filters: list[dict[str, object]] = []
        self._file: MboxFile | None = None
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._results: OrderedDict[tuple[object, ...], list[int]] = OrderedDict()

    @classmethod
    def from_messages(
        cls,
        raw_messages: Iterable[bytes | SeedMessage],
        owner: Sequence[str],
        *,
        clock: Callable[[], int] | None = None,
        ids: IdStyle = "time",
    ) -> SimMailbox:
        """Return a mailbox of these messages, held in memory."""
        mailbox = cls(owner, clock=clock, ids=ids)
        seeds = (item if isinstance(item, SeedMessage) else SeedMessage(item) for item in raw_messages)
        sources = (Source(split_message(s.raw)[0], len(s.raw), raw=s.raw, seed=s) for s in seeds)
        mailbox._fill(mailbox._builder().build(sources))
        return mailbox

    @classmethod
    def open_mbox(
        cls,
        path: str | Path,
        owner: Sequence[str],
        cache_dir: str | Path | None = None,
        progress: Progress | None = None,
        *,
        clock: Callable[[], int] | None = None,
        ids: IdStyle = "time",
    ) -> SimMailbox:
        """Return a mailbox over an mbox file, whose bytes stay in the file; ``progress(bytes done, bytes in all)``.

        With ``cache_dir`` the index is kept there and read back while path, size, time of change and owner are the same.
        Raises OSError where the file cannot be read.
        """
        mailbox = cls(owner, clock=clock, ids=ids)
        file = mailbox._file = MboxFile(Path(path))
        kept = cache.cache_path(Path(cache_dir), file.path, owner, ids) if cache_dir else None
        entries = cache.load(kept, mailbox.index.people, mailbox.labels) if kept else None
        if entries is None:
            entries = mailbox._builder().build(_sources(file, progress))
            if kept:
                cache.save(kept, entries, mailbox.index.people, mailbox.labels)
        mailbox.ids.used.update(entry.gmail_id for entry in entries)
        mailbox._fill(entries)
        mailbox.index.warm()
        if progress:
            progress(file.size, file.size)
        return mailbox

    def _builder(self) -> Builder:
        return Builder(self.owner, self.labels, self.index.people, self.ids, self.history.now)

    def _fill(self, entries: list[Entry]) -> None:
        self.index.fill(entries)
        for number in sorted(self.index.labelled.get("DRAFT", ())):
            gmail_id = self.index.entries[number].gmail_id
            self.drafts[f"r{int(gmail_id, 16)}"] = gmail_id

    # --- reading

    @property
    def address(self) -> str:
        """The mailbox's own address."""
        return self.owner[0].addr_spec

    def raw(self, number: int) -> bytes:
        """Return a message's bytes."""
        entry = self.index.entries[number]
        if entry.raw is not None:
            return entry.raw
        assert self._file is not None  # noqa: S101 - an entry without bytes came from a file
        return self._file.read(entry.start, entry.length)

    def tree(self, number: int) -> Part:
        """Return a message's part tree."""
        return parse_message(self.raw(number))

    def text(self, number: int) -> str:
        """Return the text a search looks through; the last 2,000 are kept."""
        key = self.index.entries[number].gmail_id
        if key not in self._texts:
            self._texts[key] = visible_text(self.tree(number))
            if len(self._texts) > _KEPT_TEXTS:
                self._texts.popitem(last=False)
        return self._texts[key]

    def files(self, number: int) -> tuple[str, ...]:
        """Return the names of a message's attached files."""
        entry = self.index.entries[number]
        if entry.files is None:
            entry.files = attachment_names(self.tree(number))
        return entry.files

    def search(self, q: str = "", label_ids: Iterable[str] = (), *, include_spam_trash: bool = False) -> list[int]:
        """Return the numbers of the messages found, newest first. Raises :class:`QueryTooLong`."""
        with self.lock:
            labels = tuple(sorted(set(label_ids)))
            now = self.clock()
            moment = now // 1000 if "_than" in q.lower() else 0
            key = (q, labels, include_spam_trash, self.index.version, self.labels.version, moment)
            if key not in self._results:
                self._results[key] = self.index.newest_first(self._find(q, labels, now, include_spam_trash=include_spam_trash))
                if len(self._results) > _KEPT_RESULTS:
                    self._results.popitem(last=False)
            return self._results[key]

    def _find(self, q: str, labels: tuple[str, ...], now: int, *, include_spam_trash: bool) -> set[int]:
        tree = parse_query(q)
        own = tuple(each.addr_spec for each in self.owner)
        base: set[int] | None = None
        for label in labels:
            named = self.index.labelled.get(label, set())
            base = set(named) if base is None else base & named
        found = Searcher(self.index, self.labels, own, now, self.text, self.files).find(tree, base)
        if not include_spam_trash:
            for label in {"SPAM", "TRASH"} - lifted(tree) - set(labels):
                found = found - self.index.labelled.get(label, set())
        return found

    # --- changing

    def add(
        self, raw: bytes, labels: Iterable[str] | None = None, *, thread_id: str | None = None, date: int | None = None
    ) -> str:
        """Put a message into the mailbox and return its id. ``date`` in ms (default: now); without ``labels``, as an mbox."""
        with self.lock:
            facts = read_facts(split_message(raw)[0])
            if not facts.is_exported:
                facts.labels = None  # label fields inside a mail are its sender's words, not an export's
            builder = self._builder()
            seed = SeedMessage(raw, None if labels is None else tuple(labels))
            moment = self.clock() if date is None else date
            gmail_id = self.ids.make(moment)
            thread = thread_id or self._thread_of(facts.links) or gmail_id
            source = Source(b"", len(raw), raw=raw)
            entry = builder.entry(source, facts, moment, builder.labels_of(facts, seed), gmail_id, thread)
            entry.history_id = self.history.add("messageAdded", gmail_id, thread, entry.labels)
            self.index.add(entry)
            return gmail_id

    def _thread_of(self, links: tuple[str, ...]) -> str | None:
        for link in reversed(links):
            for number in self.index.by_message_id.get(link, ()):
                return self.index.entries[number].thread_id
        return None

    def relabel(self, gmail_id: str, add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
        """Add and remove labels (ids), writing history. Raises KeyError for an unknown message."""
        with self.lock:
            number = self.index.by_id[gmail_id]
            entry = self.index.entries[number]
            added = tuple(sorted(set(add) - entry.labels))
            removed = tuple(sorted(set(remove) & entry.labels))
            after = entry.labels.difference(removed).union(added)
            if after == entry.labels:
                return
            self.index.relabel(number, after)
            for kind, changed in (("labelAdded", added), ("labelRemoved", removed)):
                if changed:
                    entry.history_id = self.history.add(kind, gmail_id, entry.thread_id, after, changed)

    def expire_history(self) -> None:
        """Make every history id given out so far too old, as Gmail does after about a week."""
        with self.lock:
            self.history.now += 7
            self.history.floor = self.history.now

    def delete(self, gmail_id: str) -> None:
        """Remove a message for good. Raises KeyError for an unknown one."""
        with self.lock:
            number = self.index.by_id[gmail_id]
            entry = self.index.entries[number]
            self.index.remove(number)
            self.history.add("messageDeleted", gmail_id, entry.thread_id, entry.labels)


def _sources(file: MboxFile, progress: Progress | None) -> Iterator[Source]:
    for count, (start, length, line) in enumerate(file.messages()):
        raw = file.read(start, length)
        head, body = split_message(raw)
        yield Source(
            head,
            length,
            start=start,
            separator_date=parse_separator_date(line.decode("latin-1")),
            files=_files_of(raw, head, body),
        )
        if progress and count % _PROGRESS_EVERY == 0:
            progress(start + length, file.size)


def _files_of(raw: bytes, head: bytes, body: int) -> tuple[str, ...]:
    """Attached files are looked for now, so that ``has:attachment`` need not read the whole file later; most mail has none."""
    if b"multipart" not in head.lower():
        return () if b"name" not in head.lower() else attachment_names(parse_message(raw))
    return attachment_names(parse_message(raw)) if b"name" in raw[body:].lower() else ()
