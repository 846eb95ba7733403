"""Histories at the edges: very long ones, ids that tell no time, imported mail, clues."""

from __future__ import annotations

import pytest

from addon.commands.desk import Desk
from addon.core import query
from addon.core.relationship import Flag, Level
from addon.handlers import clues
from addon.handlers import history as history_module
from addon.handlers.adverts import find_advert_clue
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


def test_somebody_known_whom_a_stranger_puts_into_cc_is_in_copy_and_introduced_nobody() -> None:
    known = conversation("Carla Reed <carla@example.net>", "talk", days_ago=90, messages=4)
    raw = mail(
        "New <new@example.com>",
        OWNER,
        text="Carla Reed suggested that I write to you.",
        headers={"Cc": "Carla Reed <carla@example.net>"},
    )
    text, spent = Stage([*known, raw]).open(raw)

    assert "Carla Reed, whom you know, is in copy." in text
    assert "brought you together" not in text
    assert spent.units <= 80


CLAIM = "Dear Maya, Carla Reed suggested that I write to you about the harbour."


def vouching(sender: str = "Carla Reed <carla@example.net>", text: str = "Please meet Nils Newcomer.") -> bytes:
    """A letter that names the newcomer."""
    return mail(sender, OWNER, days_ago=9, subject="The harbour", text=text, message_id="vouch")


def test_a_referral_is_confirmed_by_somebody_the_owner_writes_to() -> None:
    known = conversation("Carla Reed <carla@example.net>", "talk", days_ago=90)
    raw = mail("Nils Newcomer <nils@example.com>", OWNER, text=CLAIM)
    for words in ("Please meet Nils Newcomer.", "Mr Newcomer will write to you."):
        text, spent = Stage([*known, vouching(text=words), raw]).open(raw)

        assert "It names Carla Reed, whom you know." in text
        assert (spent.round_trips, spent.units) <= (3, 80)


@pytest.mark.parametrize(
    "others",
    [
        [vouching()],  # one letter that was never answered, under any name
        [vouching("Carla Reed <carla@evil.example>")],
        conversation("Carla Reed <carla@example.net>", "talk", days_ago=90),  # known, and silent about the writer
        [*conversation("Carla Reed <carla@example.net>", "talk", days_ago=90), vouching("Dora Else <dora@example.net>")],
    ],
)
def test_a_referral_that_nobody_known_confirms_is_told_as_a_claim(others: list[bytes]) -> None:
    raw = mail("Nils Newcomer <nils@example.com>", OWNER, text=CLAIM)
    text, spent = Stage([*others, raw]).open(raw)

    assert "whom you know" not in text
    assert "your mail does not show it" in text
    assert (spent.round_trips, spent.units) <= (3, 80)


def test_a_letter_that_came_later_confirms_no_referral() -> None:
    known = conversation("Carla Reed <carla@example.net>", "talk", days_ago=90)
    raw = mail("Nils Newcomer <nils@example.com>", OWNER, days_ago=20, text=CLAIM)
    text, _ = Stage([*known, raw, vouching()]).open(raw)

    assert "whom you know" not in text


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
        ("Bewerbung als Koch", "subject:Koch"),
        ("Application for a position", None),
        ("", None),
        ("Senior welder wanted", "(in:sent -subject:re subject:welder)"),
        ("Career change", "subject:Career subject:change"),
        ("Change", None),
        ("Manager", None),
        ("Application as Project Manager", "(in:sent -subject:re subject:Project subject:Manager)"),
        ("IT Manager", "subject:IT subject:Manager"),
        ("Bewerbung als Lagerleiterin", "{subject:Lagerleiterin subject:Lagerleiter}"),
        ("Aplikacja: księgowa", "subject:księgowej"),
        ("Резюме на вакансию бухгалтер", "subject:бухгалтера"),
        ("应聘物流经理", "subject:招聘物流经理"),
        ("経理スタッフ応募の件", "subject:経理スタッフ募集"),
        ("개발자 지원", "subject:개발자"),
        ("Job ID 4711", "(in:sent -subject:re subject:4711)"),
        ("Anna Example 2026", None),
        ('") OR in:inbox (', None),
    ],
)
def test_an_advert_is_searched_for_by_reference_or_telling_words(subject: str, expected: str | None) -> None:
    message = parse_message(mail(ANNA, OWNER, subject=subject))
    assert message.sender is not None
    clue = find_advert_clue(message, message.sender)

    assert (clue is None) if expected is None else (clue is not None and expected in " ".join(clue.terms))


