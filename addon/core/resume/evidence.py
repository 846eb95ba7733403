"""What one message shows about a candidate, as numbers for the message-level model."""

from __future__ import annotations

import math
import re

from addon.core.resume.data import any_of
from addon.core.resume.features import TextLook, share_of
from addon.core.resume.fold import fold
from addon.core.resume.model import log_odds
from addon.core.resume.parts import NOTHING, File, Parts
from addon.core.resume.words import I_WORDS, WE_WORDS

_JOB_FILE = re.compile(any_of("words", "job_file"))


def _odds(scores: dict[str, float], name: str) -> float:
    return log_odds(scores[name], 0.001) / 3


def _text_odds(look: TextLook, scores: dict[str, float]) -> float:
    """Log-odds of "resume", where a short text without any sign ("Please see the file") counts little against one.

    A firm's list of candidates does not read like a resume either, so there too the reading says little.
    """
    odds = _odds(scores, "resume")
    if odds > 0:
        return odds
    return odds * min(1.0, look.words / 120) * (0.3 if look.families.get("agency", 0) >= 2 else 1.0)


def _letter_odds(parts: Parts, name: str) -> float:
    """Log-odds of a class by the words of subject and letter: little where words are few.

    A resume can come with any words, or none, so they hardly deny it; an advert is made of words, here or in a file.
    """
    odds = log_odds(parts.letter_scores[name], 0.02) / 2
    words = parts.subject.words + parts.body.words + (parts.passed_on.words if parts.passed_on else 0)
    elsewhere = name == "resume" or any(scores["job_post"] > 0.5 for scores in _readings(parts.files))
    return odds * min(1.0, words / _FEW_WORDS) * (_DENIAL if odds < 0 and elsewhere else 1.0)


def _letter_features(parts: Parts, mentions: dict[str, float]) -> dict[str, float]:
    """Where a resume is only talked about, asked for or the reader's own, words of applying are part of that talk.

    The few words with which one is handed over, or sent along as one's own, deny nothing. Where nobody is spoken of, formal
    words prove little.
    """
    if parts.is_calendar:
        return {"letter_resume": 0.0, "letter_job_post": 0.0}
    resume = _letter_odds(parts, "resume")
    resume = max(0.0, resume) if parts.hands_over or mentions["mine_sent"] else resume
    resume *= _UNPEOPLED if resume > 0 and not _speaks_of_somebody(parts) else 1.0
    talked = mentions["only_talk"] or mentions["asked"] or mentions["yours"]
    return {"letter_resume": min(0.0, resume) if talked else resume, "letter_job_post": _letter_odds(parts, "job_post")}


def _speaks_of_somebody(parts: Parts) -> bool:
    """True where the mail has an "I", a candidate, a resume's form or a file in it, as all but one in thirty resumes have."""
    if parts.files or parts.is_forward:
        return True
    looks = [parts.subject, parts.body]
    return any(
        _says_i(look) or look.mentions.total or look.sections or look.titled or look.ranges or _PERSON & look.families.keys()
        for look in looks
    )


def _says_i(look: TextLook) -> bool:
    """True where one person speaks, and not only a "we", as firms do."""
    spoken = I_WORDS & look.vocabulary
    return look.first_person > 0 and (not spoken or not spoken <= WE_WORDS)


_PERSON = frozenset({"seek", "qualified", "third", "person", "agency", "apply", "vouch"})
_FEW_WORDS = 40
_A_WORD_OR_TWO = 4
_DENIAL = 0.3
_UNPEOPLED = 0.5


def _readings(files: tuple[File, ...]) -> list[dict[str, float]]:
    return [file.scores for file in files if file.look is not None and not file.named.is_resume]


def _best(files: tuple[File, ...], name: str) -> float:
    return max((scores[name] for _, scores in _read_papers(files)), default=0.0)


