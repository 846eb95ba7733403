"""One draft for each: what is said of it is true, also after an edit, a deletion, or a sent copy."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any

import pytest

from addon.core.address import Address
from addon.handlers.split import content_of, copy_for, insert_line
from addon.preview.simulator import Fault
from addon.scopes import ACTION_COMPOSE, EXECUTE, MESSAGE_METADATA, USER_EMAIL
from addon.store import NullStore
from tests.addon.stage import OWNER, conversation, mail, text_of
from tests.addon.writing import BLAST, Desk, card_of, draft_bytes, strangers, toast

LIGHT = (EXECUTE, MESSAGE_METADATA, ACTION_COMPOSE, USER_EMAIL)
FOUR = strangers(4)


def window_of(desk: Desk, people: list[str], text: str = BLAST, subject: str = "Tide tables") -> dict[str, Any]:
    """Save a draft to ``people`` and open the card on it."""
    desk.save(draft_bytes(to=people, subject=subject, text=text))
    window = {"to": people, "cc": [], "bcc": [], "subject": subject}
    desk.compose(**window)
    return window


def drop_copies(desk: Desk, most: int = 99) -> None:
    """Delete copies in Drafts, as the card says to undo a split."""
    for draft_id, gmail_id in list(desk.mailbox.drafts.items())[1 : 1 + most]:
        del desk.mailbox.drafts[draft_id]
        desk.mailbox.delete(gmail_id)


def rewrite(desk: Desk, number: int, raw: bytes) -> None:
    """Save another text under the draft's id, as an edit does."""
    draft_id, old = list(desk.mailbox.drafts.items())[number]
    desk.mailbox.delete(old)
    desk.mailbox.drafts[draft_id] = desk.mailbox.add(raw, ["DRAFT"])


# --- marks and the truth ---------------------------------------------------------------------------------------------------


def test_deleted_copies_are_made_again() -> None:
    """The way to undo a split is to delete its drafts: pressed again a minute later, they are made anew and it is said."""
    desk = Desk([])
    window = window_of(desk, FOUR)
    desk.click("split", **window)
    drop_copies(desk)
    desk.now += 90
    said = toast(desk.click("split", **window))
    again = toast(desk.click("split", **window))

    assert said.startswith("All 4 drafts are in Drafts.")
    assert "4 had been deleted and were made again" in said
    assert "already" in again
    assert len(desk.drafts()) == 5


def test_copies_just_made_that_cannot_be_seen_are_not_made_twice() -> None:
    """A second press may come before a search finds what the first has made; nothing false is said of it."""
    desk = Desk([])
    window = window_of(desk, FOUR)
    desk.click("split", **window)
    drop_copies(desk)
    said = toast(desk.click("split", **window))

    assert "4 cannot be seen" in said
    assert len(desk.drafts()) == 1


def test_some_deleted_copies_among_many_are_found_out() -> None:
    """Of thirty copies three are gone: just those are made again."""
    desk = Desk([])
    window = window_of(desk, strangers(30))
    desk.click("split", **window)
    desk.click("split", **window)
    drop_copies(desk, 3)
    desk.now += 90
    said = toast(desk.click("split", **window))

    assert "3 had been deleted" in said
    assert len({copy["To"] for copy in desk.drafts()[1:]}) == len(desk.drafts()) - 1 == 30


@pytest.mark.parametrize("subject", ["Tide tables", "Tide tables for May"])
def test_an_edited_draft_makes_new_copies_with_the_new_text(subject: str) -> None:
    """The old ones stay, as the owner may have worked on them; the toast says so."""
    desk = Desk([])
    window = window_of(desk, FOUR)
    desk.click("split", **window)
    rewrite(desk, 0, draft_bytes(to=FOUR, subject=subject, text="Hello,\n\nthe new tables are here."))
    desk.now += 90
    window["subject"] = subject
    desk.click("check", **window)
    said = toast(desk.click("split", **window))

    assert "with the earlier text are still there" in said
    new = [copy for copy in desk.drafts()[1:] if "new tables" in copy.get_content()]
    assert {copy["To"] for copy in new} == set(FOUR)
    assert {copy["Subject"] for copy in new} == {subject}
    assert "already" in toast(desk.click("split", **window))


