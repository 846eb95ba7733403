"""Text is cleaned, capped and escaped before it meets a card."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards import markup
from cards.view import search_url
from tests.cards.any_text import any_text

CLEANED = {
    "newlines": ("a\r\n\tb\u2028c", "a b c"),
    "spaces": ("  a \u00a0\u3000 b ", "a b"),
    "bidi override": ("photo\u202egpj.exe", "photogpj.exe"),
    "bidi isolates": ("\u2066a\u2069", "a"),
    "zero width": ("pay\u200bpal\ufeff", "paypal"),
    "tag characters": ("a\U000e0041b", "ab"),
    "control": ("a\x00\x1bb", "a b"),
    "letters that draw nothing": ("\u3164\u2800a\u115f", "a"),
    "lone surrogate": ("a\ud800b", "a\ufffdb"),
    "heap of marks": ("Z" + "\u0335" * 50 + "a", "Z" + "\u0335" * 4 + "a"),
    "mark without a letter": ("\u0338x", "x"),
    "Persian joiner": ("می\u200cخواهم", "می\u200cخواهم"),
    "family emoji": ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    "Vietnamese in pieces": ("Ngu\u0302\u0303n", "Ngu\u0302\u0303n"),
    "Hebrew name": ("דנה", "דנה"),
}


@pytest.mark.parametrize("case", CLEANED)
def test_clean(case: str) -> None:
    """What hides or disturbs goes, what people write in any script stays."""
    given_text, expected = CLEANED[case]

    assert markup.clean(given_text) == expected


@given(any_text(), st.integers(1, 60))
def test_clean_text_is_stable_and_within_its_limit(text: str, limit: int) -> None:
    """Cleaning twice changes nothing more, and no text gets longer than asked for."""
    once = markup.clean(text, limit)

    assert len(once) <= limit
    assert markup.clean(once, limit) == once
    once.encode("utf-8")


@given(any_text())
def test_escaped_text_reads_as_it_was(text: str) -> None:
    """A browser shows an escaped text exactly as it was before, and none of it as markup."""
    escaped = markup.escape(markup.clean(text))

    assert html.unescape(escaped) == markup.clean(text)
    assert not set("<>\"'") & set(escaped)


def test_cut_text_ends_in_an_ellipsis() -> None:
    """A text that fits is left alone; one character more and the end says that something is missing."""
    assert markup.clean("x" * 10, 10) == "x" * 10
    assert markup.clean("x" * 11, 10) == "x" * 9 + "…"
    assert markup.clean("x" + "\u200b" * 9_999 + "y", 10) == "x…"


def test_plain_fields_lose_brackets_and_keep_the_rest() -> None:
    """Where Google may or may not read tags there is nothing to read, and no entity to see."""
    assert markup.plain("Tom & <b>Jerry</b>") == "Tom & bJerry/b"


def test_own_markup_passes_and_text_in_it_is_escaped() -> None:
    """Only Html is taken as markup; a string inside it is escaped once."""
    assert markup.bold("<i>").markup == "<b>&lt;i&gt;</b>"
    assert markup.bold(markup.italic("a & b")).markup == "<b><i>a &amp; b</i></b>"
    assert markup.coloured("x", "#00ff00").markup == '<font color="#00ff00">x</font>'
    assert markup.linked("x", "https://example.org/?a=1&b=2").markup == '<a href="https://example.org/?a=1&amp;b=2">x</a>'
    assert markup.lines("a", "", markup.bold("b")).markup == "a<br><b>b</b>"
    assert markup.joined("a", "", "b", by=" & ").markup == "a &amp; b"


@pytest.mark.parametrize("colour", ["red", "#fff", '#000000" onclick="x', "#00FF00", ""])
def test_colour_that_is_none_is_refused(colour: str) -> None:
    """A colour is six lower-case hex digits, so that nothing else can get into the attribute."""
    with pytest.raises(ValueError, match="colour"):
        markup.coloured("x", colour)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?b=c#d",
        "mailto:dana@example.org",
        "tel:+15550100",
        "http://localhost:8080/x",
        "http://127.0.0.1/",
        "http://[::1]:8080",
        search_url('from:"Dana Cole" {to:a@example.org}', "me@example.org"),
    ],
)
def test_links_a_card_may_open(url: str) -> None:
    """https, mailto, tel, this machine for the preview, and every search link we make."""
    assert markup.is_link(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://",
        "http://example.org/",
        "http://localhost.example.org/",
        "http://127.0.0.1@example.org/",
        "javascript:x()",
        "JAVASCRIPT:x()",
        "data:text/html,x",
        " https://example.org/",
        "https://example.org/ x",
        "https://example.org/\n",
        'https://example.org/"x',
        "https://example.org/<b>",
        "https://exämple.org/",
        "https://example.org/" + "x" * 4_000,
    ],
)
def test_links_a_card_may_not_open(url: str) -> None:
    """Other schemes, other hosts over http, and anything that could end an attribute or a line."""
    assert not markup.is_link(url)


def test_linked_text_refuses_a_bad_link() -> None:
    """A bad link in our own markup is our own mistake."""
    with pytest.raises(ValueError, match="link"):
        markup.linked("x", "javascript:x()")


def test_endpoints_are_web_addresses() -> None:
    """A button posts to https, or to this machine in the preview; a mail link is no endpoint."""
    assert markup.is_endpoint("https://example.org/check")
    assert markup.is_endpoint("http://localhost:8080/check")
    assert not markup.is_endpoint("mailto:a@example.org")
    assert not markup.is_endpoint("http://example.org/check")


def test_search_link_quotes_the_query() -> None:
    """A query cannot leave its place in the address; without a query there is no link."""
    assert search_url("from:a@example.org") == "https://mail.google.com/mail/u/0/#search/from%3Aa%40example.org"
    assert search_url("x/../#y") == "https://mail.google.com/mail/u/0/#search/x%2F..%2F%23y"
    assert search_url("x", "me+a@example.org") == "https://mail.google.com/mail/?authuser=me%2Ba@example.org#search/x"
    assert search_url(" ", "me@example.org") == ""
