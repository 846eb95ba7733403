"""Events: what Google documents is read, what an attacker sends is refused by name or read as nothing."""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.errors import BadEvent, Refused, TooLarge
from addon.events import (
    ActionClicked,
    ComposeOpened,
    HomepageOpened,
    Kind,
    MessageOpened,
    Surroundings,
    api_id,
    decode_body,
    parse_event,
)
from addon.untrusted import MAX_ENTRY, MAX_LIST, MAX_TOKEN

METADATA = "https://www.googleapis.com/auth/gmail.addons.current.message.metadata"


def event(**changes: object) -> dict[str, Any]:
    """An action inside a message, with every documented field; ``changes`` by dotted path with __ for the dot."""
    body: dict[str, Any] = {
        "commonEventObject": {
            "hostApp": "GMAIL",
            "platform": "WEB",
            "userLocale": "en-GB",
            "timeZone": {"id": "Europe/London", "offset": "3600000"},
            "parameters": {"v": "1", "sender": "anna@example.com"},
            "formInputs": {
                "verdict": {"stringInputs": {"value": ["known"]}},
                "note": {"stringInputs": {"value": [" met at a fair "]}},
                "remind_on": {"dateInput": {"msSinceEpoch": "1767225600000"}},
                "at": {"dateTimeInput": {"hasDate": True, "hasTime": True, "msSinceEpoch": 1767225600001}},
                "hour": {"timeInput": {"hours": 1, "minutes": 2}},
            },
        },
        "authorizationEventObject": {
            "userOAuthToken": "ya29.SECRET-user",
            "userIdToken": "eyJ.SECRET.id",
            "systemIdToken": "eyJ.SECRET.system",
            "authorizedScopes": [METADATA],
        },
        "gmail": {
            "messageId": "msg-f:1890123456789012345",
            "threadId": "thread-f:1890123456789012345",
            "accessToken": "SECRET-message",
        },
    }
    for path, value in changes.items():
        node, names = body, path.split("__")
        for name in names[:-1]:
            node = node.setdefault(name, {})
        if value is None:
            node.pop(names[-1], None)
        else:
            node[names[-1]] = value
    return body


def message(**changes: object) -> MessageOpened:
    parsed = parse_event(Kind.MESSAGE, event(**changes))
    assert isinstance(parsed, MessageOpened)
    return parsed


def compose(**changes: object) -> ComposeOpened:
    parsed = parse_event(Kind.COMPOSE, event(**changes))
    assert isinstance(parsed, ComposeOpened)
    return parsed


def action(**changes: object) -> ActionClicked:
    parsed = parse_event(Kind.ACTION, event(**changes))
    assert isinstance(parsed, ActionClicked)
    return parsed


def test_the_surroundings_are_read() -> None:
    """Both tokens, scopes, zone, locale and platform."""
    around = message().surroundings
    assert (around.user_token, around.message_token) == ("ya29.SECRET-user", "SECRET-message")
    assert around.scopes == {METADATA}
    assert (around.time_zone, around.utc_offset) == ("Europe/London", 60)
    assert (around.locale, around.platform) == ("en-GB", "WEB")


def test_a_bare_event_has_empty_surroundings() -> None:
    """Nothing is required of a homepage: before consent nearly all is missing."""
    for body in ({}, {"commonEventObject": None, "gmail": {}}, {"gmail": None}):
        opened = parse_event(Kind.HOMEPAGE, body)
        assert isinstance(opened, HomepageOpened)
        assert opened.surroundings == type(opened.surroundings)()