def test_a_subject_that_gmail_has_not_saved_yet_is_in_the_copies() -> None:
    """The window shows what is meant; the saved draft lags."""
    desk = Desk([])
    window = window_of(desk, FOUR)
    desk.click("split", **(window | {"subject": "Fråga om tidvatten"}))

    assert {copy["Subject"] for copy in desk.drafts()[1:]} == {"Fråga om tidvatten"}


def test_another_recipient_makes_one_more_copy_only() -> None:
    """The near miss: whom else a draft goes to is not what it says."""
    desk = Desk([])
    window = window_of(desk, FOUR)
    desk.click("split", **window)
    rewrite(desk, 0, draft_bytes(to=strangers(5), subject="Tide tables", text=BLAST))
    window["to"] = strangers(5)
    desk.click("check", **window)
    desk.click("split", **window)

    assert sorted(copy["To"] for copy in desk.drafts()[1:]) == sorted(strangers(5))


def test_a_copy_the_owner_has_worked_on_is_there() -> None:
    """An edited draft has another Message-ID and text: it is found by its receiver, and no second one is made."""
    desk = Desk([])
    window = window_of(desk, FOUR)
    desk.click("split", **window)
    rewrite(desk, 1, draft_bytes(to=[FOUR[0]], subject="Just for you", text="Dear Ann,\n\na word."))
    desk.now += 90
    said = toast(desk.click("split", **window))

    assert "already" in said
    assert len(desk.drafts()) == 5


def test_a_copy_that_was_sent_is_not_made_again() -> None:
    desk = Desk([])
    window = window_of(desk, FOUR)
    desk.click("split", **window)
    drop_copies(desk, 1)
    gone = ({*FOUR} - {copy["To"] for copy in desk.drafts()[1:]}).pop()
    desk.mailbox.add(mail(OWNER, gone, subject="Tide tables", text="Dear Ann,\n\nthe tables."), ["SENT"])
    desk.now += 90
    said = toast(desk.click("split", **window))

    assert "or were sent" in said
    assert len(desk.drafts()) == 4


def test_another_letter_to_the_same_person_is_no_copy() -> None:
    """The near miss: mail under another subject went to them after the copy was deleted."""
    desk = Desk([])
    window = window_of(desk, FOUR)
    desk.click("split", **window)
    drop_copies(desk, 1)
    gone = ({*FOUR} - {copy["To"] for copy in desk.drafts()[1:]}).pop()
    desk.mailbox.add(mail(OWNER, gone, subject="Dinner on Friday", text="At eight?"), ["SENT"])
    desk.now += 90
    desk.click("split", **window)

    assert len(desk.drafts()) == 5


def test_what_cannot_be_looked_for_is_not_claimed() -> None:
    """Without reading, and with searches that fail: whether the copies are there is left open, none is made twice."""
    light, failing = Desk([]), Desk([])
    window = {"to": FOUR, "cc": [], "bcc": [], "subject": "Tide tables", "scopes": LIGHT}
    light.click("split", **window)
    said_light = toast(light.click("split", **window))
    window = window_of(failing, FOUR)
    failing.click("split", **window)
    failing.simulator.faults.inject("messages.list", Fault.SCOPE, times=99)
    said_failing = toast(failing.click("split", **window))

    for said, desk, drafts in ((said_light, light, 4), (said_failing, failing, 5)):
        assert "whether they are still in Drafts could not be checked" in said
        assert len(desk.drafts()) == drafts


def test_two_recipients_are_split_though_their_copies_are_newer() -> None:
    """The original is found among the newest drafts also when the copies to either would fill the page."""
    desk = Desk([])
    window = window_of(desk, strangers(2))
    desk.click("split", **window)
    desk.restart()

    assert "already" in toast(desk.click("split", **window))
    assert len(desk.drafts()) == 3


