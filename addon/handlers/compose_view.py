"""From what was found about a draft to what its card says. Plain values only; drawing is the cards' business."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from addon.core import query
from addon.core.draft.judge import DISMISS, KEEP_KNOWN, OPENER, REMOVE_STRANGERS, SPLIT, SUBJECT, UNDISMISS
from addon.core.draft.recipients import Field, Kind, Recipient
from addon.core.relationship import Flag
from addon.handlers.compose import DraftAssessment
from addon.handlers.fixes import leaving, lists_of, suggest_subject
from addon.handlers.split_drafts import AT_ONCE, people_to_split
from addon.handlers.views import grants
from addon.handlers.words import Calendar, level_sentence
from cards import compose
from cards.compose import Fix, LooksLike
from cards.view import Cost, Line, Link, search_url

PUT_BACK = "put-back"
MAX_PUT_BACK = 6_000
"""Characters of addresses a button may carry to put recipients back; Google publishes no limit on parameters."""

SHOWN = 12
"""Lines prepared of each group of recipients; the card draws fewer and needs the count of the rest."""


def compose_view(
    found: DraftAssessment,
    calendar: Calendar,
    cost: Cost,
    *,
    fix_url: Callable[[str], str],
    check_url: str,
    grant_urls: dict[str, str],
    links: tuple[Link, ...] = (),
    before: Sequence[Recipient] = (),
) -> compose.View:
    """Return the compose card's View of ``found``; ``before``: the recipients a fix has just replaced, to be put back."""
    case, judgement = found.case, found.judgement
    account = case.owner.addr_specs[0] if case.owner.addr_specs else ""
    groups = _groups(case.recipients, calendar, account)
    looks = found.looks_like
    return compose.View(
        grade=_shown_grade(found),
        sentence=judgement.sentence,
        **groups,
        reasons=tuple(Line(finding.text) for finding in judgement.reasons if finding.text != judgement.sentence),
        fixes=(*_put_back(before, fix_url), *_fixes(found, fix_url)),
        not_seen=tuple(dict.fromkeys(note.text for note in found.not_seen)),
        grants=grants(found.not_seen, grant_urls),
        looks_like=None if looks is None else LooksLike(looks.name.value, looks.sentence),
        better_way=tuple(Line(line.text, line.note, line.source) for line in found.advice),
        check_again_url=check_url,
        cost=cost,
        links=links,
    )


def _shown_grade(found: DraftAssessment) -> str:
    """Nobody looked at what was put away, and "good to send" is more than can be said where nobody could be looked up."""
    judgement = found.judgement
    if found.case.dismissed and found.case.recipients:
        return compose.DISMISSED
    return "unknown" if judgement.grade == "fine" and not judgement.checked else judgement.grade


def _groups(recipients: Iterable[Recipient], calendar: Calendar, account: str) -> dict[str, tuple[Line, ...]]:
    """Return the recipients by what is known of them; only those drawn get words, the others are there to be counted."""
    groups: dict[str, list[Line]] = {name: [] for name in ("known", "strangers", "roles", "lists", "own", "unchecked")}
    for each in recipients:
        lines = groups[_group_of(each)]
        lines.append(_line(each, calendar, account) if len(lines) < SHOWN else _COUNTED)
    return {name: tuple(lines) for name, lines in groups.items()}


_COUNTED = Line("…")


def _group_of(each: Recipient) -> str:
    if each.kind is Kind.SELF:
        return "own"
    if each.kind is Kind.LIST:
        return "lists"
    if each.is_known or each.colleague:
        return "known"
    if each.is_unchecked:
        return "unchecked"
    return "roles" if each.kind is Kind.ROLE else "strangers"


def _line(each: Recipient, calendar: Calendar, account: str) -> Line:
    spec = each.address.addr_spec
    note = level_sentence(each.tie, calendar) if each.tie.level.value not in {"unknown", "none"} else ""
    if Flag.DECLARED in each.tie.flags and not each.tie.level.is_known:
        note = "You told Acquaint that you know them."
    elif each.colleague and not each.is_known:
        note = "A colleague: the same organisation as yours."
    shown = f"{each.address.display_name} <{spec}>" if each.address.display_name else spec
    link = search_url(f"{{from:{spec} to:{spec}}}", account) if note and query.is_searchable(spec) else ""
    return Line(shown, note, link)


def _put_back(before: Sequence[Recipient], fix_url: Callable[[str], str]) -> Iterable[Fix]:
    if not before or not _fits_a_button(before):
        return
    texts = {field.value: "\n".join(specs) for field, specs in lists_of(before).items()}
    yield Fix(
        "Put recipients back",
        fix_url(PUT_BACK),
        tuple(texts.items()),
        "Puts everybody back where they were.",
        "Nothing was sent or lost.",
    )


def _fits_a_button(recipients: Sequence[Recipient]) -> bool:
    return sum(len(each.address.addr_spec) + 1 for each in recipients) <= MAX_PUT_BACK


def _fixes(found: DraftAssessment, fix_url: Callable[[str], str]) -> Iterable[Fix]:
    for name in found.judgement.fixes:
        label, confirm, undo = _WORDS[name]
        if name == SPLIT:
            yield _split_fix(found, fix_url(name))
        elif name == SUBJECT:
            subject = suggest_subject(found)
            if subject and subject != found.case.subject:
                yield Fix(label, fix_url(name), (), f"Changes the subject to: {subject}", undo)
        elif undo is _BACK:
            if gone := len(leaving(found, name)):
                back = undo if _fits_a_button(found.window.recipients) else "There are too many to put back with a click."
                yield Fix(label, fix_url(name), (), _who_leaves(found, gone), back)
        else:
            yield Fix(label, fix_url(name), (), confirm, undo)


def _who_leaves(found: DraftAssessment, gone: int) -> str:
    """Return in numbers whom a fix takes out and who stays."""
    stay = len(found.case.others) - gone
    rest = "nobody is left" if not stay else "1 stays" if stay == 1 else f"{stay:,} stay"
    return f"Takes {gone:,} out of this draft; {rest}. Nothing is sent."


_BACK = "One more click puts them back."
_WORDS: Mapping[str, tuple[str, str, str]] = {
    KEEP_KNOWN: ("Keep only people who know you", "", _BACK),
    REMOVE_STRANGERS: ("Take out strangers", "", _BACK),
    SPLIT: ("Make one draft for each", "", ""),
    OPENER: ("Greet them by name", "Puts a greeting in at your cursor.", "To undo, delete it from the text."),
    SUBJECT: ("Use a clearer subject", "", "To undo, type the old one again."),
    DISMISS: (
        "Don't warn me about this draft",
        "Puts this warning away for these recipients and this subject.",
        "One more click brings it back.",
    ),
    UNDISMISS: ("Warn me again", "Brings the warning about this draft back.", ""),
}


def _split_fix(found: DraftAssessment, url: str) -> Fix:
    total = len(people_to_split(found))
    many = f"Makes {total} drafts" if total <= AT_ONCE else f"Makes {total} drafts, {AT_ONCE} at a press"
    readable = not any(note.scope for note in found.not_seen)
    text = "" if readable else " They will have no text, as Acquaint may not read this draft."
    confirm = f"{many}, each to one person alone. This draft stays as it is.{text}"
    return Fix("Make one draft for each", url, (), confirm, "To undo, delete them in Drafts; Gmail has no other undo for this.")


def fields_from(parameters: Mapping[str, str]) -> dict[Field, list[str]]:
    """Return what the button "Put recipients back" carries, by field."""
    return {field: parameters.get(field.value, "").split("\n")[:500] for field in Field}