def _read_papers(files: tuple[File, ...]) -> list[tuple[TextLook, dict[str, float]]]:
    """The files that were read, but for forms to fill in."""
    return [(file.look, file.scores) for file in files if file.look is not None and not file.named.is_form]


def message_features(parts: Parts) -> dict[str, float]:
    """Return the message-level features by name, each roughly within -2..3.

    The author's own text and what it passes on count alike ("forwards count by what they pass on"), so most features are
    true where either shows them.
    """
    looks = [parts.body, *([parts.passed_on] if parts.passed_on else [])]
    scores = [parts.body_scores, *([parts.passed_scores] if parts.passed_on else [])]
    files = parts.files
    if parts.is_calendar:
        looks, scores, files = [TextLook()], [NOTHING], ()  # an invitation is never a resume
    read = [
        (look, score) for look, score in zip(looks, scores, strict=True) if look.words
    ]  # no text says nothing, for or against
    speaking = [*read, *_read_papers(files)] if all(look.words < _A_WORD_OR_TWO for look, _ in read) else read
    sent = [look for look in looks if _says_sent(look)]
    adverts = [(look, score) for look, score in read if not _says_sent(look) and not _acknowledges(look)]
    mentions = _mention_features(looks, sent, has_file=bool(files))
    return {
        "text_resume": max((_text_odds(look, score) for look, score in speaking), default=0.0),
        "text_job_post": max(
            (_odds(score, "job_post") for score in [*(score for _, score in adverts), *_readings(files)]), default=-1.0
        ),
        "document": max((_document(look) for look, _ in speaking), default=0.0),
        **_file_features(files),
        **mentions,
        **_letter_features(parts, mentions),
        **_family_features(parts, looks, [look for look, _ in adverts]),
        **_offer_features(parts, sent, [look for look, _ in adverts]),
        **_flag_features(parts),
    }


def _flag_features(parts: Parts) -> dict[str, float]:
    """What kind of mail it is, each true or not."""
    return {
        "subject_name": float(parts.names_sender is not None and not parts.is_reply),
        "subject_job": float(parts.names_job is not None and not parts.is_reply),
        "forward": float(parts.is_forward),
        "reply": float(parts.is_reply and not parts.hands_over),
        "machine": float(parts.is_machine),
        "calendar": float(parts.is_calendar),
        "bulk": float(parts.is_bulk),
        "from_owner": float(parts.is_from_owner),
        "hands_over": float(parts.hands_over),
        "owner_answers": float(parts.is_from_owner and parts.is_reply),
        "signs_firm": float(parts.signs_firm),
        "urls": min(1.0, parts.body.urls / 6),
        "empty_body": float(parts.body.words < _A_WORD_OR_TWO),
    }


def _says_sent(look: TextLook) -> bool:
    """True where a text says that a resume comes with it; the announcement of a talk says it of a speaker, no candidate."""
    mentions, families = look.mentions, look.families
    plain = mentions.plain_sent > 0 and not mentions.asked and not mentions.yours
    said = mentions.own_sent + mentions.other_sent > 0 or plain
    return said and not (families.get("event", 0) >= 2 and not families.get("seek") and not mentions.mine)


def _acknowledges(look: TextLook) -> bool:
    """True where a text says what became of a resume that came."""
    return look.families.get("ack", 0) > 0 and look.mentions.total > 0


def _file_features(files: tuple[File, ...]) -> dict[str, float]:
    named = [file for file in files if file.named.is_resume]
    return {
        "file_reads_resume": _best(files, "resume"),
        "file_named_resume": float(bool(named)),
        "file_unread": float(any(file.look is None for file in named)),
        "file_named_read_otherwise": float(
            bool(named) and all(file.look is not None and file.scores["resume"] < 0.3 for file in named)
        ),
        "file_of_sender": float(any(file.named.has_sender_name for file in files)),
        "file_other": float(bool(files) and not named and _best(files, "resume") < 0.5),
    }


