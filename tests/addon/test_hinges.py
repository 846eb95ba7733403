"""Ties that hang on a message or two: an automatic reply makes nobody an acquaintance, in a crowd as among few."""

from __future__ import annotations

from collections import Counter

import pytest

from addon.core.exchange import Hit
from addon.handlers.hinges import Mail
from tests.addon.stage import OWNER, conversation, mail, text_of
from tests.addon.writing import WRITER, Desk, strangers


def recruiter(number: int) -> str:
    return f"Rec {number} <rec{number}@corp{number}.example>"


def applications(count: int, subject: str, *, automatic: bool, reply_after: float = 0.1) -> list[bytes]:
    """Return one letter of the owner's to each recruiter, and one answer of theirs."""
    headers = {"Auto-Submitted": "auto-replied"} if automatic else None
    mails = []
    for number in range(count):
        mails.append(mail(WRITER, recruiter(number), days_ago=100 + number, subject="Application", message_id=f"a{number}"))
        mails.append(
            mail(
                recruiter(number),
                OWNER,
                days_ago=100 + number - reply_after,
                subject=subject,
                message_id=f"r{number}",
                reply_to=f"a{number}",
                headers=headers,
            )
        )
    return mails


def levels(desk: Desk) -> Counter[str]:
    return Counter(each.tie.level.value for each in desk.found().case.recipients)


def recruiters(count: int) -> list[str]:
    return [recruiter(number) for number in range(count)]


@pytest.mark.parametrize("count", [1, 3, 5, 10, 13, 30])
def test_automatic_replies_make_no_acquaintances_however_many(count: int) -> None:
    """What cannot be opened is found by the subject that mail programs give automatic replies."""
    desk = Desk(applications(count, "Automatic reply: Application", automatic=True))
    desk.compose(to=[], cc=[], bcc=recruiters(count), subject="Maya Lind")

    assert levels(desk) == {"one_sided": count}


def test_what_cannot_be_told_from_an_automatic_reply_is_not_checked() -> None:
    """Under an ordinary subject nothing tells: they are neither known nor strangers, and the card says so."""
    desk = Desk(applications(30, "Re: Application", automatic=True))
    card, _ = desk.compose(to=[], cc=[], bcc=recruiters(30), subject="Maya Lind")

    found = levels(desk)
    assert "answered" not in found
    assert found["unknown"] >= 20
    assert f"Whether {found['unknown']} recipients answered you in person" in text_of(card)
    assert "Could not be checked" in text_of(card)
    assert "know you" not in desk.found().judgement.sentence or "could not be checked" in desk.found().judgement.sentence


@pytest.mark.parametrize(("count", "reply_after"), [(2, 0.1), (30, 1.0)])
def test_real_answers_count(count: int, reply_after: float) -> None:
    """The near miss: of few each is opened; in a crowd, who took a day to answer is no machine."""
    desk = Desk(applications(count, "Re: Application", automatic=False, reply_after=reply_after))
    card, _ = desk.compose(to=[], cc=[], bcc=recruiters(count))

    assert levels(desk) == {"answered": count}
    assert "in person" not in text_of(card)


def test_who_was_answered_is_known_without_opening_anything() -> None:
    """They wrote, the owner answered: no machine is written back to, so a crowd of such people is a crowd of acquaintances."""
    mails = [each for n in range(30) for each in conversation(recruiter(n), f"tides{n}", days_ago=90, messages=2)]
    desk = Desk(mails)
    desk.compose(to=[], cc=[], bcc=recruiters(30))

    assert levels(desk) == {"answered": 30}


def test_a_declared_acquaintance_is_known_whatever_hangs_on_it() -> None:
    desk = Desk(applications(30, "Re: Application", automatic=True))
    desk.store.declare("owner-1", "rec7@corp7.example", "known", 1)
    desk.compose(to=[], cc=[], bcc=recruiters(30))

    known = [each.address.addr_spec for each in desk.found().case.recipients if each.is_known]
    assert known == ["rec7@corp7.example"]


def test_doubtful_ties_are_not_remembered() -> None:
    """What is kept must be sure: the next draft asks again."""
    desk = Desk(applications(30, "Re: Application", automatic=True))
    desk.compose(to=[], cc=[], bcc=recruiters(30))

    assert desk.store.export_owner("owner-1")["correspondents"] == {}


def test_many_strangers_the_owner_wrote_to_are_told_from_those_never_written_to() -> None:
    """Sixty people with one letter of the owner's each are one-sided, in four trips; thirty more are not."""
    people = strangers(60)
    desk = Desk([mail(WRITER, each, days_ago=40 + n) for n, each in enumerate(people)])
    card, cost = desk.compose(to=[], cc=[], bcc=[*people, *strangers(30, 60)])

    assert levels(desk) == {"one_sided": 60, "none": 30}
    assert "too many searches" not in text_of(card)
    assert cost.round_trips <= 4
    assert cost.units <= 250


def test_mail_of_others_to_both_is_no_mail_of_the_owners() -> None:
    """Fifty people each in one thread with the owner, which somebody else began: seen together, not written to."""
    people = strangers(50)
    desk = Desk([mail(f"host{n}@party.example", [OWNER, each], days_ago=40 + n) for n, each in enumerate(people)])
    desk.compose(to=[], cc=[], bcc=people)

    assert levels(desk) == {"seen_together": 50}


def hit(at_ms: int, thread: str) -> Hit:
    return Hit(f"{at_ms << 20:x}", thread)


MARCH = 1_700_000_000_000


@pytest.mark.parametrize(
    ("received", "sent", "expected"),
    [
        ([hit(MARCH, "t")], [hit(MARCH - 9_000, "t")], True),  # one letter, one answer
        ([hit(MARCH, "t")], [hit(MARCH + 9_000, "t")], False),  # the owner answered
        ([hit(MARCH, "t")], [hit(MARCH - 50_000_000, "t")], False),  # they took half a day and more
        ([hit(MARCH, "t")], [hit(MARCH - 50_000_000, "other")], True),  # but not to answer
        ([hit(MARCH, "t")], [hit(MARCH + 9_000, "other")], True),  # in another thread that is no answer
        ([hit(MARCH + n, "t") for n in range(3)], [hit(MARCH - 9_000, "t")], False),  # three messages are no reply
        ([hit(MARCH, "t")], [], False),  # nothing hangs on it
        ([Hit("zz", "t")], [Hit("zy", "t")], True),  # ids that tell no time leave it open
    ],
)
def test_a_tie_hangs_on_little_until_the_owner_answered(received: list[Hit], sent: list[Hit], expected: bool) -> None:
    assert Mail(tuple(received), tuple(sent)).hangs_on_little is expected
