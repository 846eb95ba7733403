"""A message taken apart: own text, what it passes on, files, and who wrote it; each part read on its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from addon.core.address import Owner
from addon.core.message import Attachment, Message, ReadState
from addon.core.resume.data import any_of
from addon.core.resume.features import TextLook, look_at, stem_of, under_subject
from addon.core.resume.fold import fold, fold_words
from addon.core.resume.layers import own_text, passed_on_text, split_pieces
from addon.core.resume.names import FileNameReading, file_names_in_text, read_file_name
from addon.core.resume.subject import bare_subject, is_forward, is_reply_or_forward, subject_is_job_title, subject_is_sender_name

Scorer = Callable[[TextLook], dict[str, float]]
"""Gives the three probabilities (resume, job_post, other) of a text's look."""

LetterScorer = Callable[[frozenset[str]], dict[str, float]]
"""Gives the three probabilities of a letter's terms."""

_MAX_ATTACHMENTS = 12
_SHORT = 60
"""Words of an answer that only hands something over."""

_ASKED = 1500
"""Characters of the quotation in which that something is looked for: the last letter or two before."""

NOTHING = {"resume": 0.0, "job_post": 0.0, "other": 1.0}
"""Scores of a part that holds no text."""

_DISCLAIMER = re.compile(
    r"(?im)^[\W_]{0,80}(?:confidentiality notice|(?:the information (?:contained )?in )?"
    r"this (?:e-?mail|message|communication|transmission|electronic mail)[^\n]{0,60}"
    r"(?:is intended|intended (?:solely|only)|contains|may contain|is being sent|confidential|transmitted with it))"
)
"""Where the lawyers' paragraph begins; what follows says nothing about the mail."""

_PROVIDERS_ADVERT = re.compile(
    r"\n[ \t]{0,3}[_=*-]{10,200}[ \t]*\n(?=[^\n]{0,200}(?:\n[^\n]{0,200}){0,4}\Z)(?=[\s\S]{0,900}https?://)"
)
"""Where a free mail service's few lines below the letter begin, which end in a link and say nothing of it."""

_NO_REPLY = re.compile(r"(?:do[-_.]?not|no)[-_.]?reply|mailer-daemon|notification|bounce|alerts?$")
_CALENDAR = re.compile(rf"\s*(?:{any_of('words', 'calendar')})\s*[:：]")
_FIRM = re.compile(any_of("words", "firm"))
_FILE_LINE = re.compile(
    r"(?im)^[ \t]{0,3}-[ \t][^\n<>]{1,80}\.(?:docx?|pdf|rtf|odt|wpd|txt|zip|htm)[ \t\r]*$"
    r"|<<[^<>\n]{1,90}>>|\(See attached file:[^()\n]{1,90}\)"
)


@dataclass(frozen=True)
class File:
    """One attached file, or one that the text names as attached: its name and what name and text say.

    ``telling_name`` is the name that ``named`` was read from: the file's own, or that of an archive's member.
    """

    filename: str
    named: FileNameReading
    look: TextLook | None
    scores: dict[str, float]
    attachment: Attachment | None = None
    telling_name: str = ""


@dataclass(frozen=True)
class Parts:
    """The layers of a message that count, each with its look and its three scores; ``passed_on`` is the forwarded part.

    ``terms`` are those of the letter as a whole.
    """

    subject: TextLook
    body: TextLook
    body_scores: dict[str, float]
    passed_on: TextLook | None
    passed_scores: dict[str, float]
    letter_scores: dict[str, float]
    terms: frozenset[str]
    files: tuple[File, ...]
    names_sender: str | None
    names_job: str | None
    is_forward: bool
    is_reply: bool
    is_machine: bool
    is_calendar: bool
    is_bulk: bool
    signs_firm: bool
    is_from_owner: bool
    hands_over: bool


def sender_words(message: Message) -> tuple[str, ...]:
    """Words of the sender's own name, from the display name, else from the address."""
    if message.sender is None:
        return ()
    words = [word for word in fold_words(message.sender.display_name) if len(word) > 1]
    if len(words) < 2:
        words += [word for word in fold_words(re.sub(r"[._\-+\d]+", " ", message.sender.local_part)) if len(word) > 2]
    return tuple(words)


@dataclass(frozen=True)
class Layers:
    """The texts of a message that count, looked at: subject, the author's own text, and what it passes on (None: nothing)."""

    subject: TextLook
    body: TextLook
    passed_on: TextLook | None
    passed_text: str = ""

    @property
    def terms(self) -> frozenset[str]:
        """The terms of all of them for the letter model, and the stems of their words, each marked with where it stands.

        Rare words of one stem speak together; a word of the subject, or of what is passed on, says more than one in the body.
        """
        found: set[str] = set()
        for mark, look in (("s", self.subject), ("b", self.body), ("p", self.passed_on)):
            if look is not None:
                found |= look.terms
                found.update(f"{mark}:{stem_of(term)}" for term in look.terms if " " not in term)
        return frozenset(found)


def is_stem(term: str) -> bool:
    """True for a stem marked with its place among the terms of :class:`Layers`, False for words and pairs."""
    return term[1:2] == ":"


def look_at_layers(message: Message, owner: Owner) -> Layers:
    """Return the layers of ``message``. Text quoted under a mere reply is left out: it is not passed on."""
    passed = "" if _owner_wrote_inner(message, owner) else passed_on_text(message)
    own = _DISCLAIMER.split(_FILE_LINE.sub(" ", own_text(message)), maxsplit=1)[0]
    own = _PROVIDERS_ADVERT.split(own.rstrip(), maxsplit=1)[0]
    return Layers(
        subject=look_at(bare_subject(message.subject)),
        body=look_at(own),
        passed_on=look_at(_FILE_LINE.sub(" ", passed)) if passed.strip() else None,
        passed_text=passed,
    )


