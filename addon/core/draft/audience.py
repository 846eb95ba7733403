"""Signals about whom a draft goes to and how they are addressed. People the owner knows never count here."""

from __future__ import annotations

from addon.core.broadcast.delivery import FREEMAIL
from addon.core.draft.case import BCC_CROWD, HALT, HINT, SECOND_LOOK, SIGHT_CROWD, TOGETHER, WARNING, DraftCase, signal
from addon.core.draft.recipients import Field, Kind, Recipient
from addon.core.draft.wording import capital, crowd, number, strangers, unknowing
from addon.core.signals import Hit

_PROVIDERS = FREEMAIL - {"example"}

BCC_BLAST = 20
SIGHT_UNRELATED = 5
"""Strangers in sight of one another from three organisations or more: over 4 % of mail has five recipients."""

SIGHT_BLAST = 25
UNCHECKED_CROWD = 10
LISTS_MANY = 5


@signal(
    group="crowd", weight=1.0
)  # "How To Commit Networking Suicide": the offence is the blind copy to people who never met you
def strangers_in_bcc(case: DraftCase) -> Hit | None:
    """Two or more in Bcc who do not know the owner."""
    hidden = [each for each in case.cold if each.field is Field.BCC]
    if len(hidden) < TOGETHER:
        return None
    # Who wrote first is no halt by number alone: thirty answers to thirty questions are clumsy, no blast.
    blasted = len(hidden) if case.is_job_search or case.name_subject else sum(not each.wrote_first for each in hidden)
    step = HALT if blasted >= BCC_BLAST else WARNING if len(hidden) >= BCC_CROWD else SECOND_LOOK
    if any(each.wrote_first for each in hidden):
        return Hit(f"{capital(strangers(hidden))} are in Bcc: each will see that it was not written for them.", step)
    return Hit(f"{capital(crowd(hidden))} don't know you and are in Bcc: each will see that it was not written for them.", step)


@signal(group="crowd", weight=1.0)  # a hiring columnist's specimen: a resume sent visibly to her and 14 others
def strangers_in_sight(case: DraftCase) -> Hit | None:
    """Many strangers in To and Cc: five or more from three organisations, or ten at all. In a running thread it is a hint."""
    seen = [each for each in case.cold if each.field is not Field.BCC]
    firms = len({_organisation(each) for each in seen})
    if len(seen) < (SIGHT_UNRELATED if firms >= 3 else SIGHT_CROWD):
        return None
    step = WARNING if len(seen) >= SIGHT_BLAST else SECOND_LOOK
    if case.is_plain_reply:
        step = HINT
    return Hit(f"{capital(crowd(seen))} in To and Cc {unknowing(seen)}, and each can see all the other addresses.", step)


@signal(
    group="crowd", weight=1.0
)  # unknown never accuses: this asks for a second look only where the draft itself is a job search
def unchecked_crowd(case: DraftCase) -> str | None:
    """A job search goes to ten or more who could not be looked up."""
    if len(case.unchecked) < UNCHECKED_CROWD or not (case.is_job_search or case.name_subject):
        return None
    return f"It goes to {len(case.unchecked):,} addresses at once; whether they know you could not be checked."


@signal(group="crowd", weight=1.0)  # a list is a crowd of unknown size; to one list it may be what the list is for
def resume_to_lists(case: DraftCase) -> Hit | None:
    """A resume or a job search goes to mailing lists."""
    lists = sum(each.kind is Kind.LIST for each in case.others)
    if not lists or not (case.has_resume or case.is_job_search):
        return None
    step = HINT if lists == 1 else SECOND_LOOK if lists < LISTS_MANY else WARNING
    what = "It holds a resume, and" if case.has_resume else "It looks for work, and"
    many = "a mailing list" if lists == 1 else f"{number(lists)} mailing lists"
    return Hit(f"{what} everybody on {many} will get it.", step)


@signal(group="resume", weight=1.0)
def resume_to_strangers(case: DraftCase) -> Hit | None:
    """A resume goes to two or more who do not know the owner. To one it is an application, in a reply to a few an answer."""
    if not case.has_resume or len(case.cold) < TOGETHER:
        return None
    files = [each.filename for each in case.message.attachments if each.filename] if case.message else []
    named = f" ({files[0][:60]})" if files else ""
    step = WARNING if len(case.cold) >= BCC_CROWD else HINT if case.is_reply_in_sight else SECOND_LOOK
    return Hit(f"It holds a resume{named}, and {strangers(case.cold)} will get it.", step)


@signal(group="repeat", weight=1.0)  # FlexConfirmMail's rule, the only guard that notices one letter sent to one after another
def sent_before(case: DraftCase) -> Hit | None:
    """The same subject or text went to others within 30 days, and now goes to somebody who does not know the owner."""
    seen = case.repeats
    if seen is None or seen.messages < 1 or not case.cold or case.is_plain_reply:
        return None
    reach = max(seen.messages, seen.people or 0)
    step = WARNING if reach >= 20 else SECOND_LOOK if reach >= 3 else HINT
    least = "at least " if seen.more else ""
    what = "a message" if seen.messages == 1 and not seen.more else f"{least}{number(seen.messages)} messages"
    people = "" if seen.people is None else f", to {number(seen.people)} {'person' if seen.people == 1 else 'people'}"
    return Hit(f"You already sent {what} with this subject or text to others in the last 30 days{people}.", step)


def _organisation(recipient: Recipient) -> str:
    address = recipient.address
    name = address.organisation or address.domain
    # Two people at one mail provider have nothing to do with each other.
    return address.key if name.partition(".")[0] in _PROVIDERS else name
