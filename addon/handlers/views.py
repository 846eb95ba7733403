"""From what was found to what a card says. Plain values only; drawing is the cards' business."""

from __future__ import annotations

from collections.abc import Iterable

from addon.core import query
from addon.core.assessment import Assessment, NotSeen
from addon.core.broadcast import explain
from addon.core.evidence import Broadcast, Finding
from addon.core.message import Message
from addon.core.relationship import Flag
from addon.core.verdict import VerdictName
from addon.gmail import Cost as GmailCost
from addon.handlers.words import Calendar, level_sentence, tie_facts
from addon.scopes import ABILITIES
from cards import reading
from cards.view import Cost, Grant, Line, Link, search_url

FIRST_LINES = 3


def reading_view(
    found: Assessment,
    calendar: Calendar,
    now: int,
    cost: Cost,
    *,
    check_url: str,
    grant_urls: dict[str, str],
    links: tuple[Link, ...] = (),
) -> reading.View:
    """Return the reading card's View of ``found``; ``grant_urls`` gives the endpoint that asks for each scope."""
    sender = found.message.sender
    account = found.owner.addr_specs[0] if found.owner.addr_specs else ""
    findings = _in_order(found)
    tie = found.relationship
    is_own = found.verdict.name is VerdictName.OWN_MESSAGE
    return reading.View(
        verdict=found.verdict.name.value,
        sentence=found.verdict.sentence,
        confidence=_confidence(found),
        sender_name=sender.display_name if sender else "",
        sender_addr_spec=sender.addr_spec if sender else "",
        level=tie.level.value,
        level_sentence="" if is_own else level_sentence(tie, calendar),
        strength=None if Flag.UNPROVEN_SENDER in tie.flags else round(tie.strength),
        best_strength=round(tie.best_strength),
        best_year=None if tie.best_year is None else calendar.year(tie.best_year),
        facts=() if is_own or sender is None else tie_facts(tie, sender.addr_spec, account, calendar, now),
        evidence=_lines(findings[:FIRST_LINES], account, found.message),
        more_evidence=_lines(findings[FIRST_LINES:], account, found.message),
        not_seen=tuple(dict.fromkeys(note.text for note in found.not_seen)),
        grants=grants(found.not_seen, grant_urls),
        check_again_url=check_url,
        cost=cost,
        links=links,
    )


def _in_order(found: Assessment) -> tuple[Finding, ...]:
    """How the mail travelled first (two facts), then what it carries (one): together they are the verdict's reasons."""
    if found.verdict.name is VerdictName.OWN_MESSAGE:
        return ()
    is_ordinary = found.relationship.level.is_known and found.broadcast.call != "broadcast"
    # Between people who know each other, "nothing in it is about you" would be true, cold and beside the point.
    travelled = () if is_ordinary else _agreeing_first(found.broadcast)
    carried = explain(found.resume.findings) if found.resume.call == "resume" or not is_ordinary else ()
    return (*travelled[:2], *carried[:1], *travelled[2:], *carried[1:])


def _agreeing_first(broadcast: Broadcast) -> tuple[Finding, ...]:
    """The findings in order of weight, those that speak against the call behind those that make it."""
    findings = explain(broadcast.findings)
    if broadcast.call == "unclear":
        return findings
    return tuple(sorted(findings, key=lambda finding: (finding.weight > 0) != (broadcast.call == "broadcast")))


def _confidence(found: Assessment) -> float | None:
    """Return the probability that the verdict is right, where it rests on the broadcast judgement; None for a plain fact."""
    probability = found.broadcast.probability
    if probability is None:
        return None
    if found.verdict.name in {VerdictName.BROADCAST, VerdictName.RESUME_BLAST, VerdictName.GROUP_MAIL}:
        return probability
    if found.verdict.name in {VerdictName.FIRST_CONTACT, VerdictName.TARGETED_RESUME}:
        return 1 - probability
    return None


def grants(not_seen: Iterable[NotSeen], grant_urls: dict[str, str]) -> tuple[Grant, ...]:
    """Return one button per missing scope, for those that can be asked for."""
    scopes = dict.fromkeys(note.scope for note in not_seen if note.scope in grant_urls)
    return tuple(made for scope in scopes if (made := grant_of(scope, grant_urls)))


def grant_of(scope: str, grant_urls: dict[str, str]) -> Grant | None:
    """Return the button that asks for ``scope``, or None where no endpoint does."""
    url = grant_urls.get(scope)
    return Grant(_GRANT_LABELS.get(scope, "Allow"), url, ABILITIES[scope]) if url else None


_GRANT_LABELS = {
    "https://www.googleapis.com/auth/gmail.readonly": "Allow searching my mail",
    "https://www.googleapis.com/auth/gmail.addons.current.message.readonly": "Allow reading open messages",
    "https://www.googleapis.com/auth/userinfo.email": "Allow seeing my address",
}


def cost_of(cost: GmailCost, ms: float) -> Cost:
    """Return the cost line's values; ``ms`` is the whole event's."""
    return Cost(cost.calls, cost.round_trips, cost.units, round(ms))


def _lines(findings: Iterable[Finding], account: str, message: Message) -> tuple[Line, ...]:
    """Return the findings as lines, each with the search that proves it: where it has none of its own, the message itself."""
    itself = query.this_message(message.message_id)
    return tuple(Line(finding.text, link=search_url(finding.search or itself, account)) for finding in findings)
