"""What a draft is judged from, what comes out, and the steps in which its signals weigh."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from addon.core.address import Address, Owner
from addon.core.broadcast.letter import Letter, read_letter
from addon.core.draft.recipients import Field, Kind, Recipient
from addon.core.evidence import Finding, Resume
from addon.core.message import Message
from addon.core.resume.bare_title import WISHING, subject_is_bare_paper, subject_is_bare_title
from addon.core.resume.fold import fold_words
from addon.core.resume.subject import is_forward, is_reply_or_forward, subject_is_sender_name
from addon.core.resume.titles import APPLYING
from addon.core.resume.words import RESUME_WORDS
from addon.core.signals import Registry

HINT, SECOND_LOOK, WARNING, HALT = 0.5, 1.0, 2.0, 3.0
"""Steps of the judge, as strengths of a :class:`~addon.core.signals.Hit`: every signal of a draft weighs 1 by itself."""

TOGETHER = 2
BCC_CROWD = 5
SIGHT_CROWD = 10
"""From so many on, of a resume, in Bcc and in sight, it is a crowd: who wrote first counts with the rest."""

GROUPS = frozenset({"crowd", "resume", "repeat", "subject", "text"})


@dataclass(frozen=True)
class Repeats:
    """Sent mail of the last 30 days that is the same as this draft: how many ``messages``, and to how many ``people``.

    ``people`` is None where the messages were not opened. ``more`` says that there may be more than counted.
    """

    messages: int
    people: int | None = None
    more: bool = False


@dataclass(frozen=True)
class DraftCase:
    """Everything a signal may look at; None means "not looked".

    ``subject``: from the event or the saved draft; ``message``: the saved draft, read; ``resume``: whether it holds one.
    ``unjudged``: recipients beyond those looked at. ``dismissed``: the owner does not want to hear about this draft.
    """

    owner: Owner
    now: int
    recipients: tuple[Recipient, ...] = ()
    unjudged: int = 0
    subject: str | None = None
    message: Message | None = None
    resume: Resume | None = None
    repeats: Repeats | None = None
    dismissed: bool = False

    @cached_property
    def others(self) -> tuple[Recipient, ...]:
        """All recipients but the owner."""
        return tuple(each for each in self.recipients if each.kind is not Kind.SELF)

    @cached_property
    def cold(self) -> tuple[Recipient, ...]:
        """Those a broadcast is measured by, who know nothing of the owner and did not ask for mail.

        Who wrote first has asked, in ordinary mail to a few. It does not excuse a resume to several, nor a crowd: who sends
        a newsletter, or wrote once and got no answer, knows the writer no better for it.
        """
        outside = tuple(each for each in self.recipients if each.is_outside)
        hidden = sum(each.field is Field.BCC for each in outside)
        if self.is_reply_in_sight:
            all_count = False
        elif len(outside) >= TOGETHER and (self.has_resume or self.is_job_search or bool(self.name_subject)):
            all_count = True
        else:
            all_count = hidden >= BCC_CROWD or len(outside) - hidden >= SIGHT_CROWD
        return outside if all_count else tuple(each for each in outside if not each.wrote_first)

    @cached_property
    def unchecked(self) -> tuple[Recipient, ...]:
        """Those who could not be looked up."""
        return tuple(each for each in self.recipients if each.is_unchecked)

    @cached_property
    def letter(self) -> Letter | None:
        """What the text shows, read once; None where it was not read."""
        return None if self.message is None else read_letter(self.message, Owner(()))

    @cached_property
    def writer(self) -> Address:
        """The owner as the draft names them."""
        given = self.message.sender if self.message else None
        name = (given.display_name if given else "") or next(iter(self.owner.display_names), "")
        spec = given.addr_spec if given else next(iter(self.owner.addr_specs), "")
        return Address(spec, name)

    @cached_property
    def has_resume(self) -> bool:
        """True where the draft presents a candidate: the owner or somebody else."""
        return self.resume is not None and self.resume.call == "resume"

    @cached_property
    def is_reply(self) -> bool:
        """True for an answer in a running thread: by its headers where the draft was read, else by its subject."""
        subject = self.subject or ""
        if self.message is None:
            return is_reply_or_forward(subject) and not is_forward(subject)
        answers = bool(self.message.in_reply_to or self.message.references)
        return answers and not is_forward(subject) and self.message.body.forwarded is None

    @cached_property
    def is_reply_in_sight(self) -> bool:
        """True for an answer to people who all see one another: nobody outside stands in Bcc."""
        return self.is_reply and not any(each.is_outside and each.field is Field.BCC for each in self.recipients)

    @property
    def is_plain_reply(self) -> bool:
        """True for an answer in sight of all that brings no resume: whoever is in the thread is in it already."""
        return self.is_reply_in_sight and not self.has_resume

    @cached_property
    def name_subject(self) -> str:
        """The owner's name where the subject is little else, else "". The subject of a reply is the thread's."""
        if not self.subject or not self.writer.addr_spec or is_reply_or_forward(self.subject):
            return ""
        return subject_is_sender_name(Message(subject=self.subject, sender=self.writer)) or ""

    @cached_property
    def title_subject(self) -> str:
        """The job title the subject consists of, else ""."""
        return (subject_is_bare_title(self.subject) or "") if self.subject else ""

    @cached_property
    def paper_subject(self) -> str:
        """The subject, where it only says that this is a resume or an application ("CV", "求职"), else ""."""
        return (subject_is_bare_paper(self.subject) or "") if self.subject else ""

    @cached_property
    def is_job_search(self) -> bool:
        """True where the owner looks for work with this draft: by its resume, else by a bare title that its text bears out."""
        if self.has_resume:
            return self.resume is not None and self.resume.candidate in {"sender", None}
        if not (self.title_subject or self.paper_subject):
            return False
        if self.message is None or self.letter is None or self.letter.is_empty:
            return True
        subject, text = fold_words(self.subject or ""), fold_words(self.letter.text)
        return not WISHING.isdisjoint(subject) or not (RESUME_WORDS | APPLYING).isdisjoint(text)


@dataclass(frozen=True)
class DraftJudgement:
    """What to think of a draft. ``grade`` is fine | think | stop | empty; ``fixes`` are names of offered fixes, best first.

    ``strangers`` and ``known`` count recipients; ``checked`` is False where nobody could be looked up, so "fine" only means
    "nothing seen".
    """

    grade: str
    sentence: str
    reasons: tuple[Finding, ...] = ()
    fixes: tuple[str, ...] = ()
    strangers: int = 0
    known: int = 0
    checked: bool = True


_registry: Registry[DraftCase] = Registry(GROUPS, most_strength=HALT)
signal = _registry.signal
declared = _registry.declared
