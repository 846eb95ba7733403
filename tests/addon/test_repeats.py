"""The same letter sent before: the same subject or text, seen to be the same, and nothing that only sounds alike."""

from __future__ import annotations

import pytest

from addon.handlers.repeats import subject_phrase, text_phrase
from addon.preview.simulator import Fault
from tests.addon.stage import OWNER, mail, text_of
from tests.addon.writing import Desk, draft_bytes, friends_mail

NEW = "Ines Hart <ines@harbour.example>"
SHORT = (
    "Dear Sir,\n\nI would like to offer my services as a surveyor to your esteemed company. I have nine years of experience and "
    "could start in spring.\n\nMaya"
)
CJK = (
    "拝啓、春の候となりました。突然のお便りをお許しください。"
    "私は十年間にわたり潮位観測の仕事をしてまいりました。御社の募集を拝見しました。"
)


def sent(*pairs: tuple[str, str]) -> list[bytes]:
    """Return mail of the owner's to one person each, of these subjects and texts."""
    return [
        mail(OWNER, f"hr{n}@port{n}.example", days_ago=n + 1, subject=subject, text=text)
        for n, (subject, text) in enumerate(pairs)
    ]


def said(history: list[bytes], subject: str, text: str) -> str:
    """Return the card of a draft to one stranger."""
    desk = Desk(history)
    desk.save(draft_bytes([NEW], subject=subject, text=text))
    return text_of(desk.compose(to=[NEW], cc=[], bcc=[], subject=subject)[0])


def test_subjects_that_only_hold_the_same_words_are_no_repeat() -> None:
    """Another order, more words, an answer: each search hit is another letter."""
    history = sent(
        ("Lighthouse budget 2026", "The figures for the year."),
        ("Question on the Lighthouse budget", "Who paints it?"),
        ("Lighthouse budget meeting moved", "We meet at ten."),
        ("Budget Lighthouse", "No."),
    )

    assert "already sent" not in said(history, "Lighthouse budget", "Dear Ines,\n\nis the paint included?")


def test_a_longer_subject_is_no_repeat_of_a_shorter() -> None:
    history = sent(*[("Application for tidal surveyor position", "Dear team,\n\nsee above.")] * 5)

    assert "already sent" not in said(history, "Application: surveyor", "Dear Ines,\n\nhire me.")


def test_one_subject_over_different_letters_is_no_repeat() -> None:
    """An invoice to a new client after five others."""
    history = sent(
        *[("Invoice for November 2026", f"Please find the invoice for client {n} attached, as we agreed.") for n in range(5)]
    )

    assert "already sent" not in said(
        history, "Invoice for November 2026", "Dear Ines,\n\nhere is what I charge for the two days in May."
    )


def test_one_subject_over_one_letter_is_a_repeat() -> None:
    """The near miss: only the name in it changes."""
    history = sent(*[("Experienced tide engineer", "Dear team,\n\nI measure tides and look for work with you.")] * 5)
    text = said(history, "Experienced  tide engineer", "Dear Ines,\n\nI measure tides and look for work with you.")

    assert "You already sent five messages with this subject" in text


def test_the_same_short_letter_under_another_subject_is_a_repeat() -> None:
    """Twenty-five words are enough to be told by."""
    history = sent(*[(f"An idea for firm {n}", SHORT) for n in range(4)])

    assert "You already sent four messages" in said(history, "Proposal for spring", SHORT)


def test_a_letter_that_shares_a_phrase_is_no_repeat() -> None:
    """A search finds the same eight words in it; opened, it is another letter."""
    other = SHORT.replace("I have nine years", "My brother, who runs the harbour, told me that you asked. He has two years")
    history = sent(*[(f"An idea for firm {n}", other) for n in range(4)])

    assert "already sent" not in said(history, "Proposal for spring", SHORT)


def test_the_same_letter_without_spaces_between_words_is_a_repeat() -> None:
    history = sent(*[(f"お願い {n}", CJK) for n in range(3)])

    assert "You already sent three messages" in said(history, "求職", CJK)


def test_at_most_two_searches_and_three_letters_are_asked_for() -> None:
    """However many hits there are."""
    desk = Desk(sent(*[("Experienced tide engineer", SHORT)] * 25))
    desk.save(draft_bytes([NEW], subject="Experienced tide engineer", text=SHORT))
    card, _ = desk.compose(to=[NEW], cc=[], bcc=[], subject="Experienced tide engineer")

    calls = [call for trip in desk.simulator.cost.log for call in trip.calls]
    assert sum("newer_than" in str(call.params.get("q")) for call in calls) == 2
    assert sum(call.method == "messages.get" for call in calls) == 3
    assert "You already sent 25 messages" in text_of(card)


@pytest.mark.parametrize("fault", [Fault.SCOPE, Fault.NOT_FOUND])
def test_a_failed_search_for_repeats_is_named(fault: Fault) -> None:
    """Nothing is counted, and the card says what was not seen."""
    desk = Desk([*friends_mail(1), *sent(*[("Experienced tide engineer", SHORT)] * 5)])
    desk.simulator.faults.inject("messages.list", fault, nth=1)
    text = text_of(desk.compose(to=[NEW], cc=[], bcc=[], subject="Experienced tide engineer")[0])

    assert "already sent" not in text
    assert "Whether you sent the same to others before." in text


def test_letters_that_cannot_be_opened_are_named() -> None:
    desk = Desk(sent(*[("Experienced tide engineer", SHORT)] * 5))
    desk.simulator.faults.inject("messages.get", Fault.NOT_FOUND, times=9)
    text = text_of(desk.compose(to=[NEW], cc=[], bcc=[], subject="Experienced tide engineer")[0])

    assert "already sent" not in text
    assert "Whether you sent the same to others before." in text


def test_nothing_is_named_where_nothing_failed() -> None:
    assert "Whether you sent" not in said([], "Experienced tide engineer", SHORT)


@pytest.mark.parametrize(
    ("subject", "phrase"),
    [
        ("Application: tidal surveyor", "Application tidal surveyor"),
        ("Invoice 2026-11 for Ines", "Invoice 2026-11 for Ines"),
        ("求職のお願いと履歴書", "求職のお願いと履歴書"),
        ("Re: Application: tidal surveyor", ""),
        ("Hello", ""),
        ("求職", ""),
        ('"} tidal OR budget {"', "tidal OR budget"),
    ],
)
def test_a_subject_is_quoted_as_it_stands_or_not_at_all(subject: str, phrase: str) -> None:
    assert subject_phrase(subject) == phrase


def test_a_text_of_few_words_has_no_phrase() -> None:
    """The greeting does not count."""
    assert text_phrase("Dear Ines Hart and everybody at the harbour,\n\nsee you on Monday at ten, as we said.") == ""
    assert len(text_phrase(SHORT).split()) == 8
