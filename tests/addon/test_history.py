"""Histories at the edges: very long ones, ids that tell no time, imported mail, clues."""

from __future__ import annotations

import pytest

from addon.commands.desk import Desk
from addon.core.relationship import Flag, Level
from addon.handlers import clues
from addon.handlers import history as history_module
from addon.mail import parse_message
from addon.preview.simulator import Fault
from tests.addon.stage import OWNER, Stage, conversation, mail

ANNA = "Anna Example <anna@example.com>"
CAREERS = "careers@example.org"


def busy(count: int) -> list[bytes]:
    """So many letters from Anna and a fifth as many from the owner."""
    theirs = [mail(ANNA, OWNER, days_ago=1 + n / 10, message_id=f"in{n}") for n in range(count)]
    mine = [mail(OWNER, ANNA, days_ago=1.05 + n / 2, message_id=f"out{n}", reply_to=f"in{n * 5}") for n in range(count // 5)]
    return theirs + mine


def test_more_than_one_page_is_counted_to_the_end_in_shared_round_trips() -> None:
    raw = mail(ANNA, OWNER)
    stage = Stage([*busy(1_300), raw])
    text, spent = stage.open(raw)

    assert "They wrote 1,300 times." in text
    assert "You wrote 260 times." in text
    assert "260 conversations" in text
    assert spent.round_trips <= 5


def test_a_history_beyond_the_last_page_is_counted_as_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_module, "MAX_PAGES", 2)
    raw = mail(ANNA, OWNER)
    text, _ = Stage([*busy(1_300), raw]).open(raw)

    assert "They wrote at least 999 times." in text
    assert "more mail between you than was counted" in text


def test_a_further_page_that_fails_leaves_at_least_what_was_read() -> None:
    raw = mail(ANNA, OWNER)
    stage = Stage([*busy(700), raw])
    stage.simulator.faults.inject("messages.list", Fault.NOT_FOUND, nth=4, times=9)
    text, _ = stage.open(raw)

    assert "They wrote at least 499 times." in text


@pytest.mark.parametrize("ids", ["opaque", "imported"])
def test_where_ids_tell_no_time_the_outermost_messages_are_opened(ids: str) -> None:
    history = [raw for n in range(4) for raw in conversation(ANNA, f"topic{n}", days_ago=400 - 90 * n)]
    raw = mail(ANNA, OWNER)
    text, _ = Stage([*history, raw], ids=ids).open(raw)

    assert "4 conversations since October 2025" in text
    assert "Last contact: 14 July 2026" in text


def test_a_known_name_at_a_new_address_is_said_and_lends_no_trust() -> None:
    raw = mail("Anna Example <anna@new.example>", OWNER, text="My new address!")
    stage = Stage([*conversation(ANNA, "old", days_ago=30, messages=4), raw])
    stage.open(stage.mailbox.index.entries[0].raw or b"")
    text, spent = stage.open(raw)

    assert "not at this address" in text
    assert "You have never been in touch." in text
    assert spent.units <= 80


def test_another_name_at_a_new_address_is_not_said_to_be_known() -> None:
    raw = mail("Zora Example <zora@new.example>", OWNER, text="Hello!")
    stage = Stage([*conversation(ANNA, "old", days_ago=30, messages=4), raw])
    stage.open(stage.mailbox.index.entries[0].raw or b"")
    text, _ = stage.open(raw)

    assert "not at this address" not in text


def test_an_introduction_by_a_known_person_in_cc_is_found() -> None:
    known = conversation("Carla <carla@example.net>", "talk", days_ago=90, messages=4)
    intro = mail("Carla <carla@example.net>", [OWNER, "new@example.com"], days_ago=3, message_id="intro")
    raw = mail("New <new@example.com>", OWNER, reply_to="intro", headers={"Cc": "Carla <carla@example.net>"})
    text, _ = Stage([*known, intro, raw]).open(raw)

    assert "Somebody you know brought you together." in text


def test_an_introduction_is_found_where_the_newcomer_answers_the_owner_alone() -> None:
    known = conversation("Carla <carla@example.net>", "talk", days_ago=90, messages=4)
    intro = mail("Carla <carla@example.net>", [OWNER, "new@example.com"], days_ago=3, message_id="intro")
    raw = mail("New <new@example.com>", OWNER, reply_to="intro")
    text, spent = Stage([*known, intro, raw]).open(raw)

    assert "Somebody you know brought you together." in text
    assert spent.units <= 80


def test_a_crowd_in_the_first_letter_introduces_nobody() -> None:
    known = conversation("Carla <carla@example.net>", "talk", days_ago=90, messages=4)
    crowd = [OWNER, "new@example.com", *(f"p{n}@example.net" for n in range(9))]
    intro = mail("Carla <carla@example.net>", crowd, days_ago=3, message_id="intro")
    text, _ = Stage([*known, intro, mail("New <new@example.com>", OWNER, reply_to="intro")]).open(
        mail("New <new@example.com>", OWNER, reply_to="intro")
    )

    assert "brought you together" not in text


def test_somebody_known_in_cc_who_is_said_to_have_sent_the_writer_did_so() -> None:
    known = conversation("Carla Reed <carla@example.net>", "talk", days_ago=90, messages=4)
    raw = mail(
        "New <new@example.com>",
        OWNER,
        text="Carla Reed suggested that I write to you.",
        headers={"Cc": "Carla Reed <carla@example.net>"},
    )
    text, _ = Stage([*known, raw]).open(raw)

    assert "Somebody you know brought you together." in text


def test_a_stranger_in_cc_introduces_nobody() -> None:
    intro = mail("Carla <carla@example.net>", [OWNER, "new@example.com"], days_ago=3, message_id="intro")
    raw = mail("New <new@example.com>", OWNER, reply_to="intro", headers={"Cc": "Carla <carla@example.net>"})
    text, _ = Stage([intro, raw]).open(raw)

    assert "brought you together" not in text


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Application: Backend developer (ref. HB-17)", '"HB-17"'),
        ("Bewerbung als Schweißer", "subject:Schweißer"),
        ("Application for a position", None),
        ("", None),
        ("Senior welder wanted", "(in:sent -subject:re subject:welder)"),
        ("Career change", "subject:Career subject:change"),
        ("Change", None),
        ('") OR in:inbox (', None),
    ],
)
def test_an_advert_is_searched_for_by_reference_or_telling_words(subject: str, expected: str | None) -> None:
    message = parse_message(mail(ANNA, OWNER, subject=subject))
    assert message.sender is not None
    clue = clues.advert(message, message.sender)

    assert (clue is None) if expected is None else (clue is not None and expected in clue.text)