@pytest.mark.parametrize("kind", Kind)
def test_no_token_no_person_and_no_word_of_the_owner_shows_in_a_repr(kind: Kind) -> None:
    """An event may end up in a log or a traceback."""
    recipients = {"gmail__toRecipients": ["a@example.org"], "gmail__subject": "Private matter"}
    shown = repr(parse_event(kind, event(**recipients)))
    for secret in ("SECRET", "example.org", "Private", "anna@", "met at"):
        assert secret not in shown


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        ("msg-f:1890123456789012345", f"{1890123456789012345:x}"),
        ("thread-f:1890123456789012345", f"{1890123456789012345:x}"),
        ("msg-f:1234567", "12d687"),
        ("1890123456789012345", f"{1890123456789012345:x}"),
        ("19f0123456789abc", "19f0123456789abc"),
        ("19F0123456789ABC", "19f0123456789abc"),
        ("1901234567890123", "1901234567890123"),
        ("msg-a:r1234567890123456789", "r1234567890123456789"),
        ("msg-a:r-123", "r-123"),
        ("msg-f:99999999999999999999999", "99999999999999999999999"),
        ("msg-f:", "msg-f:"),
        ("١٢٣", "١٢٣"),
        ("msg-f:١٢٣", "١٢٣"),
        ("", ""),
    ],
)
def test_an_id_is_put_into_the_apis_form(raw: str, form: str) -> None:
    """Decimal behind a prefix becomes hex; hex stays, even where it has digits only."""
    assert api_id(raw) == form


@given(st.integers(min_value=0, max_value=(1 << 64) - 1))
def test_an_id_keeps_its_value_and_a_second_pass_changes_nothing(number: int) -> None:
    """Hex of up to 16 digits reads as itself."""
    assert int(api_id(f"msg-f:{number}"), 16) == number
    assert api_id(api_id(f"msg-f:{number}")) == api_id(f"msg-f:{number}")


def test_a_message_keeps_its_raw_ids_as_a_fallback() -> None:
    """To try once where the API knows only those."""
    opened = message()
    assert opened.raw_gmail_id == "msg-f:1890123456789012345"
    assert opened.raw_thread_id == "thread-f:1890123456789012345"
    assert message(gmail__threadId=None).thread_id == ""


@pytest.mark.parametrize("bad", [None, "", 7, [], "../../x", "a/b", "a?b", "a b", "x" * 65, "é", "a\nb"])
def test_a_message_without_a_usable_id_is_a_bad_event(bad: object) -> None:
    """It becomes part of a URL."""
    with pytest.raises(BadEvent, match=r"^gmail\.messageId: "):
        message(gmail__messageId=bad)


def test_a_draft_is_read() -> None:
    """Bare addresses and names with addresses, as sent; an empty list is nobody."""
    opened = compose(
        gmail__toRecipients=["hr@example.org", "Jo Ex <jo@example.org>"],
        gmail__ccRecipients=[],
        gmail__bccRecipients=["b@example.net"],
        gmail__subject="Application",
    )
    assert opened.to == ("hr@example.org", "Jo Ex <jo@example.org>")
    assert (opened.cc, opened.bcc, opened.subject) == ((), ("b@example.net",), "Application")


def test_a_missing_list_is_unknown_not_nobody() -> None:
    """Google's own documents disagree on whether Bcc is sent."""
    opened = compose(gmail__toRecipients=["hr@example.org"])
    assert (opened.cc, opened.bcc, opened.subject) == (None, None, None)


def test_the_old_draft_fields_fill_what_is_missing() -> None:
    """``draftMetadata`` of the old add-on format; the new fields win."""
    old = {"subject": "Old", "toRecipients": ["old@example.org"], "bccRecipients": ["hidden@example.org"]}
    opened = compose(draftMetadata=old, gmail__toRecipients=["new@example.org"])
    assert (opened.to, opened.bcc, opened.subject) == (("new@example.org",), ("hidden@example.org",), "Old")


def test_a_crowd_is_cut_at_five_thousand() -> None:
    """It is a crowd either way."""
    opened = compose(gmail__toRecipients=[f"p{number}@example.org" for number in range(MAX_LIST + 1)])
    assert opened.to is not None
    assert len(opened.to) == MAX_LIST


def test_an_entry_and_a_subject_are_cut_too() -> None:
    """Nobody's name is a thousand characters long."""
    opened = compose(gmail__toRecipients=["x" * 5000], gmail__subject="y" * 5000)
    assert opened.to == ("x" * MAX_ENTRY,)
    assert opened.subject == "y" * 1000