def _mention_features(looks: list[TextLook], sent: list[TextLook], *, has_file: bool) -> dict[str, float]:
    total = any(look.mentions.total for look in looks)
    applies = any(
        look.families.get("seek") and (look.mentions.mine or look.families.get("qualified") or look.first_person >= 2)
        for look in looks
    )
    return {
        "says_sent": float(bool(sent)),
        "says_sent_and_file": float(bool(sent) and has_file),
        "mine_sent": float(any(look.mentions.own_sent for look in sent)),
        "theirs_sent": float(any(look.mentions.other_sent for look in sent)),
        "mention": float(total),
        "only_talk": float(total and not sent and not has_file and all(_document(look) == 0.0 for look in looks)),
        "yours": float(looks[0].mentions.yours > 0),
        "wants_yours": float(looks[0].mentions.yours > 0 and not _acknowledges(looks[0])),
        "asked": float(any(look.mentions.asked for look in looks)),
        "applies": float(applies),
        "applies_and_file": float(applies and has_file),
        "third_and_file": float(has_file and any(look.families.get("third") for look in looks)),
    }


def _family_features(parts: Parts, looks: list[TextLook], adverts: list[TextLook]) -> dict[str, float]:
    values: dict[str, float] = {}
    for family in (
        "seek",
        "qualified",
        "hire",
        "recruit",
        "apply",
        "require",
        "pay",
        "agency",
        "service",
        "talk",
        "ack",
        "event",
        "third",
        "mass",
    ):
        speaking = adverts if family in _ADVERT else looks
        values[f"has_{family}"] = max((share_of(look.families.get(family, 0), look.words) for look in speaking), default=0.0)
    values["hire_much"] = max((math.log1p(_dense(look, "hire", "recruit")) for look in adverts), default=0.0) / 2
    values["agency_much"] = max(math.log1p(look.families.get("agency", 0)) for look in looks) / 2
    own_subject = not parts.is_reply  # the subject of a reply is the other's: it may only calm
    for name, families in _SUBJECT_FAMILIES.items():
        values[f"subject_{name}"] = float(
            (own_subject or name == "talk") and any(parts.subject.families.get(family) for family in families)
        )
    values["subject_mention"] = float(own_subject and parts.subject.mentions.total > 0)
    return values


def _offer_features(parts: Parts, sent: list[TextLook], adverts: list[TextLook]) -> dict[str, float]:
    """Facts that only together speak of a position on offer: a job title or pay beside hiring words, and no resume."""
    hires = any(look.families.get("hire") or look.families.get("recruit") for look in adverts)
    pays = any(look.families.get("pay") or look.money for look in adverts)
    named = any(file.named.is_resume for file in parts.files)
    free = not sent and not named
    return {
        "job_title_and_offer": float(free and parts.names_job is not None and (hires or pays)),
        "hire_and_pay": float(free and hires and pays),
        "file_named_job": float(any(_JOB_FILE.search(fold(file.filename)) for file in parts.files)),
    }


def _dense(look: TextLook, *families: str) -> float:
    return sum(look.families.get(family, 0) for family in families) * 250 / max(250, look.words)


_ADVERT = frozenset({"hire", "recruit", "apply", "require", "pay"})
"""Families of job adverts: not counted in a text that says a resume is enclosed, for an applicant speaks of the post too."""

_SUBJECT_FAMILIES = {
    "seek": ("seek",),
    "hire": ("hire", "recruit"),
    "agency": ("agency",),
    "third": ("third",),
    "talk": ("talk", "ack", "service", "event"),
}


def _document(look: TextLook) -> float:
    """How much of a resume as a document a text is: headings, career dates, a contact block; 0..2."""
    sections = max(len(look.sections), look.inline_sections)
    if sections < 2 and not look.titled:
        return 0.0
    return min(2.0, 0.4 * sections + 0.3 * min(2, look.ranges) + 0.3 * look.titled)