def test_a_store_that_forgot_finds_the_copies_that_were_sent() -> None:
    desk = Desk([], store=NullStore())
    window = window_of(desk, FOUR)
    desk.click("split", **window)
    for gmail_id in list(desk.mailbox.drafts.values())[1:]:
        desk.mailbox.relabel(gmail_id, add=("SENT",), remove=("DRAFT",))
    desk.mailbox.drafts = dict(list(desk.mailbox.drafts.items())[:1])
    desk.click("split", **window)

    assert len(desk.drafts()) == 1


# --- how far it is -----------------------------------------------------------------------------------------------------------


def test_the_card_says_how_far_a_split_is() -> None:
    """Made and left after each press, on the card and not only in passing; the button says what it does next."""
    desk = Desk([])
    window = window_of(desk, strangers(60))
    first, second, third = (text_of(card_of(desk.click("split", **window))) for _ in range(3))

    assert "25 of 60 drafts are made, 35 are left." in first
    assert "Make the next 25 drafts" in first
    assert "Make the next 10 drafts" in second
    assert "All 60 drafts are made" in third


def test_a_refused_draft_is_told_in_words_for_drafts() -> None:
    """Nothing is read when a draft is made."""
    desk = Desk([])
    window = window_of(desk, FOUR)
    desk.simulator.faults.inject("drafts.create", Fault.SCOPE, times=9)
    said = toast(desk.click("split", **window))

    assert said == "0 of 4 drafts made. Gmail did not allow Acquaint to make drafts."


# --- the line of history -----------------------------------------------------------------------------------------------------


def friend_copy(history: list[bytes], text: str, html: str = "") -> EmailMessage:
    """Return the copy for one friend among five strangers."""
    desk = Desk(history)
    people = ["lev@pier.example", *strangers(5)]
    desk.save(draft_bytes(to=people, subject="Tide tables", text=text, html=html))
    window = {"to": people, "cc": [], "bcc": [], "subject": "Tide tables"}
    desk.compose(**window)
    desk.click("split", **window)
    return next(copy for copy in desk.drafts()[1:] if copy["To"] == "lev@pier.example")


TALK = conversation("Lev Holm <lev@pier.example>", "harbour", days_ago=600, messages=4)


@pytest.mark.parametrize(
    "later",
    [
        mail("Lev Holm <lev@pier.example>", OWNER, days_ago=60, subject="Away", headers={"Auto-Submitted": "auto-replied"}),
        mail("Lev Holm <lev@pier.example>", OWNER, days_ago=60, subject="Our newsletter"),
        mail(OWNER, ["lev@pier.example", *strangers(20, 50)], days_ago=60, subject="Big news"),
    ],
    ids=["automatic", "newsletter", "own blast"],
)
def test_the_line_tells_of_the_last_conversation_not_of_later_noise(later: bytes) -> None:
    assert (
        friend_copy([*TALK, later], "Hello,\n\nplease find the tables.").get_content().splitlines()[2]
        == "We last wrote in April 2025."
    )


def test_nothing_is_said_where_the_owner_never_answered() -> None:
    """They answered once, perhaps by machine: when the two last talked is not sure."""
    history = [
        mail(OWNER, "lev@pier.example", days_ago=400, subject="Tides", message_id="t0"),
        mail("lev@pier.example", OWNER, days_ago=398, subject="Re: Tides", message_id="t1", reply_to="t0"),
    ]

    assert "wrote" not in friend_copy(history, "Hello,\n\nplease find the tables.").get_content()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Hallo zusammen,\n\nhabt ihr am Freitag Zeit für die Tabellen?", "Wir haben uns zuletzt im April 2025 geschrieben."),
        ("Bonjour,\n\nje vous envoie les tables pour le port.", "Nous nous sommes écrit pour la dernière fois en avril 2025."),
        ("Hola,\n\nlas tablas que me pidieron están en la carpeta.", "La última vez que nos escribimos fue en abril de 2025."),
        ("Olá,\n\nas tabelas que você pediu estão na pasta.", "A última vez que nos escrevemos foi em abril de 2025."),
        (
            "Ciao,\n\nle tabelle che mi hai chiesto sono nella cartella.",
            "Ci siamo scritti per l'ultima volta nel mese di aprile 2025.",
        ),
        ("Hallo,\n\nhier zijn de tabellen van het hoogwater voor je.", "We schreven elkaar voor het laatst in april 2025."),
    ],
)
def test_the_line_is_in_the_language_of_the_letter(text: str, line: str) -> None:
    greeting, _, rest = text.partition("\n\n")

    assert friend_copy(TALK, text).get_content().strip() == f"{greeting}\n\n{line}\n\n{rest}"


