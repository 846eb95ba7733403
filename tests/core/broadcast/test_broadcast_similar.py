"""Same letter or not: simhash and containment for long texts, exact words for short ones."""

from __future__ import annotations

import subprocess
import sys

import pytest
from blast_making import LONG_LETTER
from hypothesis import given
from hypothesis import strategies as st

from addon.core.broadcast.similar import MIN_HASH_WORDS, is_same_letter, simhash, telling_phrase, words

OTHER_LETTER = " ".join(
    f"The {a} of the {b} was moved to the {c} while nobody looked at the {d}."
    for a, b, c, d in zip(
        "lamp chair spoon kettle ladder window basket".split(),
        "hall kitchen yard cellar attic garden shed".split(),
        "roof street river bridge market tower field".split(),
        "clock moon cat postman rain choir train".split(),
        strict=True,
    )
)


def test_a_letter_is_the_same_as_itself_with_another_case_and_layout() -> None:
    """Case, line breaks, digits and marks do not make another letter."""
    assert is_same_letter(LONG_LETTER, LONG_LETTER.upper().replace(" ", "\n"))


def test_a_changed_greeting_name_and_closing_leave_the_letter_the_same() -> None:
    """Templates are filled in at both ends."""
    assert is_same_letter(f"Dear Sir,\n{LONG_LETTER}\nBruno", f"Hello Madam,\n{LONG_LETTER}\nKind regards, Clara Pattern")


def test_two_letters_about_different_things_are_not_the_same() -> None:
    """Long enough for a hash, and nothing in common."""
    assert len(words(OTHER_LETTER)) >= MIN_HASH_WORDS
    assert not is_same_letter(LONG_LETTER, OTHER_LETTER)
    assert (simhash(LONG_LETTER) ^ simhash(OTHER_LETTER)).bit_count() > 20


def test_short_letters_must_be_the_same_word_for_word() -> None:
    """A handful of 4-grams proves nothing, and two words never do."""
    assert is_same_letter("Please find my resume for any job.", "please find my RESUME, for any job!")
    assert not is_same_letter("Please find my resume for any job.", "Please find my resume for this job.")
    assert not is_same_letter("Thanks, Bruno", "Thanks, Bruno")


def test_names_can_be_left_out() -> None:
    """Who filled in the template is not part of it."""
    one, other = "I am Bruno and look for work in any town.", "I am Clara and look for work in any town."
    assert not is_same_letter(one, other)
    assert is_same_letter(one, other, ignoring=frozenset({"bruno", "clara"}))


def test_the_hash_does_not_depend_on_the_process() -> None:
    """It may be stored, so Python's own hash seed must not enter."""
    code = "from addon.core.broadcast.similar import simhash; print(simhash('one two three four five six'))"
    runs = {subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout for _ in range(2)}
    assert runs == {f"{simhash('one two three four five six')}\n"}


@given(st.text(max_size=400))
def test_the_hash_has_64_bits(text: str) -> None:
    """Any text has one; no words give 0."""
    assert 0 <= simhash(text) < 1 << 64
    assert (simhash(text) == 0) is (not words(text)) or words(text)


@given(st.text(max_size=200), st.text(max_size=200))
def test_sameness_is_symmetric(one: str, other: str) -> None:
    """Which of the two came first does not matter."""
    assert is_same_letter(one, other) is is_same_letter(other, one)


def test_a_telling_phrase_is_a_run_of_the_letter() -> None:
    """What a search can quote is found word for word in the letter; a short note has none."""
    phrase = telling_phrase(LONG_LETTER)
    assert len(phrase.split()) == 8
    assert phrase in LONG_LETTER.replace(",", "").replace(".", "")
    assert telling_phrase("Please find my resume.") == ""


@pytest.mark.parametrize("text", ["一二三四五六七八九十" * 20, "a" * 100_000])
def test_unspaced_and_endless_texts_are_bounded(text: str) -> None:
    """A script without spaces is hashed character by character, and a word without end is cut."""
    assert simhash(text) >= 0
    assert len(words(text)) <= 8_000
