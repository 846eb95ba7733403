"""Are the copies of a split still there? As drafts, or sent; under their own Message-IDs, or after the owner has edited them.

Gmail gives a draft another Message-ID when it is edited, so a copy that is not found under its own is looked for by its receiver.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from addon.core import query
from addon.errors import GmailError
from addon.gmail import Mailbox, SearchPage, search
from addon.handlers.repeats import subject_phrase

MAX_LOOKED_FOR = 50
"""Copies looked for one by one at a press: 250 units, in one round trip."""

_PLACES = "{in:drafts in:sent} -in:trash"
_TOGETHER = 25
_PAGE = 100


@dataclass(frozen=True)
class Copy:
    """One copy: the Message-ID it was made with, without brackets, and the addr-spec it goes to."""

    message_id: str
    addr_spec: str


def find_present(mailbox: Mailbox, copies: Mapping[str, Copy]) -> tuple[set[str], str]:
    """Return the keys of the ``copies`` that are found under their Message-IDs, or why that cannot be told."""
    answers = mailbox.run([search(_any_of(run, copies), most=_PAGE) for run in _runs(copies)])
    problem = next((answer.what for answer in answers if isinstance(answer, GmailError)), "")
    if problem or not any(isinstance(answer, SearchPage) and answer.hits for answer in answers):
        return set(), problem
    answers = mailbox.run([search(_any_of((key,), copies), most=1) for key in copies])
    problem = next((answer.what for answer in answers if isinstance(answer, GmailError)), "")
    return {key for key, answer in zip(copies, answers, strict=True) if isinstance(answer, SearchPage) and answer.hits}, problem


def find_missing(mailbox: Mailbox, copies: Mapping[str, Copy], subject: str, original_id: str) -> tuple[set[str], int]:
    """Return the keys of the ``copies`` that are found nowhere, and how many could not be looked for.

    ``original_id`` is the Gmail id of the draft they are copies of, which goes to everybody. Two round trips at most.
    """
    runs = _runs(copies)
    answers = mailbox.run([search(_any_of(run, copies), most=_PAGE) for run in runs])
    unchecked = 0
    short: list[str] = []
    for run, answer in zip(runs, answers, strict=True):
        if not isinstance(answer, SearchPage):
            unchecked += len(run)
        elif len(answer.hits) < len(run):
            short += run
    asked = short[:MAX_LOOKED_FOR]
    answers = mailbox.run([search(_anywhere(copies[key], subject), most=_PAGE) for key in asked])
    missing = set()
    for key, answer in zip(asked, answers, strict=True):
        if not isinstance(answer, SearchPage):
            unchecked += 1
        elif all(hit.gmail_id == original_id for hit in answer.hits):
            missing.add(key)
    return missing, unchecked + len(short) - len(asked)


def _runs(copies: Mapping[str, Copy]) -> list[tuple[str, ...]]:
    """Return the keys in runs whose Message-IDs fit one query."""
    runs: list[tuple[str, ...]] = []
    run: list[str] = []
    length = start = len(_PLACES) + 3
    for key, copy in copies.items():
        size = len(query.this_message(copy.message_id)) + 1
        if run and (len(run) == _TOGETHER or length + size > query.MAX_QUERY):
            runs.append(tuple(run))
            run, length = [], start
        run.append(key)
        length += size
    return [*runs, tuple(run)] if run else runs


def _any_of(keys: Sequence[str], copies: Mapping[str, Copy]) -> str:
    terms = " ".join(query.this_message(copies[key].message_id) for key in keys)
    return f"{_PLACES} {{{terms}}}"


def _anywhere(copy: Copy, subject: str) -> str:
    """The copy under its Message-ID, or another draft to its receiver, or mail to them with its subject within 30 days."""
    spec, phrase = copy.addr_spec, subject_phrase(subject)
    terms = [query.this_message(copy.message_id)]
    if query.is_searchable(spec):
        terms.append(f"(in:drafts to:{spec})")
        terms += [f'(in:sent to:{spec} newer_than:30d subject:"{phrase}")'] if phrase else []
    return f"{_PLACES} {{{' '.join(terms)}}}"
