"""Signs that the mail speaks to this reader. A name and a company are what a merge fills in, so they count little.

In a declared mailing (an unsubscribe header) none of them counts: mailing tools write to one at a time, and fill in the rest.
"""

from __future__ import annotations

from addon.core.broadcast.automatic import is_mailing
from addon.core.broadcast.delivery import (
    WEAK_CROWD,
    crowd_size,
    is_from_own_organisation,
    is_from_owner,
    is_small_circle,
    is_to_few,
    is_to_owner,
    list_name,
    organisation_labels,
    others,
)
from addon.core.broadcast.referral import claimed_referrers
from addon.core.broadcast.signal import Case, signal
from addon.core.resume.fold import fold
from addon.core.signals import Hit

_MANY_FACTS = 2


@signal(group="personal", weight=-1.5)
def greets_you_by_name(case: Case) -> Hit | None:
    """The letter opens with the owner's name; in a crowd of five the first lines may name anybody of them."""
    if not case.letter.greets_owner or _is_void(case):
        return None
    return Hit("It greets you by name.", 0.4 if crowd_size(case) >= WEAK_CROWD else 1.0)


def _is_void(case: Case) -> bool:
    """True where a name and "you" are not the reader's: in mailings and merges, on lists, in the owner's own mail."""
    return (
        is_mailing(case)
        or bool(case.letter.placeholder)
        or is_from_owner(case)
        or (bool(list_name(case)) and not is_to_owner(case))
    )


@signal(group="personal", weight=-2.0)
def speaks_of_you(case: Case) -> Hit | None:
    """It speaks of something the reader did, said, wrote or owns; not of "your company" or "your consideration".

    What the reader did says most. In a letter that does not greet them, "your" may be anybody's.
    """
    letter, about = case.letter, case.letter.about_you
    if not about.all or letter.generic_greeting or letter.group_greeting or _is_void(case):
        return None
    if not letter.greets_owner and not is_to_few(case):
        return None  # "you" is whoever it was sent to
    if letter.greets_owner:
        strength = 1.0 if about.deeds or len(about.all) >= _MANY_FACTS else 0.7
    else:
        strength = 0.8 if about.deeds and letter.is_short else 0.35
        if not letter.is_short and not about.deeds:
            return None  # in a long text that greets nobody "your" is every reader's
    return Hit(f"It speaks of something of yours (“{about.all[0][:60]}”).", strength)


@signal(group="personal", weight=-0.5)
def names_your_organisation(case: Case) -> str | None:
    """It names the owner's organisation, as the owner's own domain gives it. Merge-level."""
    if is_from_owner(case) or is_from_own_organisation(case) or case.letter.placeholder:
        return None  # every mail of the firm names the firm, and a merge fills it in
    text = fold(f"{case.message.subject[:200]} {case.letter.text}")
    joined = "".join(char for char in text if char.isalnum())
    label = next((label for label in sorted(organisation_labels(case)) if label.replace("-", "") in joined), None)
    return f"It names your organisation ({label})." if label else None


@signal(group="personal", weight=-0.8)
def asks_you_something(case: Case) -> Hit | None:
    """It asks a question, and opens to nobody else. In an application, one that not every application asks."""
    letter = case.letter
    if not case.asks_reader or letter.generic_greeting or letter.group_greeting or _is_void(case):
        return None
    if not letter.greets_owner and not is_to_few(case):
        return None
    return Hit("It asks you a question.", 1.0 if letter.greets_owner or letter.is_short else 0.4)


@signal(group="personal", weight=-1.2)
def written_to_you_alone(case: Case) -> str | None:
    """To and Cc name the owner and nobody else. Weak: careful senders mail a list one by one."""
    if not is_to_owner(case) or others(case) or list_name(case) or is_mailing(case) or case.letter.placeholder:
        return None
    if case.letter.group_greeting or case.letter.group_phrase:
        return None  # it says itself that there are more
    return "You are its only recipient, as far as it shows."


@signal(group="personal", weight=-1.5)
def goes_to_people_you_know(case: Case) -> str | None:
    """At least half of the other visible recipients are people the owner knows."""
    known, people = case.context.known_recipients, others(case)
    if not known or not people or len(known & {a.key for a in people}) * 2 < len(people):
        return None
    return (
        "You know most of the other people it went to."
        if crowd_size(case) > _MANY_FACTS
        else "You know the other person it went to."
    )


@signal(group="personal", weight=0.0)  # a claim alone weighs nothing
def referral_not_found(case: Case) -> str | None:
    """It names somebody who sent the writer, and the owner's mail does not confirm it. Shown, never counted."""
    if case.context.mutuals or case.context.introducer or case.context.copied or not is_small_circle(case):
        return None
    names = claimed_referrers(case.message)
    if not names or case.context.mutuals is None:
        return None
    return f"It says that {names[0]} sent them; your mail does not show it."