def test_a_reference_inside_the_letter_is_looked_for_in_the_subjects_of_the_owners_letters() -> None:
    message = parse_message(mail(ANNA, OWNER, subject="Anna Example", text="I apply for your post WM-2026-04; call 555-0134."))
    assert message.sender is not None
    clue = find_advert_clue(message, message.sender)

    assert clue is not None
    assert clue.terms == ('(in:sent -subject:re subject:"WM-2026-04")',)


def test_what_an_advert_is_searched_for_by_fits_into_one_query() -> None:
    words = " ".join(f"{name}księgowa" for name in ("pod", "nad", "przed", "za", "przy", "bez")) + " księgowa " * 6
    message = parse_message(mail(ANNA, OWNER, subject=words, text="word " * 200))
    assert message.sender is not None
    clue = find_advert_clue(message, message.sender)

    assert clue is not None
    assert len(clues.rare_things(message, message.sender, clue)) <= query.MAX_QUERY


APPLICATION = "Dear Maya, I am applying for the position. Please find attached my resume. Yours, Anna " * 3


@pytest.mark.parametrize("fresh", [True, False])
@pytest.mark.parametrize(
    ("advertised", "subject"),
    [
        ("We look for a welder", "Senior welder"),
        ("Warehouse Manager wanted", "Warehouse Manager"),
        ("Stellenanzeige Lagerleiter (m/w/d)", "Bewerbung als Lagerleiterin"),
        ("Szukamy księgowej", "Aplikacja: księgowa"),
        ("招聘物流经理", "应聘物流经理"),
        ("Welder (ID 4711)", "Job ID 4711"),
    ],
)
def test_an_application_that_answers_the_owners_advert_is_told_so(fresh: bool, advertised: str, subject: str) -> None:
    advert = mail(OWNER, "board@lists.example.net", days_ago=20, subject=advertised, message_id="ad")
    raw = mail(ANNA, OWNER, subject=subject, text=APPLICATION)
    stage = Stage([advert, raw])
    if not fresh:
        stage.open(advert)
    text, spent = stage.open(raw)

    assert "answers what you advertised" in text
    assert (spent.round_trips, spent.units) <= (3, 80)


@pytest.mark.parametrize(
    ("advertised", "subject"),
    [
        ("We look for a baker", "Senior welder"),
        ("Office Manager wanted", "Warehouse Manager"),
        ("Lagerist gesucht", "Bewerbung als Lagerleiterin"),
        ("招聘物流专员", "应聘物流经理"),
        ("Welder (ID 14711)", "Job ID 4711"),
    ],
)
def test_an_application_for_another_job_answers_no_advert(advertised: str, subject: str) -> None:
    advert = mail(OWNER, "board@lists.example.net", days_ago=20, subject=advertised, message_id="ad")
    raw = mail(ANNA, OWNER, subject=subject, text=APPLICATION)
    stage = Stage([advert, raw])
    stage.open(advert)
    text, _ = stage.open(raw)

    assert "answers what you advertised" not in text


def test_a_title_in_anybody_elses_letter_is_no_advert_of_the_owners() -> None:
    letter = mail("Board <board@lists.example.net>", OWNER, days_ago=20, subject="Warehouse Manager wanted", message_id="ad")
    raw = mail(ANNA, OWNER, subject="Warehouse Manager", text=APPLICATION)
    stage = Stage([letter, raw])
    stage.open(letter)
    text, _ = stage.open(raw)

    assert "answers what you advertised" not in text


def test_people_the_owner_is_remembered_to_know_are_told_among_the_recipients_and_cost_nothing() -> None:
    known = conversation("Carla <carla@example.net>", "talk", days_ago=90, messages=4)
    raw = mail("New <new@example.com>", [OWNER, "Carla <carla@example.net>"], subject="The harbour", text="The tide is out.")
    stage = Stage([*known, raw])
    text, before = stage.open(raw)
    assert "You know the other person it went to." not in text  # nothing is remembered of her yet

    stage.open(known[2])
    stage.restart()
    text, after = stage.open(raw)
    assert "You know the other person it went to." in text
    assert after.units <= before.units


def test_people_remembered_as_strangers_are_not_told_to_be_known() -> None:
    letter = mail("Carla <carla@example.net>", OWNER, days_ago=9, message_id="once")
    raw = mail("New <new@example.com>", [OWNER, "Carla <carla@example.net>"], subject="The harbour", text="The tide is out.")
    stage = Stage([letter, raw])
    stage.open(letter)
    text, _ = stage.open(raw)

    assert "You know the other person" not in text


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