def take_apart(message: Message, owner: Owner, score: Scorer, score_letter: LetterScorer) -> Parts:
    """Return the parts of ``message``, each read with ``score``, the words of subject and letter with ``score_letter``."""
    forward = is_forward(message.subject)
    layers = look_at_layers(message, owner)
    subject, body, passed_look, terms = layers.subject, layers.body, layers.passed_on, layers.terms
    return Parts(
        subject=subject,
        body=body,
        body_scores=score(under_subject(body, subject)) if body.words else NOTHING,
        passed_on=passed_look,
        passed_scores=score(passed_look) if passed_look else NOTHING,
        letter_scores=score_letter(terms),
        terms=terms,
        files=_read_files(message, layers.passed_text, score),
        names_sender=subject_is_sender_name(message),
        names_job=subject_is_job_title(message.subject),
        is_forward=forward or passed_look is not None,
        is_reply=is_reply_or_forward(message.subject) and not forward,
        is_machine=_is_machine(message),
        is_calendar=_is_calendar(message),
        is_bulk=bool(message.header("list-unsubscribe"))
        or message.header("precedence").strip().lower() in {"bulk", "list", "junk"},
        signs_firm=_signs_firm(message),
        is_from_owner=message.sender is not None and owner.owns(message.sender.addr_spec),
        hands_over=_hands_over(message, body),
    )


def _is_calendar(message: Message) -> bool:
    """True for an invitation or an answer to one: it holds calendar data and no other file, or its subject says so."""
    dated = [a.media_type == "text/calendar" or a.filename.endswith(".ics") for a in message.attachments]
    return (bool(dated) and all(dated)) or bool(_CALENDAR.match(fold(message.subject[:40])))


def _is_machine(message: Message) -> bool:
    """True where a program wrote: Auto-Submitted (RFC 3834), or a sender that takes no answer."""
    automatic = message.header("auto-submitted").strip().lower()
    local = message.sender.local_part.casefold() if message.sender else ""
    return (automatic not in {"", "no"}) or bool(_NO_REPLY.search(local)) or bool(message.header("x-autoreply"))


def _signs_firm(message: Message) -> bool:
    """True where the sender's name, address or signature is that of a recruiter, staffing firm or job board."""
    sender = f"{message.sender.display_name} {message.sender.addr_spec}" if message.sender else ""
    return bool(_FIRM.search(fold(f"{sender}\n{message.body.signature[:600]}")))


def _hands_over(message: Message, body: TextLook) -> bool:
    """True for a short answer that sends what was asked for ("here it is") where the mail it quotes speaks of a resume."""
    if is_forward(message.subject) or not body.words or body.words > _SHORT or not body.families.get("attach"):
        return False
    asked = message.body.quoted or "\n".join(piece.text for piece in split_pieces(message.body.text)[1:])
    return body.mentions.total == 0 and look_at(asked[:_ASKED]).mentions.total > 0


def _owner_wrote_inner(message: Message, owner: Owner) -> bool:
    """True where the forwarded message was written by the owner: their own resume coming back presents nobody to them."""
    inner = message.body.forwarded.sender if message.body.forwarded else None
    if inner is None:
        return False
    if inner.addr_spec and owner.owns(inner.addr_spec):
        return True
    words = set(fold_words(inner.display_name))
    locals_ = [set(fold_words(re.sub(r"[._\-+\d]+", " ", spec.rpartition("@")[0]))) for spec in owner.addr_specs]
    names = [set(fold_words(name)) for name in owner.display_names] + locals_
    return any(len(name & words) >= 2 for name in names)


def _read_files(message: Message, passed: str, score: Scorer) -> tuple[File, ...]:
    names = sender_words(message)
    listed = not _merely_answers(message)
    files: list[File] = []
    for attachment in message.attachments[:_MAX_ATTACHMENTS]:
        if not listed and attachment.state is ReadState.NOT_FETCHED and attachment.size == 0:
            continue  # known from a list of names below the quotation only
        look = look_at(attachment.text) if attachment.text.strip() else None
        readings = {name: read_file_name(name, names) for name in (attachment.filename, *attachment.listing[:20])}
        telling = next((name for name, reading in readings.items() if reading.is_resume), attachment.filename)
        scores = score(look) if look else NOTHING
        files.append(File(attachment.filename, readings[telling], look, scores, attachment, telling))
    tail = f"{_last_file_lines(message.body.text)}\n{_last_file_lines(message.body.quoted[-400:])}" if listed else ""
    own = f"{own_text(message)}\n{message.body.signature}"
    known = {file.filename.casefold() for file in files}
    said = [name for name in dict.fromkeys(file_names_in_text(f"{own}\n{passed}\n{tail}")) if name.casefold() not in known]
    files += [File(name, read_file_name(name, names), None, NOTHING) for name in said]
    return tuple(files[: 2 * _MAX_ATTACHMENTS])


def _merely_answers(message: Message) -> bool:
    """True for a reply that says nothing of sending: the files listed below its quotation are those of the mail it answers."""
    if not is_reply_or_forward(message.subject) or is_forward(message.subject):
        return False
    look = look_at(own_text(message))
    return look.mentions.total == 0 and not look.families.get("attach") and look.words > 0


def _last_file_lines(text: str) -> str:
    """The file lines that close the whole mail: they are this message's own, even below a quotation."""
    lines = [line for line in text.splitlines() if line.strip()]
    kept: list[str] = []
    for line in reversed(lines):
        if not _FILE_LINE.match(line):
            break
        kept.append(line)
    return "\n".join(kept)
