"""The resume judgement of a message: resume, job post or other; whose; how sure; and the facts, one sentence each."""

from __future__ import annotations

from collections.abc import Mapping

from addon.core.context import Context
from addon.core.evidence import Finding, Resume
from addon.core.message import Message
from addon.core.resume.candidate import candidate_features
from addon.core.resume.evidence import message_features
from addon.core.resume.findings import find_facts
from addon.core.resume.model import models
from addon.core.resume.parts import Parts, take_apart
from addon.core.resume.reading import score_look

RESUME_FROM = 0.5
"""Least probability, of three classes, at which a mail is called a resume. On held-out real mail 0.45 finds at most one more, and
calls one to three others resumes; a verdict that accuses asks for more (see :mod:`addon.core.verdict`)."""


def call_from(scores: Mapping[str, float]) -> str:
    """Return resume, job_post or other for the three probabilities of a message."""
    if scores["resume"] >= RESUME_FROM:
        return "resume"
    return "job_post" if scores["job_post"] > scores["other"] else "other"


def judge_resume(message: Message, context: Context) -> Resume:
    """Return whether ``message`` presents somebody as a job candidate, or offers a position, or neither.

    A forward counts by what it passes on; text quoted under a mere reply does not count. ``probability`` is that of
    "resume", calibrated on held-out mail. Text in the mail is only ever counted, never obeyed. Deterministic; never raises
    on any message the mail layer can make.
    """
    parts = take_apart(message, context.owner, score_look, models().letter.probabilities)
    features = message_features(parts)
    scores = models().message.probabilities(features)
    call = call_from(scores)
    candidate = whose(message, parts) if call == "resume" else None
    facts: tuple[Finding, ...] = find_facts(parts, features, call, candidate)
    return Resume(call, candidate, scores["resume"], facts)


def whose(message: Message, parts: Parts) -> str:
    """Return whose resume a message that presents one presents: sender, third_party or agency."""
    scores = models().candidate.probabilities(candidate_features(message, parts, models().candidate_letter.probabilities))
    return max(("sender", "third_party", "agency"), key=lambda name: scores[name])