@pytest.mark.parametrize(
    "text",
    [
        "Dobrý den,\n\nposílám tabulky přílivu.",
        "山田様\n\n潮位表をお送りします。",
        "Hej,\n\nhär är tabellerna som jag lovade att skicka.",
    ],
)
def test_nothing_is_said_in_a_language_not_written_here(text: str) -> None:
    assert friend_copy(TALK, text).get_content().strip() == text


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ('<div dir="ltr">Hello,<br><br>the tables.</div>', '<div dir="ltr">Hello,<br><br>LINE<br><br>the tables.</div>'),
        (
            '<div dir="ltr"><div>Hello,</div><div>the tables.</div></div>',
            '<div dir="ltr"><div>Hello,</div><p>LINE</p><div>the tables.</div></div>',
        ),
        ("<p>the tables are here, as promised.</p>", "<p>LINE</p><p>the tables are here, as promised.</p>"),
        ("<div>Szanowni,</div><div>the tables</div>", "<div>Szanowni,</div><div>the tables</div>"),
    ],
)
def test_in_html_the_line_stands_below_the_greeting(html: str, made: str) -> None:
    """However deep Gmail nests it; above an unknown greeting nothing is put."""
    copy = friend_copy(TALK, "Hello,\n\nplease find the tables.", html)

    assert copy.get_body(("html",)).get_content().strip() == made.replace("LINE", "We last wrote in April 2025.")  # type: ignore[union-attr] # it has one


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dear Ann,\nsee below", "Dear Ann,\n\nX.\n\nsee below"),
        (
            "Please see below what I found out about the tables. More soon.",
            "X.\n\nPlease see below what I found out about the tables. More soon.",
        ),
        ("Vážená paní Nováková,\nviz níže", "Vážená paní Nováková,\nviz níže"),
        ("Dear Ann,\n\nX.\n\nsee below", "Dear Ann,\n\nX.\n\nsee below"),
    ],
)
def test_a_line_goes_below_a_greeting_and_never_above_an_unknown_one(text: str, expected: str) -> None:
    assert insert_line(text, "X.") == expected


def test_what_a_draft_says_does_not_hang_on_how_gmail_writes_it() -> None:
    """Recipients, boundaries and encodings change with each save; a word or a file makes it another draft."""
    one = draft_bytes(to=strangers(3), subject="Tide", text="Hello,\n\nthe tables.", resume=True)
    other = draft_bytes(bcc=strangers(9), subject="Tide", text="Hello,\n\nthe tables.", resume=True)

    assert content_of(one) == content_of(other)
    assert content_of(one) != content_of(draft_bytes(subject="Tide", text="Hello,\n\nthe table.", resume=True))
    assert content_of(one) != content_of(draft_bytes(subject="Tide", text="Hello,\n\nthe tables."))
    assert content_of(b"Content-Type: multipart/mixed\r\n\r\n\xff\x00") != content_of(
        b"Content-Type: multipart/mixed\r\n\r\n\xff\x01"
    )


def test_a_newer_subject_cannot_bring_headers_with_it() -> None:
    made = copy_for(
        draft_bytes(subject="Old", text="x"),
        Address("a@b.example"),
        Address(OWNER),
        "id@x",
        "",
        0,
        "New\r\nBcc: eve@evil.example",
    )

    assert made.count(b"Subject:") == 1
    assert b"\r\nBcc:" not in made
