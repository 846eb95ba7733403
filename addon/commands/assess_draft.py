"""`assess-draft`: judge a draft from a file as its compose card would; the simulator holds the history and the draft."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from addon.commands.cases import read_case, read_lines
from addon.commands.desk import (
    DEADLINE_S,
    ROOT,
    TOKEN,
    Desk,
    GivenOwner,
    usable_owner,
)
from addon.core.address import Owner
from addon.core.draft import Kind, Recipient
from addon.core.draft.wording import unknowing
from addon.core.message import Message
from addon.events import ComposeOpened, Surroundings
from addon.gmail import Mailbox
from addon.handlers.compose import DraftAssessment, assess_draft
from addon.handlers.draft_memory import DraftMemory, RecentDrafts
from addon.handlers.reading import Visit
from addon.handlers.words import Calendar, level_sentence
from addon.mail import parse_message
from addon.preview.inprocess import WsgiWire
from addon.preview.simulator import SimMailbox, Simulator
from addon.scopes import GMAIL_READONLY
from addon.store import NullStore
from addon.wire import Deadline
from cards.compose import LOOKS_LIKE
from cards.marker import CANT_TELL, GRADES


@dataclass(frozen=True)
class JudgedDraft:
    """One assessed draft and what it cost; ``compute_ms`` is without the time spent in the simulator."""

    found: DraftAssessment
    calls: int
    round_trips: int
    units: int
    compute_ms: float


def assess_draft_file(draft: Path, history: Path | None, owner: Sequence[str], *, as_json: bool) -> str:
    """Return the assessment of one draft (.eml), as JSON or as text for a person."""
    judged = judge_file(draft.read_bytes(), owner, history, Desk())
    if as_json:
        return json.dumps(draft_json(draft.stem, judged), ensure_ascii=False, indent=2)
    return "\n".join(draft_text(judged))


def assess_draft_lines(cases: Path) -> Iterator[dict[str, Any]]:
    """Yield the result of each line of a CASES file, or an object with ``error``; one bad case never ends the run."""
    desk = Desk()
    for number, line in read_lines(cases):
        case_id = None
        try:
            case = read_case(line, cases.parent)
            case_id = case.case_id
            yield draft_json(case_id, judge_file(case.raw, case.owner, case.history, desk))
        except Exception as error:  # noqa: BLE001 - a case that breaks us is reported and the run goes on
            yield {"id": case_id, "line": number, "error": f"{type(error).__name__}: {error}"}


def judge_file(raw: bytes, owner: Sequence[str], history: Path | None, desk: Desk) -> JudgedDraft:
    """Return the assessment of the draft ``raw`` in the owner's mailbox ``history`` (an mbox, None: no other mail).

    The draft is judged at its own Date, or now where it has none. ``desk`` keeps opened histories between calls.
    """
    mailbox = desk.mailbox(usable_owner(owner), history)
    message = parse_message(raw)
    now = message.internal_date or round(time.time() * 1000)
    gmail_id = mailbox.add(raw, ["DRAFT"], date=now)
    draft_id = f"r{int(gmail_id, 16)}"
    mailbox.drafts[draft_id] = gmail_id
    try:
        return _judge(mailbox, message, now)
    finally:
        del mailbox.drafts[draft_id]
        mailbox.delete(gmail_id)


def _judge(mailbox: SimMailbox, message: Message, now: int) -> JudgedDraft:
    simulator = Simulator({mailbox.address: mailbox}, tokens={TOKEN: mailbox.address})
    gmail = Mailbox(WsgiWire(simulator), ROOT, TOKEN, Deadline.after(DEADLINE_S))
    names = tuple(each.display_name for each in mailbox.owner if each.display_name)
    owner = Owner(tuple(each.addr_spec for each in mailbox.owner), names)
    visit = Visit("", owner.addr_specs[0], frozenset({GMAIL_READONLY}), now)
    event = ComposeOpened(
        Surroundings(visit.scopes), _shown(message.to), _shown(message.cc), _shown(message.bcc), message.subject
    )
    memory = DraftMemory(NullStore(), "", now)
    started = time.perf_counter()
    found = assess_draft(gmail, GivenOwner(owner, now), memory, RecentDrafts(), visit, event)
    ms = (time.perf_counter() - started) * 1000
    cost = gmail.cost
    return JudgedDraft(found, cost.calls, cost.round_trips, cost.units, ms - cost.wait_ms)


def _shown(people: Sequence[Any]) -> tuple[str, ...]:
    return tuple(f'"{each.display_name}" <{each.addr_spec}>' if each.display_name else each.addr_spec for each in people)


def draft_json(case_id: str | None, judged: JudgedDraft) -> dict[str, Any]:
    """Return the assessment as the documented JSON object."""
    found, judgement = judged.found, judged.found.judgement
    resume = found.case.resume
    looks = found.looks_like
    return {
        "id": case_id,
        "grade": judgement.grade,
        "sentence": judgement.sentence,
        "recipients": [_recipient_json(each) for each in found.case.recipients],
        "strangers": judgement.strangers,
        "known": judgement.known,
        "resume": {
            "call": resume.call if resume else None,
            "candidate": resume.candidate if resume else None,
            "probability": round(resume.probability, 4) if resume else None,
        },
        "reasons": [{"symbol": finding.symbol, "text": finding.text} for finding in judgement.reasons],
        "fixes": list(judgement.fixes),
        "looks_like": None if looks is None else {"verdict": looks.name.value, "sentence": looks.sentence},
        "better_way": [{"text": line.text, "note": line.note, "source": line.source} for line in found.advice],
        "not_seen": [note.text for note in found.not_seen],
        "cost": {
            "calls": judged.calls,
            "round_trips": judged.round_trips,
            "units": judged.units,
            "ms": round(judged.compute_ms, 2),
        },
    }


def _recipient_json(each: Recipient) -> dict[str, str | bool]:
    return {
        "addr_spec": each.address.addr_spec,
        "field": each.field.value,
        "level": each.tie.level.value,
        "kind": each.kind.value,
        "colleague": each.colleague,
    }


def _count_line(found: DraftAssessment) -> list[str]:
    """Return how many recipients there are of each kind, in one sentence; those of which there are none are left out."""
    case = found.case
    cold = {each.key for each in case.cold}
    lists = sum(each.kind is Kind.LIST for each in case.others)
    colleagues = sum(each.colleague and not each.is_known for each in case.others)
    wrote = sum(each.is_outside and each.key not in cold for each in case.others)
    counted = (
        (found.judgement.known, "knows you", "know you"),
        (colleagues, "is a colleague", "are colleagues"),
        (found.judgement.strangers, unknowing(case.cold), unknowing(case.cold)),
        (wrote, "wrote to you first", "wrote to you first"),
        (lists, "is a mailing list", "are mailing lists"),
        (len(case.unchecked), "could not be checked", "could not be checked"),
    )
    parts = [f"{count:,} {one if count == 1 else many}" for count, one, many in counted if count]
    return [f"{', '.join(parts)}."] if parts else []


def draft_text(judged: JudgedDraft) -> list[str]:
    """Return the assessment in lines, as a person reads it."""
    found, judgement = judged.found, judged.found.judgement
    lines = [f"{GRADES.get(judgement.grade, CANT_TELL).words}: {judgement.sentence}"]
    lines += [f"  - {finding.text}" for finding in judgement.reasons]
    if found.looks_like is not None:
        lines += ["", f"{LOOKS_LIKE}: {found.looks_like.sentence}"]
    lines += ["", *_count_line(found)]
    for each in found.case.recipients[:20]:
        sentence = level_sentence(each.tie, Calendar()) if each.kind.value in {"person", "role"} else ""
        lines.append(f"  {each.field.value:<3} {each.address.addr_spec}  {each.kind.value}  {sentence}".rstrip())
    if len(found.case.recipients) > 20:
        lines.append(f"  and {len(found.case.recipients) - 20:,} more")
    for title, texts in (("A better way", [line.text for line in found.advice]), ("Not seen", [n.text for n in found.not_seen])):
        if texts:
            lines += ["", title, *(f"  - {text}" for text in texts)]
    cost = f"{judged.calls} calls in {judged.round_trips} round trips, {judged.units} Gmail units"
    return [*lines, "", f"{cost}, {judged.compute_ms:.1f} ms own compute"]
