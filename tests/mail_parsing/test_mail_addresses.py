"""Address lists as mailers really write them."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.core.address import Address
from addon.mail import organisation_of, parse_address_list


def read(text: str) -> list[tuple[str, str]]:
    return [(address.display_name, address.addr_spec) for address in parse_address_list(text).addresses]


def encoded(text: str, charset: str = "utf-8") -> str:
    return f"=?{charset}?b?{base64.b64encode(text.encode(charset)).decode()}?="


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Doe <jane@shop.example>", [("Jane Doe", "jane@shop.example")]),
        ("jane@shop.example", [("", "jane@shop.example")]),
        ("<jane@shop.example>", [("", "jane@shop.example")]),
        ("jane@shop.example (Jane Doe)", [("Jane Doe", "jane@shop.example")]),
        ("Jane (from (the) shop) Doe <jane@shop.example>", [("Jane Doe", "jane@shop.example")]),
        ('"Doe, Jane" <jane@shop.example>, bob@example.org', [("Doe, Jane", "jane@shop.example"), ("", "bob@example.org")]),
        ("Doe, Jane <jane@shop.example>, bob@example.org", [("Doe, Jane", "jane@shop.example"), ("", "bob@example.org")]),
        ("Doe, Jane, PhD <jane@shop.example>", [("Doe, Jane, PhD", "jane@shop.example")]),
        ("J. R. Doe [HR] <jane@shop.example>", [("J. R. Doe [HR]", "jane@shop.example")]),
        ("'Jane' <jane@shop.example>", [("Jane", "jane@shop.example")]),
        ('"Jane \\"JD\\" Doe" <jane@shop.example>', [("Jane JD Doe", "jane@shop.example")]),
        ("a@example.org; b@example.org;", [("", "a@example.org"), ("", "b@example.org")]),
        ("a@example.org b@example.org", [("", "a@example.org"), ("", "b@example.org")]),
        ("<a@example.org, b@example.org>", [("", "a@example.org"), ("", "b@example.org")]),
        ("<a@example.org> Bob <b@example.org>", [("", "a@example.org"), ("Bob", "b@example.org")]),
        ("Jane <jane@shop.example, Bob <b@example.org>", [("Jane", "jane@shop.example"), ("Bob", "b@example.org")]),
        ("Jane Doe [jane@shop.example]", [("Jane Doe", "jane@shop.example")]),
        ("mailto:jane@shop.example", [("", "jane@shop.example")]),
        ("<@relay.example:jane@shop.example>", [("", "jane@shop.example")]),
        ("jane@shop.example <jane@shop.example>", [("", "jane@shop.example")]),
        ('"jane doe"@shop.example', [("", '"jane doe"@shop.example')]),
        ("jane@[192.0.2.1]", [("", "jane@[192.0.2.1]")]),
        (
            "Team: a@example.org, Bob <b@example.org>;, c@example.org",
            [("", "a@example.org"), ("Bob", "b@example.org"), ("", "c@example.org")],
        ),
        ("jane", [("", "jane")]),
        ("Sales Team", []),
        (", , a@example.org, ,", [("", "a@example.org")]),
        ('Jane "the unclosed <jane@shop.example>', [('Jane "the unclosed', "jane@shop.example")]),
        ("", []),
        ("<>", []),
        ("</O=FIRM/OU=EAST/CN=JANE>", []),
    ],
)
def test_reads_what_mailers_write(text: str, expected: list[tuple[str, str]]) -> None:
    """Each spelling gives the names and addresses a person would read in it."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("undisclosed-recipients:;", "undisclosed-recipients"),
        ("unlisted-recipients:; (no To-header on input)", "unlisted-recipients"),
        ("Undisclosed recipients: ;", "Undisclosed recipients"),
        ("verborgene Empfänger:;", "verborgene Empfänger"),
        ("宛先なし:;", "宛先なし"),
        ("Anything at all:", "Anything at all"),
        (f"{encoded('Verborgene Empfänger')}:;", "Verborgene Empfänger"),
        (encoded("Destinataires cachés:;"), "Destinataires cachés"),
        ("<Undisclosed-Recipient:;>", "Undisclosed-Recipient"),
        ('"Undisclosed-Recipient:;"@mail.example', "Undisclosed-Recipient"),
        ("Undisclosed recipients <>", "Undisclosed recipients"),
        ("undisclosed-recipients", "undisclosed-recipients"),
    ],
)
def test_names_groups_without_members_in_any_language(text: str, name: str) -> None:
    """A group nobody is in has a name and no address; real headers that crash Python's parser are read."""
    found = parse_address_list(text)

    assert ((), (name,), 0) == (found.addresses, found.empty_groups, found.total)