def test_half_a_surrogate_pair_and_a_nul_are_taken_out() -> None:
    """Either would surface later: one cannot be encoded, the other not be stored."""
    body = json.loads('{"gmail": {"toRecipients": ["\\ud83d x\\u0000 \\ud83d\\ude00"]}}')
    opened = parse_event(Kind.COMPOSE, body)
    assert isinstance(opened, ComposeOpened)
    assert opened.to == ("? x 😀",)


def test_an_action_is_read() -> None:
    """Parameters, texts, dates, and the message around it."""
    clicked = action()
    assert clicked.parameter("sender") == "anna@example.com"
    assert clicked.text("note") == "met at a fair"
    assert clicked.text("missing", "default") == "default"
    assert clicked.is_ticked("verdict")
    assert not clicked.is_ticked("note_off")
    assert clicked.dates == {"remind_on": 1767225600000, "at": 1767225600001}
    assert clicked.message == message()
    assert clicked.draft is None


def test_an_action_in_a_draft_carries_the_draft() -> None:
    """And no message."""
    clicked = action(gmail__messageId=None, gmail__toRecipients=["hr@example.org"])
    assert clicked.message is None
    assert clicked.draft is not None
    assert clicked.draft.to == ("hr@example.org",)


def test_a_switch_without_a_value_is_ticked_and_an_empty_group_is_not() -> None:
    """A ticked switch that has no value sends an empty text; a group with nothing ticked sends no value."""
    forms = {"on": {"stringInputs": {"value": [""]}}, "off": {"stringInputs": {"value": []}}, "bare": {"stringInputs": {}}}
    clicked = action(commonEventObject__formInputs=forms)
    assert [clicked.is_ticked(name) for name in ("on", "off", "bare")] == [True, False, False]


def test_a_missing_parameter_is_named() -> None:
    """A forged click."""
    with pytest.raises(BadEvent, match=r"^commonEventObject\.parameters\.page: is missing"):
        action().parameter("page")


BAD_FIELDS = [
    ("commonEventObject", [1], "commonEventObject"),
    ("gmail", "x", "gmail"),
    ("authorizationEventObject__userOAuthToken", 7, "authorizationEventObject.userOAuthToken"),
    ("authorizationEventObject__userOAuthToken", "a\r\nX-Evil: 1", "authorizationEventObject.userOAuthToken"),
    ("authorizationEventObject__userOAuthToken", "é", "authorizationEventObject.userOAuthToken"),
    ("authorizationEventObject__userOAuthToken", "x" * (MAX_TOKEN + 1), "authorizationEventObject.userOAuthToken"),
    ("gmail__accessToken", "a b", "gmail.accessToken"),
    ("authorizationEventObject__authorizedScopes", "all", "authorizationEventObject.authorizedScopes"),
    ("authorizationEventObject__authorizedScopes", [1], "authorizationEventObject.authorizedScopes[]"),
    ("gmail__toRecipients", {"0": "a@example.org"}, "gmail.toRecipients"),
    ("gmail__ccRecipients", [None], "gmail.ccRecipients[]"),
    ("gmail__bccRecipients", [["a@example.org"]], "gmail.bccRecipients[]"),
    ("gmail__subject", 7, "gmail.subject"),
    ("gmail__threadId", "a/b", "gmail.threadId"),
    ("commonEventObject__timeZone", "UTC", "commonEventObject.timeZone"),
    ("commonEventObject__timeZone__offset", "1e9", "commonEventObject.timeZone.offset"),
    ("commonEventObject__timeZone__offset", True, "commonEventObject.timeZone.offset"),
    ("commonEventObject__parameters__v", 1, "commonEventObject.parameters.*"),
    ("commonEventObject__parameters__v", "x" * 10_001, "commonEventObject.parameters.*"),
    ("commonEventObject__parameters", {str(number): "" for number in range(101)}, "commonEventObject.parameters"),
    ("commonEventObject__parameters", {"x" * 201: ""}, "commonEventObject.parameters"),
    ("commonEventObject__formInputs__evil", "x", "commonEventObject.formInputs.*"),
    (
        "commonEventObject__formInputs__evil",
        {"stringInputs": {"value": "x"}},
        "commonEventObject.formInputs.*.stringInputs.value",
    ),
    (
        "commonEventObject__formInputs__evil",
        {"dateInput": {"msSinceEpoch": 1.5}},
        "commonEventObject.formInputs.*.dateInput.msSinceEpoch",
    ),
]


