"""Findings and judgements: the shapes in which every detector speaks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One observed fact. ``symbol`` is stable for ever; ``weight`` is a log-odds step (positive speaks for the call).

    ``text`` is one plain sentence with the fact in it, for the card, unescaped: it may quote a name or a file name from
    the mail, so whoever draws it escapes it. ``search`` is a Gmail query that proves the fact, or "".
    """

    symbol: str
    group: str
    weight: float
    text: str
    search: str = ""


@dataclass(frozen=True)
class Broadcast:
    """Did this mail go alike to many? ``call`` is broadcast | targeted | unclear.

    ``probability`` is that of ``broadcast``, None when it cannot be told.
    """

    call: str
    probability: float | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Resume:
    """Does this mail present a job candidate? ``call`` is resume | job_post | other.

    ``candidate`` is sender | third_party | agency | None; ``probability`` is that of ``resume``.
    """

    call: str
    candidate: str | None
    probability: float
    findings: tuple[Finding, ...] = ()
