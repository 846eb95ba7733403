"""The endpoints of the compose window: the card beside a draft, and its one-click fixes.

Everything in a click is the user's to forge, so recipients are judged from the click's own lists and rights from its tokens.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Blueprint

from addon.core.draft.judge import DISMISS, KEEP_KNOWN, OPENER, REMOVE_STRANGERS, SPLIT, SUBJECT, UNDISMISS
from addon.core.draft.recipients import Field, Recipient
from addon.errors import AddonError, BadEvent, GmailError, MissingScope
from addon.events import ActionClicked, ComposeOpened, Event, Kind, Surroundings
from addon.gmail import Mailbox
from addon.gmail.drafts import SavedDraft, WritingMailbox, get_draft
from addon.handlers import fixes
from addon.handlers.compose import DraftAssessment, assess_draft, dismissal_mark
from addon.handlers.compose_view import PUT_BACK, compose_view, fields_from
from addon.handlers.draft_memory import DraftMemory, RecentDrafts
from addon.handlers.draft_text import NOT_SAVED
from addon.handlers.fixes import Change
from addon.handlers.last_exchange import find_last_exchanges
from addon.handlers.memory import Remembrance
from addon.handlers.recipient_fields import parse_recipients
from addon.handlers.split_drafts import Split, SplitResult
from addon.handlers.views import cost_of
from addon.handlers.words import Calendar
from addon.manifest import COMPOSE_PATH
from addon.routes import GRANTS, Answer, Desk, Handler, make_endpoint
from addon.scopes import ACTION_COMPOSE, GMAIL_MODIFY, is_granted, missing_scopes
from addon.services import Services
from cards import compose, envelope, problem
from cards.widgets import Card

DRAFT_PREFIX = "/addon/draft"
CHECK = "check"
GRANT = "grant"

_log = logging.getLogger("addon")


@dataclass
class _Writing:
    """What the compose endpoints of one process share."""

    recent: RecentDrafts[DraftAssessment]


def draft_path(name: str) -> str:
    """Return the path of the endpoint of a fix, of "check", or of "grant/<what>"."""
    return f"{DRAFT_PREFIX}/{name}"


def add_compose_routes(routes: Blueprint, services: Services) -> None:
    """Add the compose trigger's endpoint and those of its card's buttons to ``routes``."""
    shared = _Writing(services.drafts)
    table: list[tuple[str, Kind, Handler, bool]] = [
        (COMPOSE_PATH, Kind.COMPOSE, lambda desk, event: _show(shared, desk, event), False),
        (draft_path(CHECK), Kind.ACTION, lambda desk, event: _check(shared, desk, event), True),
    ]
    for name, plan in _PLANS.items():
        table.append((draft_path(name), Kind.ACTION, _changing(shared, plan), True))
    table += [
        (draft_path(SPLIT), Kind.ACTION, lambda desk, event: _split(shared, desk, event), True),
        (draft_path(DISMISS), Kind.ACTION, _dismissing(shared, dismissed=True), True),
        (draft_path(UNDISMISS), Kind.ACTION, _dismissing(shared, dismissed=False), True),
        *((draft_path(f"{GRANT}/{what}"), Kind.ACTION, _asking(shared, scope), True) for what, scope in GRANTS.items()),
    ]
    for path, kind, handler, clicked in table:
        endpoint = make_endpoint(services, kind, _in_words_for_drafts(handler), is_click=clicked)
        routes.add_url_rule(path, path, endpoint, methods=["POST"])


def _in_words_for_drafts(handler: Handler) -> Handler:
    def handle(desk: Desk, event: Event) -> Answer:
        """Draw what went wrong in words for a draft, with the button that looks at the draft again."""
        try:
            return handler(desk, event)
        except MissingScope:
            raise
        except AddonError as error:
            _log.warning("draft failed", extra={"error": type(error).__name__})
            again = desk.url(draft_path(CHECK)) if error.retry else ""
            return envelope.push(problem.card(problem.View(error.what_draft, error.how_draft, again, desk.links)))

    return handle


@dataclass
class _Event:
    """One event about a draft, with everything its handler needs."""

    shared: _Writing
    desk: Desk
    surroundings: Surroundings
    draft: ComposeOpened

    def __post_init__(self) -> None:
        self.visit = self.desk.visit(self.surroundings)
        self.mailbox: Mailbox = self.desk.mailbox(self.surroundings)
        self.memory = DraftMemory(self.desk.services.store, self.visit.owner_id, self.visit.now)
        self.calendar = Calendar.of(self.surroundings.time_zone, self.surroundings.utc_offset)

    def assess(self, *, afresh: bool, draft: ComposeOpened | None = None) -> DraftAssessment:
        """Return what is known of the draft; not ``afresh``: from this process's memory where it is there."""
        remembrance = Remembrance(self.desk.services.store, self.visit.owner_id, self.visit.now)
        given = self.draft if draft is None else draft
        return assess_draft(self.mailbox, remembrance, self.memory, self.shared.recent, self.visit, given, afresh=afresh)

    def card(self, found: DraftAssessment, before: tuple[Recipient, ...] = (), split: SplitResult | None = None) -> Card:
        """Return the card of ``found`` (see compose_view), with how far a ``split`` is, and log what it cost."""
        cost = cost_of(self.mailbox.cost, self.desk.elapsed_ms())
        _log.info(
            "draft judged",
            extra={
                "grade": found.judgement.grade,
                "recipients": len(found.case.recipients),
                "calls": cost.calls,
                "round_trips": cost.round_trips,
                "units": cost.units,
                "ms": cost.ms,
            },
        )
        view = compose_view(
            found,
            self.calendar,
            cost,
            fix_url=lambda name: self.desk.url(draft_path(name)),
            check_url=self.desk.url(draft_path(CHECK)),
            grant_urls={scope: self.desk.url(draft_path(f"{GRANT}/{what}")) for what, scope in GRANTS.items()},
            links=self.desk.links,
            before=before,
        )
        if split is not None:
            url = self.desk.url(draft_path(SPLIT))
            shown = (replace(fix, label=split.label, confirm=split.progress) if fix.url == url else fix for fix in view.fixes)
            view = replace(view, fixes=tuple(shown))
        return compose.card(view)