@pytest.mark.parametrize(("path", "value", "field"), BAD_FIELDS)
def test_a_field_of_the_wrong_kind_is_named_and_not_quoted(path: str, value: object, field: str) -> None:
    """The error goes to a log; what the attacker wrote does not, not even as the name of a form field."""
    with pytest.raises(BadEvent) as caught:
        action(**{path: value})
    assert caught.value.field == field
    assert "Evil" not in str(caught.value)
    assert "evil" not in str(caught.value)


@pytest.mark.parametrize(
    ("path", "value", "read"),
    [
        ("commonEventObject__timeZone__id", "../../etc/passwd", lambda around: around.time_zone),
        ("commonEventObject__timeZone__id", 7, lambda around: around.time_zone),
        ("commonEventObject__userLocale", "<b>", lambda around: around.locale),
        ("commonEventObject__platform", {"x": 1}, lambda around: around.platform),
        ("commonEventObject__timeZone__offset", "999999999999", lambda around: around.utc_offset),
    ],
)
def test_a_nicety_that_makes_no_sense_reads_as_missing(path: str, value: object, read: Callable[[Any], object]) -> None:
    """No card is lost over a locale."""
    assert not read(message(**{path: value}).surroundings)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


@given(kind=st.sampled_from(Kind), body=JSON)
def test_any_json_gives_an_event_or_a_bad_event(kind: Kind, body: object) -> None:
    """And nothing else."""
    with contextlib.suppress(BadEvent):
        assert isinstance(parse_event(kind, body).surroundings, Surroundings)


def paths(node: object, prefix: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every place in the documented event."""
    if not isinstance(node, dict):
        return [prefix]
    return [*([prefix] if prefix else []), *(found for name in node for found in paths(node[name], (*prefix, name)))]


FULL = event(gmail__toRecipients=["a@example.org"], gmail__subject="x", draftMetadata={"subject": "x", "ccRecipients": []})


@given(kind=st.sampled_from(Kind), path=st.sampled_from(paths(FULL)), value=JSON)
def test_any_json_in_any_field_gives_an_event_or_a_bad_event(kind: Kind, path: tuple[str, ...], value: object) -> None:
    """One field of a genuine event replaced by anything; whatever comes out can be written down as UTF-8."""
    body = copy.deepcopy(FULL)
    node = body
    for name in path[:-1]:
        node = node[name]
    node[path[-1]] = value
    try:
        parsed = parse_event(kind, body)
    except BadEvent:
        return
    repr(parsed).encode()
    if isinstance(parsed, ActionClicked):
        "".join([*parsed.parameters.values(), *(text for texts in parsed.inputs.values() for text in texts)]).encode()


def test_a_body_is_decoded() -> None:
    """A JSON object within the cap."""
    assert decode_body(b'{"a": 1}', 100) == {"a": 1}


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"null", b"{", b"\xff\xfe", b'{"a": ' + b"[" * 50_000, b'{"a": ' + b"9" * 5000 + b"}"]
)
def test_a_body_that_is_no_json_object_is_refused(data: bytes) -> None:
    """Deep nesting and endless numbers included: a bare 400."""
    with pytest.raises(Refused) as caught:
        decode_body(data, 100_000)
    assert caught.value.status == 400


def test_a_body_over_the_cap_is_refused_unread() -> None:
    """A bare 413."""
    with pytest.raises(TooLarge):
        decode_body(b'{"a": 1}', 7)
