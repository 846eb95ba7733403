"""Signs that nothing in the letter is about the reader. Words alone never make a broadcast: see the judge."""

from __future__ import annotations

import re

from addon.core.broadcast.automatic import is_mailing
from addon.core.broadcast.delivery import WEAK_CROWD, crowd_size, is_from_owner, is_to_few, list_name, organisation_labels, others
from addon.core.broadcast.readers import is_another_recipient, owner_is_named
from addon.core.broadcast.salutation import salutes
from addon.core.broadcast.signal import Case, signal
from addon.core.resume.fold import CJK, fold
from addon.core.resume.subject import subject_is_job_title, subject_is_sender_name
from addon.core.signals import Hit

_GREETING_GOES_ON = 30
"""Characters that may follow the telling phrase of a greeting: "Dear Sir or Madam", "Dear Hiring Team of Example"."""


@signal(group="impersonal", weight=1.2)
def generic_greeting(case: Case) -> str | None:
    """It opens as to whoever reads it ("To whom it may concern"), in any of two dozen languages."""
    phrase = case.letter.generic_greeting
    return f"It greets nobody in particular ({_as_written(case, phrase)})." if phrase else None


@signal(group="impersonal", weight=1.5)  # the author says so
def written_to_a_group(case: Case) -> str | None:
    """It opens as to many ("Dear all"), or says that it went to many. "All" of the two or three who are named are no group."""
    letter = case.letter
    if not (letter.group_greeting or letter.group_phrase) or (is_to_few(case) and others(case)):
        return None
    if letter.group_greeting:
        return f"It greets a group ({_as_written(case, letter.group_greeting)})."
    return f"It speaks to many ({letter.group_phrase})."


def _as_written(case: Case, phrase: str) -> str:
    """The opening as far as it greets, in quotation marks: up to its first mark, or to the end of ``phrase``'s last word.

    ``phrase`` is folded; a greeting further down is kept as written.
    """
    opening = " ".join(case.letter.opening.split())
    if not fold(opening).endswith(phrase) and phrase != fold(phrase):
        return f"“{phrase}”"
    rest = opening[len(phrase) :]
    greeting = re.match(rf"[^,.;:!?\n，。；：！]{{0,{_GREETING_GOES_ON}}}(?=[,.;:!?，。；：！]|$)", rest) or re.match(
        r"\w{0,20}", rest
    )
    return f"“{opening[: len(phrase) + (greeting.end() if greeting else 0)].rstrip(',.;: ')}”"


@signal(group="impersonal", weight=0.6)  # weak: friends drop the greeting too
def no_greeting_by_name(case: Case) -> str | None:
    """The letter does not open with the owner's name, though we know what the owner is called."""
    letter = case.letter
    if letter.is_empty or not letter.names_known or letter.greets_owner or is_from_owner(case):
        return None
    return "It does not greet you by name."


@signal(group="impersonal", weight=0.8)  # the name of the reader before, as merges and copied letters have it
def greets_somebody_else(case: Case) -> str | None:
    """An application greets a person who is neither the owner, whose name we know, nor anybody else it went to."""
    name = case.letter.greets_one
    if not name or not case.is_application or case.letter.greets_owner or not owner_is_named(case):
        return None
    if is_another_recipient(case) or not salutes(case.letter.text, name) or fold(name) in organisation_labels(case):
        return None
    return f"It greets “{name[:40]}”, and not you."


@signal(group="impersonal", weight=0.8)  # greeting and company only are what a merge fills in
def nothing_about_you(case: Case) -> Hit | None:
    """Nothing in the letter is about the reader's own doings, and it asks them nothing; or a mailing tool filled that in."""
    letter = case.letter
    if letter.is_empty or not letter.names_known or is_from_owner(case):
        return None
    if is_mailing(case):
        return Hit("What it says of you is no more than a mailing tool fills in.")
    if case.resume.call != "resume" and _is_a_word(letter.text):
        return None
    if case.resume.candidate == "third_party" and is_to_few(case):
        return None  # a letter to a few about somebody else is about them
    if case.asks_reader or letter.about_you.deeds or (letter.greets_owner and letter.about_you.all):
        return None
    if letter.about_you.all:
        return None if letter.is_short else Hit("What it says of you would fit any reader.", 0.6)
    return Hit("Apart from your name, nothing in it is about you." if letter.greets_owner else "Nothing in it is about you.")


def _is_a_word(text: str) -> bool:
    """True for a line of a few words: acquaintances write so, and it has no room for anything about anybody."""
    return len(text) < (24 if CJK.search(text) else 80)


@signal(group="impersonal", weight=1.0)  # chain letters, jokes, circulars
def passed_on_to_many(case: Case) -> str | None:
    """A message handed on to five or more without a word of the sender's own."""
    if case.message.body.forwarded is None or not case.letter.is_empty or crowd_size(case) < WEAK_CROWD:
        return None
    return "It hands a message on to many, without a word of its own."


@signal(group="impersonal", weight=1.0)  # the hiring columnist's specimen: subject, five files, no word
def no_letter_at_all(case: Case) -> str | None:
    """Files, but no text."""
    if not case.letter.is_empty or not case.message.attachments or case.message.body.forwarded:
        return None
    return "It holds files and no letter."


@signal(group="subject", weight=0.8)  # the founding specimen: the subject is the sender's name
def subject_is_name(case: Case) -> str | None:
    """The subject line is the sender's own name."""
    name = subject_is_sender_name(case.message)
    return f"The subject is the sender's own name, {name}." if name else None


@signal(group="subject", weight=0.6)  # ... or the kind of job wanted
def subject_is_wish(case: Case) -> str | None:
    """The subject line is a job title, in a mail that advertises none, answers no advert and is the candidate's own."""
    if list_name(case) or case.context.advert or case.resume.call == "job_post":
        return None
    title = subject_is_job_title(case.message.subject)
    if not title:
        return None
    if case.resume.call == "resume" and case.resume.candidate == "sender":
        return f"The subject is only the job they want: {title}."
    return f"The subject is only the name of a job: {title}."