def _show(shared: _Writing, desk: Desk, event: Event) -> Answer:
    """The add-on was opened on a draft."""
    assert isinstance(event, ComposeOpened)  # noqa: S101 - the kind was fixed by the route
    opened = _Event(shared, desk, event.surroundings, event)
    return envelope.push(opened.card(opened.assess(afresh=True)))


def _clicked(shared: _Writing, desk: Desk, event: Event) -> _Event:
    assert isinstance(event, ActionClicked)  # noqa: S101 - the kind was fixed by the route
    # Gmail leaves out empty lists, so a click without any is a draft without recipients.
    return _Event(shared, desk, event.surroundings, event.draft or ComposeOpened(event.surroundings))


def _check(shared: _Writing, desk: Desk, event: Event) -> Answer:
    """The owner asked to look again."""
    click = _clicked(shared, desk, event)
    return envelope.update(click.card(click.assess(afresh=True)))


def _asking(shared: _Writing, scope: str) -> Handler:
    def ask(desk: Desk, event: Event) -> Answer:
        """Ask Google for a scope; after consent Google repeats this event, and then the card is drawn with it."""
        assert isinstance(event, ActionClicked)  # noqa: S101 - the kind was fixed by the route
        missing = missing_scopes(event.surroundings.scopes, scope)
        return envelope.request_scopes(missing) if missing else _check(shared, desk, event)

    return ask


Plan = Callable[["_Event", DraftAssessment, Event], Change]


def _changing(shared: _Writing, plan: Plan) -> Handler:
    def change(desk: Desk, event: Event) -> Answer:
        """Plan the change, and answer with the card as it is after it; without a change only say so."""
        click = _clicked(shared, desk, event)
        if not is_granted(click.surroundings.scopes, ACTION_COMPOSE):
            return envelope.request_scopes((ACTION_COMPOSE,))  # without it Gmail would not let the draft be changed
        found = click.assess(afresh=False)
        planned = plan(click, found, event)
        after = planned.after or found
        moved = planned.to is not None or planned.cc is not None or planned.bcc is not None
        undoable = moved and len(after.case.recipients) < len(found.case.recipients)
        shared.recent.keep((click.visit.owner_id, after.fingerprint, *sorted(click.visit.scopes)), after, click.visit.now)
        answer = envelope.update(click.card(after, found.case.recipients if undoable else ()), planned.notice)
        if planned.is_empty:
            return answer
        host = envelope.update_draft(
            subject=planned.subject, to=planned.to, cc=planned.cc, bcc=planned.bcc, insert=planned.insert
        )
        return envelope.combine(answer, host)

    return change


