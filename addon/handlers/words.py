"""Facts about a tie in plain words, with dates as the owner's calendar has them. Text is unescaped; cards escape it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from addon.core import query
from addon.core.exchange import DAY_MS
from addon.core.relationship import Flag, Level, Relationship
from cards.view import Line, search_url


@dataclass(frozen=True)
class Calendar:
    """The owner's time zone: turns ms since the epoch into words."""

    zone: tzinfo = UTC

    @classmethod
    def of(cls, time_zone: str, utc_offset: int | None) -> Calendar:
        """Return the calendar of an IANA ``time_zone``, else of ``utc_offset`` (minutes east), else UTC."""
        if time_zone:
            try:
                return cls(ZoneInfo(time_zone))
            except (ZoneInfoNotFoundError, ValueError, OSError):
                pass  # a zone this machine does not know: the offset will do
        return cls(timezone(timedelta(minutes=utc_offset))) if utc_offset is not None else cls()

    def day(self, at: int) -> str:
        """Return e.g. ``3 March 2021``."""
        moment = self.moment(at)
        return f"{moment.day} {moment:%B %Y}"

    def month(self, at: int) -> str:
        """Return e.g. ``March 2021``."""
        return f"{self.moment(at):%B %Y}"

    def year(self, at: int) -> int:
        """Return e.g. 2021."""
        return self.moment(at).year

    def moment(self, at: int) -> datetime:
        """Return the date and time at ``at`` (ms since the epoch) in the owner's zone."""
        # Added rather than passed to fromtimestamp(), which fails for times outside the platform's range.
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)).astimezone(self.zone)


def counted(count: int, one: str, many: str) -> str:
    """Return ``1 conversation`` or ``2 conversations``."""
    return f"{count:,} {one if count == 1 else many}"


def times(count: int) -> str:
    """Return ``once``, ``twice`` or ``5 times``."""
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def level_sentence(tie: Relationship, calendar: Calendar) -> str:
    """Return the relationship in one sentence, or "" where it could not be looked up."""
    if tie.level.is_known and Flag.UNPROVEN_SENDER in tie.flags:
        history = f"{_conversations(tie)}{_since(tie, calendar)}"
        return f"You know this address ({history}), but this mail is not proven to come from it."
    if tie.level.is_known:
        lead = {
            Level.ANSWERED: "You have been in touch",
            Level.MAINTAINED: "An established contact",
            Level.CLOSE: "A close contact",
        }[tie.level]
        return f"{lead}: {_conversations(tie)}{_since(tie, calendar)}."
    if tie.level is Level.NONE:
        return "You have never been in touch."
    if tie.level is Level.ONE_SIDED:
        return _one_sided(tie)
    if tie.level is Level.SEEN_TOGETHER:
        return _seen_together(tie)
    return ""


def _conversations(tie: Relationship) -> str:
    if not tie.two_way_threads:
        return f"they wrote {times(tie.received)}, you wrote {times(tie.sent)}"
    return counted(tie.two_way_threads, "conversation", "conversations")


def _since(tie: Relationship, calendar: Calendar) -> str:
    return "" if tie.first_contact is None else f" since {calendar.month(tie.first_contact)}"


def _one_sided(tie: Relationship) -> str:
    if tie.received and tie.sent:
        return f"They wrote {times(tie.received)}, you wrote {times(tie.sent)}, but neither answered the other."
    if tie.received:
        return f"They wrote to you {times(tie.received)} before; you never answered."
    return f"You wrote to them {times(tie.sent)}; they never answered."


def _seen_together(tie: Relationship) -> str:
    if tie.received:
        return f"You have seen {counted(tie.received, 'message', 'messages')} of theirs on a list, never in direct contact."
    if tie.shared_threads:
        return f"Seen together in {counted(tie.shared_threads, 'thread', 'threads')}, never in direct contact."
    return "Never in direct contact, as far as your mail shows."


def tie_facts(tie: Relationship, addr_spec: str, account: str, calendar: Calendar, now: int) -> tuple[Line, ...]:
    """Return the evidence behind the level, each line with the Gmail search that proves it."""
    searchable = query.is_searchable(addr_spec)

    def link(text: str) -> str:
        return search_url(text, account) if searchable else ""

    least = "at least " if Flag.INCOMPLETE in tie.flags else ""
    lines = []
    if tie.level.is_known or (tie.received and tie.sent):
        lines.append(Line(f"They wrote {least}{times(tie.received)}.", link=link(f"from:{addr_spec}"), icon="EMAIL"))
        lines.append(Line(f"You wrote {least}{times(tie.sent)}.", link=link(f"in:sent to:{addr_spec}"), icon="EMAIL"))
    elif tie.received or tie.sent or tie.shared_threads:
        lines.append(Line("See that mail.", link=link(f"{{from:{addr_spec} to:{addr_spec}}}"), icon="EMAIL"))
    if tie.last_contact is not None:
        lines.append(Line(f"Last contact: {calendar.day(tie.last_contact)} ({_ago(now - tie.last_contact)}).", icon="CLOCK"))
    return (*lines, *_flag_lines(tie))


def _ago(ms: int) -> str:
    days = max(0, ms // DAY_MS)
    if days < 1:
        return "today"
    if days < 60:
        return "yesterday" if days == 1 else f"{days} days ago"
    if days < 730:
        return f"{days // 30} months ago"
    return f"{days // 365} years ago"


_FLAG_TEXTS = {
    Flag.UNPROVEN_SENDER: "Gmail could not prove that this mail comes from that address.",
    Flag.NEW_ADDRESS: "You know somebody of this name, but not at this address.",
    Flag.INTRODUCED: "Somebody you know brought you together.",
    Flag.DORMANT: "You have not been in touch for longer than is usual for you two.",
    Flag.SEPARATE_THREADS: "You both wrote, but never in one conversation.",
    Flag.BEGAN_BY_THEM: "They wrote first.",
    Flag.BEGAN_BY_YOU: "You wrote first.",
    Flag.ROLE_MAILBOX: "This is a shared mailbox, not one person's address.",
    Flag.DECLARED: "You told Acquaint that you know them.",
}


def _flag_lines(tie: Relationship) -> Iterable[Line]:
    for flag, text in _FLAG_TEXTS.items():
        if flag in tie.flags:
            yield Line(text)