APPLICATION = "Dear Maya, I am applying for the position. Please find attached my resume. Yours, Anna " * 3


@pytest.mark.parametrize("fresh", [True, False])
def test_an_application_that_answers_the_owners_advert_is_told_so(fresh: bool) -> None:
    advert = mail(OWNER, "board@lists.example.net", days_ago=20, subject="We look for a welder", message_id="ad")
    raw = mail(ANNA, OWNER, subject="Senior welder", text=APPLICATION)
    stage = Stage([advert, raw])
    if not fresh:
        stage.open(advert)
    text, spent = stage.open(raw)

    assert "answers what you advertised" in text
    assert spent.units <= 80


def test_an_application_for_another_job_answers_no_advert() -> None:
    advert = mail(OWNER, "board@lists.example.net", days_ago=20, subject="We look for a baker", message_id="ad")
    raw = mail(ANNA, OWNER, subject="Senior welder", text=APPLICATION)
    stage = Stage([advert, raw])
    stage.open(advert)
    text, _ = stage.open(raw)

    assert "answers what you advertised" not in text


def test_the_owners_mail_to_an_unsubscribing_address_is_no_answer(tmp_path: object) -> None:
    theirs = mail(ANNA, OWNER, days_ago=9, message_id="news")
    plea = mail(OWNER, ANNA, days_ago=8, subject="unsubscribe", text="unsubscribe", reply_to="news")
    path = tmp_path / "mail.mbox"  # type: ignore[operator] # a Path
    path.write_bytes(b"".join(b"From x\n" + raw + b"\n" for raw in (theirs, plea)))
    tie = Desk().judge(mail(ANNA, OWNER), (OWNER,), path).found.relationship

    assert tie.level is Level.ONE_SIDED
    assert (tie.received, tie.sent) == (1, 1)


def test_mail_through_a_list_only_is_seen_together() -> None:
    listed = [
        mail(ANNA, "club@lists.example.org", days_ago=day, headers={"List-Id": "<club.lists.example.org>"})
        for day in (30, 20, 10)
    ]
    raw = mail(ANNA, OWNER)
    text, _ = Stage([*listed, raw]).open(raw)

    assert "You have seen 3 messages of theirs on a list" in text


def test_flags_are_named_as_the_json_documents_them() -> None:
    assert {flag.value for flag in Flag} >= {
        "dormant",
        "began_by_them",
        "began_by_you",
        "introduced",
        "role_mailbox",
        "new_address",
    }
