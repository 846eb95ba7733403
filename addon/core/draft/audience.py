"""Signals about whom a draft goes to and how they are addressed. People the owner knows never count here."""

from __future__ import annotations

from addon.core.broadcast.delivery import FREEMAIL
from addon.core.draft.case import HALT, HINT, SECOND_LOOK, WARNING, DraftCase, signal
from addon.core.draft.recipients import Field, Recipient
from addon.core.draft.wording import crowd, number
from addon.core.signals import Hit

BCC_FEW = 2
BCC_MANY = 5
BCC_BLAST = 20
SIGHT_UNRELATED = 5
"""Strangers in sight of one another from three organisations or more: over 4 % of mail has five recipients."""

SIGHT_ONE_FIRM = 10
SIGHT_BLAST = 25
UNCHECKED_CROWD = 10


@signal(
    group="crowd", weight=1.0
)  # "How To Commit Networking Suicide": the offence is the blind copy to people who never met you
def strangers_in_bcc(case: DraftCase) -> Hit | None:
    """Two or more in Bcc who do not know the owner."""
    hidden = [each for each in case.cold if each.field is Field.BCC]
    if len(hidden) < BCC_FEW:
        return None
    step = HALT if len(hidden) >= BCC_BLAST else WARNING if len(hidden) >= BCC_MANY else SECOND_LOOK
    verb = "don't know you and are" if len(hidden) > 1 else "doesn't know you and is"
    text = f"{_capital(crowd(hidden))} {verb} in Bcc: each will see that it was not written for them."
    return Hit(text, step)


@signal(group="crowd", weight=1.0)  # a hiring columnist's specimen: a resume sent visibly to her and 14 others
def strangers_in_sight(case: DraftCase) -> Hit | None:
    """Many strangers in To and Cc: five or more from three organisations, or ten at all."""
    seen = [each for each in case.cold if each.field is not Field.BCC]
    firms = len({_organisation(each) for each in seen})
    if len(seen) < (SIGHT_UNRELATED if firms >= 3 else SIGHT_ONE_FIRM):
        return None
    step = WARNING if len(seen) >= SIGHT_BLAST else SECOND_LOOK
    return Hit(f"{_capital(crowd(seen))} in To and Cc don't know you, and each can see all the other addresses.", step)


@signal(
    group="crowd", weight=1.0
)  # unknown never accuses: this asks for a second look only where the draft itself is a job search
def unchecked_crowd(case: DraftCase) -> str | None:
    """A job search goes to ten or more who could not be looked up."""
    if len(case.unchecked) < UNCHECKED_CROWD or not (case.is_job_search or case.name_subject):
        return None
    return f"It goes to {len(case.unchecked):,} addresses at once; whether they know you could not be checked."


@signal(group="resume", weight=1.0)
def resume_to_strangers(case: DraftCase) -> Hit | None:
    """A resume goes to two or more who do not know the owner. To one it is an application."""
    if not case.has_resume or len(case.cold) < BCC_FEW:
        return None
    files = [each.filename for each in case.message.attachments if each.filename] if case.message else []
    named = f" ({files[0][:60]})" if files else ""
    step = WARNING if len(case.cold) >= BCC_MANY else SECOND_LOOK
    return Hit(f"It holds a resume{named}, and {crowd(case.cold)} who don't know you will get it.", step)


@signal(group="repeat", weight=1.0)  # FlexConfirmMail's rule, the only guard that notices one letter sent to one after another
def sent_before(case: DraftCase) -> Hit | None:
    """The same subject or text went to others within 30 days, and now goes to somebody who does not know the owner."""
    seen = case.repeats
    if seen is None or seen.messages < 1 or not case.cold:
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
    return address.key if name.partition(".")[0] in FREEMAIL - {"example"} else name


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
