"""Which of the owner's open positions an application names, and for whom that counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.core.address import Address, Owner
from addon.core.broadcast import judge_broadcast
from addon.core.broadcast.letter import MAX_LETTER
from addon.core.context import Context
from addon.core.evidence import Resume
from addon.core.message import Attachment, Body, Message, ReadState
from addon.core.openings import is_too_general, named_opening, with_opening
from addon.core.relationship import Level, Relationship

ANNA = Address("anna@examplebakery.example", "Anna Example")
BRUNO = Address("bruno@mail.example.net", "Bruno Sample")
OWNER = Owner((ANNA.addr_spec,), ("Anna Example",))
WELDERS_RESUME = Attachment("welder.txt", "text/plain", 6, ReadState.READ, "Welder")
STRANGER = Context(OWNER, Relationship(Level.NONE))
OWN = Resume("resume", "sender", 0.98)


def letter(subject: str = "Bruno Sample", text: str = "Please find my resume attached.") -> Message:
    """A stranger's letter to Anna."""
    return Message(sender=BRUNO, to=(ANNA,), subject=subject, body=Body(text=text))


NAMED = {
    "in the subject": ("Backend developer", letter("Application: backend developer")),
    "in the letter": ("Backend developer", letter(text="I apply for the post of Backend Developer in your team.")),
    "with a hyphen": ("Backend developer", letter("Back-end developer wanted?")),
    "with a space": ("Back-end developer", letter("Back end developer")),
    "without accents": ("Pâtissière", letter("Candidature patissiere")),
    "with an aside only in the list": ("Bäcker (m/w/d)", letter("Bewerbung als Bäcker")),
    "with an aside out of brackets": ("Baker m/f/x", letter("Baker")),
    "by reference": ("REF-2024/17", letter(text="Regarding your advert (ref 2024-17) I send my resume.")),
    "in both forms of a German title": ("Buchhalter/in", letter("Bewerbung als Buchhalterin")),
    "in writing without spaces": ("後端工程師", letter("應徵後端工程師職位")),
    "in Cyrillic": ("Пекарь", letter("Резюме: пекарь")),
}
NOT_NAMED = {
    "another title that shares a word": ("Backend developer", letter("Application: backend designer")),
    "the words apart": ("Backend developer", letter(text="I know the backend well. My sister is a developer.")),
    "the end of a longer word": ("Cook", letter("Overcook and underdone: a resume")),
    "the start of a longer word": ("Cook", letter("A cookbook for developers")),
    "another reference": ("REF-2024/17", letter("REF-2024/18")),
    "beyond the letter": ("Welder", letter(text="x " * (MAX_LETTER // 2) + "welder")),
    "only in a quoted mail": ("Welder", replace(letter(), body=Body(text="See below.", quoted="We look for a welder."))),
    "only in the resume": ("Welder", replace(letter(), attachments=(WELDERS_RESUME,))),
    "a title too general to be kept": ("IT", letter(text="I hope it finds you well.")),
}


@pytest.mark.parametrize("how", NAMED)
def test_an_opening_is_recognised(how: str) -> None:
    """As people write it who have read an advert."""
    opening, message = NAMED[how]
    assert named_opening(message, ("Night porter", opening)) == opening


@pytest.mark.parametrize("how", NOT_NAMED)
def test_an_opening_is_not_seen_where_it_does_not_stand(how: str) -> None:
    """The near misses: a list of positions must not excuse every blast."""
    opening, message = NOT_NAMED[how]
    assert named_opening(message, ("Night porter", opening)) == ""


@pytest.mark.parametrize(
    "title", ["", " ", "IT", "QA", "Job", "any position", "Open positions", "(m/w/d)", "2024", "-", "Stelle", "R&D", "Any job!"]
)
def test_a_title_that_any_letter_holds_is_too_general(title: str) -> None:
    assert is_too_general(title)


@pytest.mark.parametrize(
    "title", ["Cook", "IT administrator", "J-12", "Open water swimmer", "C++ developer", "厨师", "Job coach", "I/O engineer"]
)
def test_a_title_that_names_a_position_is_not(title: str) -> None:
    assert not is_too_general(title)


def test_a_strangers_own_application_answers_the_opening_it_names() -> None:
    message = letter("Application: baker")
    assert with_opening(STRANGER, message, OWN, ("Baker",)).advert == "Baker"


@pytest.mark.parametrize(
    ("context", "resume"),
    [
        (STRANGER, Resume("job_post", None, 0.02)),  # a recruiter's advert
        (STRANGER, Resume("other", None, 0.02)),  # talk about bakers
        (STRANGER, Resume("resume", "agency", 0.9)),  # an agency's candidate
        (STRANGER, Resume("resume", "third_party", 0.9)),  # somebody else's resume passed on
        (replace(STRANGER, relationship=Relationship(Level.ANSWERED)), OWN),  # a friend, who needs no excuse
    ],
)
def test_nothing_else_answers_it(context: Context, resume: Resume) -> None:
    assert with_opening(context, letter("Baker"), resume, ("Baker",)) == context


def test_an_advert_found_in_the_mail_stands() -> None:
    found = replace(STRANGER, advert="Head baker wanted")
    assert with_opening(found, letter("Baker"), OWN, ("Baker",)) == found


def test_without_openings_nothing_changes() -> None:
    assert with_opening(STRANGER, letter("Baker"), OWN, ()) == STRANGER


BLAST = "Dear Sir or Madam,\n\nI am looking for work as a baker. Please find attached my resume.\n\nBruno Sample"


def judged(openings: tuple[str, ...], *others: Address) -> tuple[str, list[str]]:
    """The call on a letter that hides its readers, or shows them; and what speaks for an advert."""
    to = (ANNA, *others) if others else (Address("undisclosed@mail.example.net"),)
    message = replace(letter("Resume", BLAST), to=to, headers=(("bcc", ANNA.addr_spec),), bcc=(ANNA,))
    found = judge_broadcast(message, with_opening(STRANGER, message, OWN, openings), OWN)
    return found.call, [finding.text for finding in found.findings if finding.symbol == "ANSWERS_YOUR_ADVERT"]


def test_a_wanted_application_is_no_broadcast_and_the_card_says_why() -> None:
    """The same letter: without the opening a broadcast; with it not, and a sentence names the position."""
    assert judged(("Welder",)) == ("broadcast", [])
    call, said = judged(("Baker",))
    assert call != "broadcast"
    assert said == ["It answers what you advertised: Baker"]


def test_a_visible_crowd_answers_no_opening() -> None:
    crowd = [Address(f"p{n}@firm{n}.example") for n in range(20)]
    assert judged(("Baker",), *crowd) == ("broadcast", [])


@given(st.text(max_size=90), st.text(max_size=200), st.text(max_size=300))
def test_any_text_is_borne(opening: str, subject: str, text: str) -> None:
    """Whatever was typed and whatever was sent, the answer is the opening or nothing."""
    assert named_opening(letter(subject, text), (opening,)) in {"", opening}


@given(st.text(st.characters(categories=("Lu", "Ll")), min_size=4, max_size=40))
def test_a_title_is_found_in_itself(title: str) -> None:
    if not is_too_general(title):
        assert named_opening(letter(f"Application: {title}!"), (title,)) == title
