"""Reading one text: how far it is a resume or application, a job advert, or neither, with the facts behind it."""

from __future__ import annotations

from dataclasses import dataclass

from addon.core.resume.features import TextLook, look_at, text_features
from addon.core.resume.model import models

_SECTION_NAMES = {
    "experience": "Experience",
    "education": "Education",
    "skills": "Skills",
    "summary": "Summary",
    "projects": "Projects",
    "certificates": "Certificates",
    "references": "References",
    "languages": "Languages",
    "personal": "Personal details",
    "hobbies": "Hobbies",
}


@dataclass(frozen=True)
class TextReading:
    """Three probabilities that sum to 1, and ``reasons``: plain phrases such as "4 date ranges", strongest kind first."""

    resume: float
    job_post: float
    other: float
    reasons: tuple[str, ...] = ()

    @property
    def call(self) -> str:
        """The likeliest of resume, job_post and other; a tie goes to other."""
        best = max(self.resume, self.job_post, self.other)
        if best == self.other:
            return "other"
        return "resume" if best == self.resume else "job_post"


def score_look(look: TextLook) -> dict[str, float]:
    """Return the probabilities of resume, job_post and other for a counted look."""
    return models().text.probabilities(text_features(look), look.vocabulary)


def read_text(text: str) -> TextReading:
    """Return the three-way reading of a visible text (a body, an attachment, a draft). Deterministic; never raises."""
    look = look_at(text)
    if not look.words:
        return TextReading(0.0, 0.0, 1.0)
    scores = score_look(look)
    reasons = advert_reasons(look) if scores["job_post"] > scores["resume"] else resume_reasons(look)
    return TextReading(scores["resume"], scores["job_post"], scores["other"], reasons)


def join_words(words: list[str] | tuple[str, ...]) -> str:
    """Return "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def resume_reasons(look: TextLook) -> tuple[str, ...]:
    """Return what makes a text look like a resume or an application, as phrases for a sentence."""
    found: list[str] = []
    if look.titled:
        found.append("a resume title")
    if look.sections:
        names = [_SECTION_NAMES[name] for name in look.sections[:3]]
        found.append(f"{join_words(names)} heading{'s' if len(look.sections) > 1 else ''}")
    if look.ranges:
        found.append(f"{look.ranges} date range{'s' if look.ranges > 1 else ''}")
    if look.phones and look.emails:
        found.append("a phone and e-mail block")
    if look.profiles:
        found.append("a profile link")
    if look.families.get("seek"):
        found.append("words of somebody looking for work")
    if look.mentions.own_sent or look.mentions.other_sent or look.mentions.plain_sent:
        found.append("it says a resume is enclosed")
    return tuple(found)


def advert_reasons(look: TextLook) -> tuple[str, ...]:
    """Return what makes a text look like a job advert, as phrases for a sentence."""
    phrases = {
        "hire": "hiring words",
        "recruit": "recruiter's words",
        "require": "requirements",
        "pay": "pay or benefits",
        "apply": "how to apply",
    }
    return tuple(phrase for family, phrase in phrases.items() if look.families.get(family))
