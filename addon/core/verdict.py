"""The verdict grid: relationship x broadcast x resume -> one verdict and one plain sentence.

Doubt falls on the sender's side. Whoever the owner knows is never called a stranger and never a blaster. Where the history
could not be searched the verdict is ``unknown``, whatever the mail looks like; a sign that proves a hidden audience by itself
is told in the sentence, which says too that the history could not be checked.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from addon.core.broadcast.automatic import is_automatic_message
from addon.core.broadcast.delivery import is_colleague, list_of_others
from addon.core.broadcast.judge import has_lone_proof
from addon.core.broadcast.signal import DELIVERY
from addon.core.context import Context
from addon.core.evidence import Broadcast, Resume
from addon.core.message import Message
from addon.core.relationship import Flag, Level, Relationship


@enum.unique
class VerdictName(enum.StrEnum):
    """Every verdict the reading card can give; each is documented in the README."""

    KNOWN = "known"  # ordinary mail from someone you have exchanged mail with
    GROUP_MAIL = "group_mail"  # someone you know wrote to many
    RESUME_FROM_KNOWN = "resume_from_known"  # someone you know sent a resume, their own or another's
    FIRST_CONTACT = "first_contact"  # a stranger's mail written to you
    TARGETED_RESUME = "targeted_resume"  # a stranger's resume written to you
    BROADCAST = "broadcast"  # a stranger's mail sent alike to many
    RESUME_BLAST = "resume_blast"  # a stranger's resume sent alike to many
    STRANGER = "stranger"  # a stranger's mail, no telling how many got it
    STRANGER_RESUME = "stranger_resume"  # a stranger's resume, no telling how many got it
    AGENCY_HOTLIST = "agency_hotlist"  # a firm that pushes candidates
    LIST_MAIL = "list_mail"  # came through a mailing list you receive, whoever posted it
    OWN_MESSAGE = "own_message"  # written by the owner
    UNKNOWN = "unknown"  # too little could be read or searched to say


CERTAIN = "almost certainly"
PROBABLE = "probably"
OPEN = "can't tell"

CERTAIN_FROM = 0.95
"""Probability from which we say "almost certainly"; below it, down to the call's own threshold, "probably"."""

SHOWS_RESUME = frozenset(
    {"resume.attachment_reads", "resume.file_name", "resume.text_reads", "resume.said_sent", "resume.applies"}
)
"""Findings of the resume judgement that are facts about a resume or application, not about how somebody writes."""

_MAX_NAME = 60


@dataclass(frozen=True)
class Verdict:
    """What this mail is. ``sentence`` is plain, unescaped, and quotes the sender's name or address as written.

    ``confidence`` is one of "almost certainly", "probably", "can't tell".
    """

    name: VerdictName
    sentence: str
    confidence: str


def decide(message: Message, context: Context, resume: Resume, broadcast: Broadcast) -> Verdict:
    """Return the verdict on ``message``. Pure; never raises.

    Order of the questions: is it the owner's own; did a list bring it; does the owner know the (proven) sender; is the sender
    proven at all; could the history be searched; and only then the grid for strangers. Mail of someone known that came
    through a list and also names the owner in To or Cc is that person's mail, not the list's.
    """
    tie, name = context.relationship, _name(message)
    proven = not (message.authentication.failed or Flag.UNPROVEN_SENDER in tie.flags)
    if message.sender is None:
        return Verdict(
            VerdictName.UNKNOWN, "This message does not say who sent it, so nothing can be told about the sender.", OPEN
        )
    if "SENT" in message.label_ids or context.owner.owns(message.sender.addr_spec):
        return _own(message, proven=proven)
    knows = tie.level.is_known and proven
    if list_of_others(message, context.owner) and not (knows and _names_owner(message, context)):
        known = f"{name}, whom you know, wrote to a mailing list you receive."
        sentence = known if knows else f"{name} wrote to a mailing list you receive, not to you alone."
        return Verdict(VerdictName.LIST_MAIL, sentence, CERTAIN)
    if knows:
        return _from_known(name, resume, broadcast)
    if not proven and (tie.level.is_known or broadcast.call != "broadcast"):
        sentence = f"This says it is from {name}, but your mail provider could not confirm that."
        return Verdict(VerdictName.UNKNOWN, sentence, OPEN)
    if tie.level is Level.UNKNOWN:
        return _unsearched(name, resume, broadcast)
    colleague = proven and is_colleague(message, context.owner)
    who = _who(tie, colleague=colleague)
    if resume.call == "resume" and colleague and resume.candidate == "third_party" and broadcast.call == "broadcast":
        # Inside a firm a candidate's papers go round as a matter of course: nobody there asks a favour of strangers.
        sentence = f"{name}, {who}, {_surely(broadcast)} passed this resume on to many people: no answer is expected."
        return Verdict(VerdictName.BROADCAST, sentence, _surely(broadcast))
    if resume.call == "resume":
        return _strangers_resume(name, who, resume, broadcast, is_namesake=Flag.NEW_ADDRESS in tie.flags)
    return _strangers_mail(message, name, who, broadcast)


def _names_owner(message: Message, context: Context) -> bool:
    return any(context.owner.owns(address.addr_spec) for address in message.recipients)


def _own(message: Message, *, proven: bool) -> Verdict:
    if proven or "SENT" in message.label_ids:
        return Verdict(VerdictName.OWN_MESSAGE, "You wrote this message yourself.", CERTAIN)
    sentence = "This carries your own address, but your mail provider could not confirm that it comes from you."
    return Verdict(VerdictName.UNKNOWN, sentence, OPEN)


