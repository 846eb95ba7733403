"""The few words written into a letter: in its language, to a person by name, and only what is true."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from addon.core.address import Address
from addon.handlers.letter_words import calling, greeting_for, history_line, language_of, opens_unclearly
from addon.handlers.words import Calendar
from addon.preview.simulator import Fault
from tests.addon.stage import NOW, conversation
from tests.addon.writing import BLAST, Desk, draft_bytes, host, toast

NOW_MS = round(NOW.timestamp() * 1000)
ENGLISH = "Dear Frida,\n\ncould you send me the tables of the tides?"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BLAST, "en"),
        ("", "en"),
        ("Guten Tag,\n\nanbei mein Lebenslauf. Ich suche eine Stelle und freue mich auf Ihre Antwort.", "de"),
        ("Bonjour,\n\nveuillez trouver mon CV. Je suis à la recherche d'un poste dans le port.", "fr"),
        ("Estimado señor:\n\nadjunto mi currículum para el puesto que se ofrece en la web.", "es"),
        ("Prezado senhor,\n\nsegue o meu currículo para a vaga que vi no site.", "pt"),
        ("Gentile signora,\n\nin allegato il mio curriculum per il posto di cui abbiamo parlato.", "it"),
        ("Beste mevrouw,\n\nik stuur u mijn cv voor de functie van hydrograaf.", "nl"),
        ("Hej,\n\njag skickar mitt cv och hoppas att det är något för er.", ""),
        ("Kære Anna,\n\njeg sender mit cv og håber at det er noget for jer.", ""),
        ("Benvolgut senyor,\n\nadjunto el meu currículum per a la plaça que vostès ofereixen als diaris.", ""),
        ("Dzień dobry,\n\nw załączeniu przesyłam moje CV.", ""),
        ("Здравствуйте,\n\nвысылаю своё резюме.", ""),
        ("拝啓、履歴書をお送りします。", ""),
        ("Excel 4711 XK PDF", ""),
    ],
)
def test_a_language_is_named_only_where_it_is_clear(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Ines Hart", "Ines Hart"),
        ("Hart, Ines", "Ines Hart"),
        ("Ines", "Ines"),
        ("", ""),
        ("linh.tran@mekong.example", ""),
        ("Mekong Trade Office", ""),
        ("Team", ""),
        ("Eve\r\nBcc: x@y.example", ""),
    ],
)
def test_only_a_persons_name_calls_somebody(name: str, called: str) -> None:
    assert calling(Address("linh.tran@mekong.example", name)) == called


@pytest.mark.parametrize(
    ("name", "text", "greeting"),
    [
        ("Ines Hart", ENGLISH, "Dear Ines Hart,"),
        ("", ENGLISH, "Hello,"),
        ("Ines Hart", "Guten Tag,\n\nich habe eine Frage zu den Tabellen.", "Guten Tag Ines Hart,"),
        ("", "Bonjour,\n\nje vous envoie les tables pour le port.", "Bonjour,"),
        ("Ines Hart", "Dzień dobry,\n\nprzesyłam tabele.", "Ines Hart,"),
        ("", "Dzień dobry,\n\nprzesyłam tabele.", ""),
    ],
)
def test_a_greeting_fits_the_letter(name: str, text: str, greeting: str) -> None:
    assert greeting_for(Address("linh.tran@mekong.example", name), text) == greeting


def test_the_month_is_that_of_the_owners_calendar() -> None:
    """Half an hour before midnight UTC it is already April in Oslo; of the last thirty days nothing is said."""
    at = round(datetime(2025, 3, 31, 23, 30, tzinfo=UTC).timestamp() * 1000)

    assert history_line(at, ENGLISH, NOW_MS, Calendar()) == "We last wrote in March 2025."
    assert history_line(at, ENGLISH, NOW_MS, Calendar(ZoneInfo("Europe/Oslo"))) == "We last wrote in April 2025."
    assert history_line(NOW_MS - 86_400_000, ENGLISH, NOW_MS, Calendar()) == ""
    assert history_line(None, ENGLISH, NOW_MS, Calendar()) == ""


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("Dobrý den,\n\ntext", True),
        ("山田様\n\ntext", True),
        ("Dear Ann,\n\ntext", False),
        ("Olá,\n\ntext", False),
        ("The tables are here.", False),
        ("", False),
    ],
)
def test_a_short_first_line_that_is_no_sentence_may_be_a_greeting(text: str, unclear: bool) -> None:
    assert opens_unclearly(text) is unclear


# --- the opener, end to end --------------------------------------------------------------------------------------------------


def opened(history: list[bytes], person: str, text: str, *, fault: Fault | None = None) -> tuple[str, str]:
    """Press "Greet them by name" beside a draft to one person; return what is inserted and the toast."""
    desk = Desk(history)
    desk.save(draft_bytes([person], subject="Tide tables", text=text))
    window = {"to": [person], "cc": [], "bcc": [], "subject": "Tide tables"}
    desk.compose(**window)
    if fault is not None:
        desk.simulator.faults.inject("messages.list", fault, times=9)
    answer = desk.click("opener", **window)
    return host(answer)["updateBody"]["insertContents"][0]["content"], toast(answer)


def test_a_greeting_stands_on_its_own_line_and_the_old_one_is_named() -> None:
    """Wherever the cursor is: Gmail inserts there, and cannot replace what is wrong."""
    content, said = opened([], "Ines Hart <ines@harbour.example>", "Dear Frida,\n\nmay I ask you?")

    assert content == "\nDear Ines Hart,\n\n"
    assert "Delete the old one (“Dear Frida,”)" in said


def test_without_an_old_greeting_nothing_is_to_be_deleted() -> None:
    content, said = opened([], "linh.tran@mekong.example", "May I ask you how you calibrate them? I have tried twice.")

    assert content == "\nHello,\n\n"
    assert said == "The greeting was put in at your cursor."


def test_the_opener_says_nothing_of_a_history_that_cannot_be_asked_for() -> None:
    history = conversation("Lev Holm <lev@pier.example>", "harbour", days_ago=600, messages=4)
    content, _ = opened(history, "Lev Holm <lev@pier.example>", ENGLISH, fault=Fault.SCOPE)

    assert content == "\nDear Lev Holm,\n\n"


def test_imported_mail_tells_no_month() -> None:
    """Its ids tell when it was imported: Gmail does not find it in that month, so nothing is said."""
    history = conversation("Lev Holm <lev@pier.example>", "harbour", days_ago=600, messages=4)
    desk = Desk(history)
    person = "Lev Holm <lev@pier.example>"
    desk.save(draft_bytes([person], subject="Tide tables", text=ENGLISH))
    window = {"to": [person], "cc": [], "bcc": [], "subject": "Tide tables"}
    desk.compose(**window)
    entries = desk.mailbox.index.entries
    for number, entry in entries.items():
        if "SENT" in entry.labels:
            entries[number] = replace(entry, date=entry.date - 200 * 86_400_000)
    desk.mailbox.index.by_date = sorted((entry.date, number) for number, entry in entries.items())
    content = host(desk.click("opener", **window))["updateBody"]["insertContents"][0]["content"]

    assert content == "\nDear Lev Holm,\n\n"