def _plan_opener(click: _Event, found: DraftAssessment, _event: Event) -> Change:
    """Once for each draft: the text goes in at the cursor, so a second press would say it twice."""
    mark = f"opener:{found.fingerprint}"
    key = (click.visit.owner_id, mark)
    if click.shared.recent.find(key, click.visit.now) is not None or click.memory.is_marked(mark):
        return Change("The greeting was already put in.")
    person = fixes.person_to_greet(found)
    asks = [person] if person is not None and click.visit.may_search else []
    last = find_last_exchanges(click.mailbox, asks, click.calendar)
    planned = fixes.opener(found, last.get(person.key) if person else None, click.calendar)
    if not planned.is_empty:
        click.memory.mark(mark)
        click.shared.recent.keep(key, found, click.visit.now)
    return planned


def _plan_put_back(click: _Event, found: DraftAssessment, event: Event) -> Change:
    assert isinstance(event, ActionClicked)  # noqa: S101 - the kind was fixed by the route
    texts = fields_from(event.parameters)
    if not any(text.strip() for lines in texts.values() for text in lines):
        raise BadEvent("commonEventObject.parameters", "names no recipients")
    draft = ComposeOpened(
        event.surroundings, tuple(texts[Field.TO]), tuple(texts[Field.CC]), tuple(texts[Field.BCC]), click.draft.subject
    )
    lists = fixes.together(found, {name: tuple(people) for name, people in parse_recipients(draft)[0]})
    specs = {field: tuple(each.addr_spec for each in people) for field, people in lists.items()}
    whole = replace(draft, to=specs[Field.TO], cc=specs[Field.CC], bcc=specs[Field.BCC])
    return fixes.put_back(found, lists, click.assess(afresh=False, draft=whole))


_PLANS: dict[str, Plan] = {
    KEEP_KNOWN: lambda _click, found, _event: fixes.keep_known(found),
    REMOVE_STRANGERS: lambda _click, found, _event: fixes.remove_strangers(found),
    SUBJECT: lambda _click, found, _event: fixes.clearer_subject(found),
    OPENER: _plan_opener,
    PUT_BACK: _plan_put_back,
}


def _split(shared: _Writing, desk: Desk, event: Event) -> Answer:
    """Make the next drafts, one for each person."""
    click = _clicked(shared, desk, event)
    scopes = click.surroundings.scopes
    if not (is_granted(scopes, ACTION_COMPOSE) or is_granted(scopes, GMAIL_MODIFY)):
        return envelope.request_scopes((ACTION_COMPOSE,))
    found = click.assess(afresh=False)
    saved = None
    if click.visit.may_search:
        if not found.draft_id:
            return envelope.update(click.card(found), NOT_SAVED.partition(": ")[2])
        saved = click.mailbox.run([get_draft(found.draft_id)])[0]
        if not isinstance(saved, SavedDraft):
            reason = saved.what_draft if isinstance(saved, GmailError) else GmailError.what
            return envelope.update(click.card(found), f"No drafts were made. {reason}")
    writing = WritingMailbox(
        desk.services.wire,
        desk.services.config.gmail_root,
        click.surroundings.user_token,
        desk.deadline,
        message_token=click.surroundings.message_token,
    )
    result = Split(click.mailbox, writing, click.memory, found, saved, click.calendar).press()
    return envelope.update(click.card(found, split=result), result.notice)


def _dismissing(shared: _Writing, *, dismissed: bool) -> Handler:
    def dismiss(desk: Desk, event: Event) -> Answer:
        """Put the warning about this draft away, or bring it back."""
        click = _clicked(shared, desk, event)
        found = click.assess(afresh=False)
        mark = dismissal_mark(found.fingerprint)
        if not dismissed:
            click.memory.unmark(mark)
            return envelope.update(click.card(found.with_dismissal(dismissed=False)), "The warning is back.")
        if not click.memory.mark(mark):
            return envelope.update(click.card(found), "Acquaint has no memory here, so it will warn you again.")
        return envelope.update(click.card(found.with_dismissal(dismissed=True)), "You will not be warned about this draft again.")

    return dismiss
