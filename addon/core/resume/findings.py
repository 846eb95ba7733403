"""The facts of the resume judgement as sentences for the card: each says what was seen, and what was not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from addon.core.evidence import Finding
from addon.core.message import ReadState
from addon.core.resume.features import TextLook
from addon.core.resume.model import models
from addon.core.resume.parts import File, Parts
from addon.core.resume.reading import advert_reasons, join_words, resume_reasons

GROUP = "resume"
_MAX_NAME = 60
_UNREAD = {
    ReadState.NO_TEXT: "no text was found in it",
    ReadState.LOCKED: "it is locked, so it was not read",
    ReadState.BROKEN: "it could not be opened",
    ReadState.TOO_BIG: "it is too large to read",
    ReadState.TOO_SLOW: "it could not be read in the time there is",
    ReadState.LEFT_OUT: "only the first files of a message are read",
    ReadState.UNSUPPORTED: "its kind of file is not read",
    ReadState.NOT_FETCHED: "it was not fetched",
}


def find_facts(parts: Parts, features: Mapping[str, float], call: str, candidate: str | None) -> tuple[Finding, ...]:
    """Return the findings, strongest first; ``weight`` is the log-odds step towards "resume" ("job_post" for adverts)."""
    facts = [*_file_facts(parts, features), *_text_facts(parts, features)]
    if call == "resume":
        facts += _candidate_facts(parts, features, candidate)
    else:
        facts += _against_facts(parts, features)
    if call == "job_post":
        facts += _advert_facts(parts, features)
    return tuple(sorted(facts, key=lambda fact: -abs(fact.weight)))


def _finding(symbol: str, text: str, features: Mapping[str, float], *names: str, towards: str = "resume") -> Finding:
    return Finding(symbol, GROUP, round(models().message.step(names, features, towards), 3), text)


def _shown(name: str) -> str:
    clean = " ".join(name.split())
    return clean if len(clean) <= _MAX_NAME else f"{clean[: _MAX_NAME - 1]}…"


def _file_facts(parts: Parts, features: Mapping[str, float]) -> Iterator[Finding]:
    read = [file for file in parts.files if file.look is not None and file.scores["resume"] > 0.5 and not file.named.is_form]
    for file in read[:2]:
        reasons = resume_reasons(file.look) if file.look else ()
        tail = f": {join_words(reasons)}." if reasons else "."
        yield _finding(
            "resume.attachment_reads",
            f"The attached “{_shown(file.filename)}” reads like a resume{tail}",
            features,
            "file_reads_resume",
            "file_named_resume",
        )
    for file in [file for file in parts.files if file.named.is_resume and file not in read][:2]:
        yield _finding(
            "resume.file_name", _file_sentence(file), features, "file_named_resume", "file_unread", "file_named_read_otherwise"
        )


def _file_sentence(file: File) -> str:
    if file.attachment is None:
        return f"The text names an attached file “{_shown(file.filename)}”, which is a name for a resume."
    if file.attachment.listing and file.telling_name != file.filename:
        return f"The attached “{_shown(file.filename)}” holds “{_shown(file.telling_name)}”, which is a name for a resume."
    if file.look is not None:
        return f"The attached “{_shown(file.filename)}” is named like a resume, but its text does not read like one."
    why = _UNREAD.get(file.attachment.state, "it was not read")
    return f"The attached “{_shown(file.filename)}” is named like a resume; {why}."


def _text_facts(parts: Parts, features: Mapping[str, float]) -> Iterator[Finding]:
    for where, look, scores in _layers(parts):
        if len(look.sections) >= 2 and scores["resume"] > 0.5:
            text = f"The {where} itself reads like a resume: {join_words(resume_reasons(look))}."
            yield _finding("resume.text_reads", text, features, "text_resume", "document")
        elif look.mentions.own_sent or look.mentions.other_sent or look.mentions.plain_sent:
            yield _finding(
                "resume.said_sent",
                f"The {where} says that a resume comes with it.",
                features,
                "says_sent",
                "says_sent_and_file",
                "mine_sent",
                "mention",
            )
        if look.families.get("seek") and features.get("applies"):
            yield _finding(
                "resume.applies",
                f"The {where} is written by somebody looking for work.",
                features,
                "applies",
                "has_seek",
                "applies_and_file",
            )


def _layers(parts: Parts) -> Iterator[tuple[str, TextLook, dict[str, float]]]:
    yield "message", parts.body, parts.body_scores
    if parts.passed_on is not None:
        yield "forwarded message", parts.passed_on, parts.passed_scores


def _candidate_facts(parts: Parts, features: Mapping[str, float], candidate: str | None) -> Iterator[Finding]:
    if candidate == "agency":
        yield _finding(
            "resume.agency",
            "A firm offers candidates here, not one person applying.",
            features,
            "has_agency",
            "agency_much",
            "subject_agency",
        )
    elif candidate == "third_party":
        how = "passes on a resume" if parts.is_forward else "recommends somebody else"
        yield _finding(
            "resume.third_party",
            f"The sender {how}; the candidate is another person.",
            features,
            "has_third",
            "third_and_file",
            "theirs_sent",
        )


def _against_facts(parts: Parts, features: Mapping[str, float]) -> Iterator[Finding]:
    if parts.is_calendar:
        yield _finding("resume.calendar", "This is a calendar message.", features, "calendar")
    if parts.is_machine:
        yield _finding("resume.automatic", "A program sent this, not a person.", features, "machine")
    if any(file.named.is_form for file in parts.files) or features.get("has_service"):
        yield _finding(
            "resume.service", "It is about resume templates, forms or services, not about one candidate.", features, "has_service"
        )
    elif parts.body.mentions.total and not features.get("says_sent") and not parts.files:
        yield _finding(
            "resume.talk",
            "It mentions a resume, but none comes with it.",
            features,
            "mention",
            "only_talk",
            "has_talk",
            "yours",
            "asked",
        )


def _advert_facts(parts: Parts, features: Mapping[str, float]) -> Iterator[Finding]:
    for where, look, _ in _layers(parts):
        reasons = advert_reasons(look)
        if len(reasons) >= 2 or look.families.get("hire"):
            text = f"The {where} offers a position: {join_words(reasons)}."
            yield _finding(
                "resume.job_post",
                text,
                features,
                "text_job_post",
                "hire_much",
                "has_hire",
                "has_require",
                "has_apply",
                towards="job_post",
            )