def _from_known(name: str, resume: Resume, broadcast: Broadcast) -> Verdict:
    many = broadcast.call == "broadcast"
    surely = _surely(broadcast)
    if resume.call == "resume":
        what = "sent you a resume" if resume.candidate == "sender" else "passed on a resume"
        to_many = f", {surely} along with many other people" if many else ""
        return Verdict(VerdictName.RESUME_FROM_KNOWN, f"{name}, whom you know, {what}{to_many}: help if you like.", CERTAIN)
    if many:
        return Verdict(VerdictName.GROUP_MAIL, f"{name}, whom you know, {surely} wrote this to many people.", surely)
    return Verdict(VerdictName.KNOWN, f"This is from {name}, whom you know.", CERTAIN)


def _unsearched(name: str, resume: Resume, broadcast: Broadcast) -> Verdict:
    """No history: say what the mail shows, and nothing of the tie. The verdict stays open, since unknown never accuses."""
    kind = "resume" if resume.call == "resume" else "message"
    if broadcast.call == "broadcast" and has_lone_proof(broadcast.findings):
        sentence = (
            f"This {kind} from {name} {_surely(broadcast)} went to many people; whether you know them could not be checked."
        )
        return Verdict(VerdictName.UNKNOWN, sentence, OPEN)
    return Verdict(VerdictName.UNKNOWN, f"Whether you know {name} could not be checked.", OPEN)


def _strangers_resume(name: str, who: str, resume: Resume, broadcast: Broadcast, *, is_namesake: bool) -> Verdict:
    surely = _surely(broadcast)
    if resume.candidate == "agency":
        return Verdict(
            VerdictName.AGENCY_HOTLIST, f"{name}, {who}, offers candidates, as agencies do: no job seeker wrote this.", PROBABLE
        )
    if broadcast.call == "broadcast" and resume.candidate == "third_party" and not _is_shown(resume):
        # Who speaks well of somebody to many may only speak of them: without a fact it is no resume that was blasted.
        return _sent_to_many(name, who, surely)
    if broadcast.call == "broadcast":
        # A namesake may be a friend who writes from a new address: nobody is told to leave a friend unanswered.
        owed = "if it is the person you know, help if you like" if is_namesake else "you owe no answer"
        sentence = f"A resume from {name}, {who}, {surely} sent to many people: {owed}."
        return Verdict(VerdictName.RESUME_BLAST, sentence, surely)
    if broadcast.call == "targeted":
        sentence = f"A resume from {name}, {who}, {surely} meant for you and not for a crowd."
        return Verdict(VerdictName.TARGETED_RESUME, sentence, surely)
    return Verdict(VerdictName.STRANGER_RESUME, f"A resume from {name}, {who}; we can't tell whether others got it too.", OPEN)


def _sent_to_many(name: str, who: str, surely: str) -> Verdict:
    sentence = f"A message from {name}, {who}, {surely} sent to many people: no answer is expected."
    return Verdict(VerdictName.BROADCAST, sentence, surely)


def _is_shown(resume: Resume) -> bool:
    """True where a fact shows the resume or application, or the words leave next to no doubt."""
    return resume.probability >= CERTAIN_FROM or any(finding.symbol in SHOWS_RESUME for finding in resume.findings)


def _strangers_mail(message: Message, name: str, who: str, broadcast: Broadcast) -> Verdict:
    surely = _surely(broadcast)
    if broadcast.call == "broadcast":
        return _sent_to_many(name, who, surely)
    if broadcast.call == "targeted" and is_automatic_message(message):
        to_many = any(finding.group in DELIVERY for finding in broadcast.findings)
        meant = "not written for you alone" if to_many else "meant for you"
        return Verdict(VerdictName.FIRST_CONTACT, f"An automatic notice from {name}, {meant}.", surely)
    if broadcast.call == "targeted":
        return Verdict(VerdictName.FIRST_CONTACT, f"A message from {name}, {who}, {surely} written to you.", surely)
    return Verdict(VerdictName.STRANGER, f"A message from {name}, {who}; we can't tell whether others got it too.", OPEN)


def _who(tie: Relationship, *, colleague: bool) -> str:
    """The tie in a few words; "stranger" only for those the history shows nothing of and who work elsewhere."""
    if Flag.NEW_ADDRESS in tie.flags:
        return "a name you know at an address new to you"
    if tie.level is Level.SEEN_TOGETHER:
        return "whom you have met only in shared mail"
    if tie.level is Level.ONE_SIDED:
        return "to whom you wrote before" if tie.sent and not tie.received else "who wrote before without an answer"
    return "a colleague new to you" if colleague else "a stranger"


def _surely(broadcast: Broadcast) -> str:
    """How sure the call is, in words."""
    p = broadcast.probability
    if p is None or broadcast.call == "unclear":
        return OPEN
    return CERTAIN if max(p, 1.0 - p) >= CERTAIN_FROM else PROBABLE


def _name(message: Message) -> str:
    """The sender as the reader knows them: display name, else address; one line, at most 60 characters."""
    sender = message.sender
    if sender is None:
        return "an unnamed sender"
    name = " ".join((sender.display_name or sender.addr_spec).split()) or "an unnamed sender"
    return name if len(name) <= _MAX_NAME else f"{name[: _MAX_NAME - 1]}…"
