"""The owner's settings: read what the form holds, say what is wrong with it, keep it, and say what is kept altogether.

Everything here speaks to the store alone: settings cost no call to Gmail.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from addon.core.address import MAX_ADDR_SPEC, Owner, canonical_addr_spec
from addon.core.openings import is_too_general, opening_key
from addon.core.query import is_searchable
from addon.events import ActionClicked
from addon.store import OwnerRecord, Store
from cards import settings as card

MAX_OPENINGS = 20
MAX_OPENING = 80
MAX_ADDRESSES = 20
"""What the owner may list: positions, characters of one, and addresses beside those that Gmail knows."""

_QUOTED = 60
"""Characters of a bad entry that a message quotes."""

_BETWEEN = re.compile(r"[\r\n,;]+")
_IN_BRACKETS = re.compile(r"[^<>]*<([^<>]+)>")
_ATOM = r"[\w!#$%&'+/=?^`~-]+"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_ADDR_SPEC = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}")
"""An addr-spec as RFC 5322 3.4.1 has it, without quoted strings, literals and ``*``, which people mean as "any"; letters of any
language (RFC 6531)."""


@dataclass(frozen=True)
class Form:
    """What the owner typed, as they typed it."""

    hiring: bool = False
    openings: str = ""
    addresses: str = ""


@dataclass(frozen=True)
class Checked:
    """What the form says, and for each field one sentence on what is wrong with it and how to mend it, or ""."""

    openings: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    openings_error: str = ""
    addresses_error: str = ""

    @property
    def is_fine(self) -> bool:
        """True where it can be kept."""
        return not (self.openings_error or self.addresses_error)


def read_form(click: ActionClicked) -> Form:
    """Return the settings form in ``click``; a field that Gmail left out is an empty one, a switch that it left out is off."""
    return Form(click.is_ticked(card.HIRING), click.text(card.OPENINGS), click.text(card.ADDRESSES))


def form_of(record: OwnerRecord) -> Form:
    """Return the form that shows what is kept, one entry a line."""
    return Form(record.hiring, "\n".join(record.openings), "\n".join(record.own_addresses))


def check_form(form: Form, mailbox: str = "") -> Checked:
    """Return what ``form`` says, each entry once; ``mailbox``, the owner's address, need not be listed among the others."""
    titles = _once(_entries(form.openings), lambda title: opening_key(title) or title)
    specs = _once((_bare(entry) for entry in _entries(form.addresses)), canonical_addr_spec)
    addresses = tuple(spec for spec in specs if canonical_addr_spec(spec) != canonical_addr_spec(mailbox))
    return Checked(titles, addresses, _fault_of_openings(titles), _fault_of_addresses(addresses))


def _entries(text: str) -> list[str]:
    return [entry for part in _BETWEEN.split(text) if (entry := " ".join(part.split()))]


def _once(entries: Iterable[str], key: Callable[[str], str]) -> tuple[str, ...]:
    """The entries without later spellings of the same."""
    found: dict[str, str] = {}
    for entry in entries:
        found.setdefault(key(entry), entry)
    return tuple(found.values())


def _bare(entry: str) -> str:
    """The address in ``Name <address>``, as it is when copied from a mail."""
    found = _IN_BRACKETS.fullmatch(entry)
    return found[1].strip() if found else entry


def _fault_of_openings(titles: Sequence[str]) -> str:
    if len(titles) > MAX_OPENINGS:
        return f"{card.OPENINGS_LABEL}: {len(titles):,} are too many. Keep at most {MAX_OPENINGS}."
    for title in titles:
        named = f"{card.OPENINGS_LABEL}: {_quoted(title)}"
        if len(title) > MAX_OPENING:
            return f"{named} is longer than {MAX_OPENING} characters. Write only its title or reference."
        if is_too_general(title):
            return f"{named} would fit nearly any letter. Write a full title, such as Backend developer."
    return ""


def _fault_of_addresses(specs: Sequence[str]) -> str:
    if len(specs) > MAX_ADDRESSES:
        return f"{card.ADDRESSES_LABEL}: {len(specs):,} are too many. Keep at most {MAX_ADDRESSES}."
    bad = next((spec for spec in specs if not is_addr_spec(spec)), "")
    return f"{card.ADDRESSES_LABEL}: {_quoted(bad)} is not an e-mail address. Write it like name@example.com." if bad else ""


def _quoted(entry: str) -> str:
    return f"“{entry if len(entry) <= _QUOTED else f'{entry[: _QUOTED - 1]}…'}”"


def is_addr_spec(text: str) -> bool:
    """True for a plain address such as ``name@example.com`` that mail can go to (RFC 5321 4.5.3.1) and Gmail can search for."""
    if len(text) > MAX_ADDR_SPEC or not is_searchable(text) or _ADDR_SPEC.fullmatch(text) is None:
        return False
    return len(text.rpartition("@")[0].encode()) <= 64


def keep_settings(store: Store, owner_id: str, form: Form, checked: Checked) -> None:
    """Keep the settings. Raises StoreUnavailable: the owner must know when they were not kept."""
    known = store.owner_record(owner_id)
    kept = replace(known, hiring=form.hiring, openings=checked.openings, own_addresses=checked.addresses)
    if not _keys(known.own_addresses) <= _keys(kept.own_addresses):
        # One was taken out. It may have been remembered along with Gmail's list, so that list is asked for again next time.
        kept = replace(kept, aliases=(), aliases_checked_ms=0)
    store.save_owner(owner_id, kept)


def _keys(addr_specs: Iterable[str]) -> frozenset[str]:
    return frozenset(map(canonical_addr_spec, addr_specs))


def with_own_addresses(owner: Owner, record: OwnerRecord) -> Owner:
    """Return ``owner`` with the addresses they listed themselves, after those that Gmail knows."""
    more = tuple(spec for spec in record.own_addresses if canonical_addr_spec(spec) not in owner.keys)
    return replace(owner, addr_specs=(*owner.addr_specs, *more)) if more else owner


def kept_sentences(counts: dict[str, int], retention_days: int) -> tuple[str, ...]:
    """Return in plain sentences how much of what is kept; ``counts`` are the store's, by what the rows hold."""
    found = [
        (one if counts[what] == 1 else many).format(f"{counts[what]:,}") for what, one, many in _KINDS if counts.get(what, 0) > 0
    ]
    if not found:
        return ("Nothing so far.",)
    return (*found, f"What is not used again is deleted after {retention_days:,} days; settings stay until you change them.")


_KINDS = (
    ("correspondents", "{} person: address, and how much mail went each way and when.",
     "{} people: their addresses, and how much mail went each way and when."),
    ("declarations", "{} person you said you know.", "{} people you said you know."),
    ("dismissals", "{} mark on a draft, such as a warning you put away.", "{} marks on drafts, such as a warning you put away."),
    ("owners", "Your own addresses and names, and these settings.", "Your own addresses and names, and these settings."),
)  # fmt: skip
"""The store's kinds of rows, and what they hold in words, for one and for several."""