def test_a_group_with_members_is_not_empty() -> None:
    """The near miss: a named group that lists somebody hides nobody."""
    assert parse_address_list("Friends: jane@shop.example;").empty_groups == ()


def test_joins_split_encoded_words_without_a_stray_blank() -> None:
    """A name cut in two in the middle of a letter comes out whole."""
    assert read("=?utf-8?q?J=C3?= =?utf-8?q?=A4ne?= =?utf-8?q?_D?= <j@shop.example>") == [("Jäne D", "j@shop.example")]


def test_a_comma_inside_an_encoded_word_separates_nothing() -> None:
    """Commas count before decoding only."""
    assert read("=?utf-8?q?Doe=2C_Jane?= <j@shop.example>") == [("Doe, Jane", "j@shop.example")]


def test_decodes_words_that_stand_in_quotes() -> None:
    """Forbidden by RFC 2047 and common."""
    assert read(f'"{encoded("Jäne", "iso-8859-1")}" <j@shop.example>') == [("Jäne", "j@shop.example")]


def test_display_names_cannot_turn_the_line_around() -> None:
    """Bidi overrides, NULs and zero-width blanks never reach the card."""
    assert read("Ja\u202ene\u200b \x00Doe\u2066 <j@shop.example>") == [("Jane Doe", "j@shop.example")]


def test_keeps_two_thousand_addresses_and_counts_all() -> None:
    """Ten thousand recipients are counted, not kept."""
    found = parse_address_list(", ".join(f'"U {n}" <u{n}@firm{n % 50}.example>' for n in range(10_000)))

    assert (len(found.addresses), found.total) == (2_000, 10_000)


ATTACKS = {
    "escaped quotes": '"\\' * 80_000,
    "open comments": "(" * 160_000,
    "nested comments": "(a" * 80_000 + ")" * 20,
    "open angles": "<a" * 80_000,
    "broken encoded words": "=?a?b?" * 30_000,
    "encoded words": "=?a?b?aa?= " * 15_000,
    "commas": "," * 160_000,
    "colons after an at sign": "a@ :" * 40_000,
    "groups": "a:;" * 50_000,
    "blanks": " " * 160_000,
    "at signs": "a@" * 80_000,
    "quotes": '"" ' * 50_000,
}


@pytest.mark.parametrize("name", ATTACKS)
def test_long_hostile_lists_are_read_in_linear_time(name: str) -> None:
    """160 kB that make a backtracking parser hang come back with bounded content."""
    found = parse_address_list(ATTACKS[name])

    assert len(found.addresses) <= 2_000
    assert len(found.empty_groups) <= 100


@given(st.text(max_size=300))
def test_never_raises_and_never_invents_blank_addresses(text: str) -> None:
    """Any text gives addresses with an addr-spec, and no more than it counted."""
    found = parse_address_list(text)

    assert all(address.addr_spec for address in found.addresses)
    assert found.total >= len(found.addresses)


ATOM = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12)
NAME = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=20)


@given(st.lists(st.tuples(NAME, ATOM, ATOM), min_size=1, max_size=12))
def test_written_addresses_come_back(people: list[tuple[str, str, str]]) -> None:
    """What is written as quoted name and angle address is read back, in order."""
    text = ", ".join(f'"{name}" <{local}@{domain}.example>' for name, local, domain in people)

    assert read(text) == [(name, f"{local}@{domain}.example") for name, local, domain in people]


@pytest.mark.parametrize(
    ("domain", "organisation"),
    [
        ("mail.shop.example", "shop.example"),
        ("shop.example", "shop.example"),
        ("a.b.example.co.uk", "example.co.uk"),
        ("co.uk", ""),
        ("bücher.example", "xn--bcher-kva.example"),
        ("localhost", ""),
        ("192.0.2.1", ""),
        ("[192.0.2.1]", ""),
        ("shop.example.", "shop.example"),
        ("a..b", ""),
        ("", ""),
        ("x" * 300 + ".example", ""),
    ],
)
def test_organisation_is_the_registrable_domain(domain: str, organisation: str) -> None:
    """Hosts of one registrable domain are one organisation; public suffixes and literals are none."""
    assert organisation_of(domain) == organisation


def test_parsed_addresses_know_their_organisation() -> None:
    """The mail layer fills ``Address.organisation``."""
    assert parse_address_list("a@mail.shop.example").addresses == (Address("a@mail.shop.example", "", "shop.example"),)
