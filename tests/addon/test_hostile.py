"""Bad input, end to end: a card or a clear refusal, nothing unescaped, never a 500."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addon.manifest import HOMEPAGE_PATH, MESSAGE_PATH
from tests.addon.stage import BASE, OWNER, Stage, as_json, local_google, mail, text_of
from tests.contract.card_schema import check_card

ANNA = "Anna Example <anna@example.com>"
PLAIN = mail(ANNA, OWNER)


@pytest.fixture(scope="module")
def stage() -> Stage:
    return Stage([PLAIN])


def card_of(answer: dict[str, Any]) -> dict[str, Any]:
    navigation = answer["action"]["navigations"][0]
    return navigation.get("pushCard") or navigation["updateCard"]


# --- requests --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{", b"\xff\xfe", b'{"a":' * 5000, b"[" * 100_000])
def test_what_is_no_event_is_refused_bare(stage: Stage, body: bytes) -> None:
    answer = stage.client.post(MESSAGE_PATH, data=body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.data == b""


def test_a_body_over_the_cap_is_refused_bare(stage: Stage) -> None:
    answer = stage.client.post(MESSAGE_PATH, data=b" " * 300_000, content_type="application/json")

    assert (answer.status_code, answer.data) == (413, b"")


@pytest.mark.parametrize("path", [HOMEPAGE_PATH, MESSAGE_PATH, "/addon/check", "/addon/grant/search"])
def test_nobody_but_google_gets_past_the_door(stage: Stage, path: str) -> None:
    assert stage.client.post(path, json={}).status_code == 401
    assert stage.client.get(path).status_code == 405


def test_every_addon_route_is_behind_the_door(stage: Stage) -> None:
    """A route without authentication fails here, whoever adds it."""
    rules = [rule.rule for rule in stage.app.url_map.iter_rules() if rule.rule.startswith("/addon")]

    assert len(rules) >= 5
    assert {rule: stage.client.post(rule, json={}).status_code for rule in rules} == dict.fromkeys(rules, 401)


def test_a_token_for_one_endpoint_does_not_open_another(stage: Stage) -> None:
    assert stage.client.post(HOMEPAGE_PATH, json=stage.event(MESSAGE_PATH)).status_code == 401


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)
FIELDS = (
    "commonEventObject",
    "gmail",
    "hostApp",
    "messageId",
    "threadId",
    "accessToken",
    "timeZone",
    "authorizedScopes",
    "userOAuthToken",
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(field=st.sampled_from(FIELDS), value=JSON, drop=st.booleans())
def test_any_field_may_be_anything_and_a_card_still_comes(stage: Stage, field: str, value: object, drop: bool) -> None:
    event = stage.event(MESSAGE_PATH, stage.id_of(PLAIN))
    event["commonEventObject"]["timeZone"] = {"id": "Europe/London", "offset": "0"}
    for holder in (event, event["gmail"], event["commonEventObject"], event["authorizationEventObject"]):
        if field in holder:
            holder.pop(field) if drop else holder.update({field: value})
    answer = stage.client.post(MESSAGE_PATH, json=event)

    assert answer.status_code == 200
    assert check_card(card_of(answer.get_json())) == []


@pytest.mark.parametrize(
    "gmail_id", ["", "x", "msg-f:" + "9" * 400, "../../etc/passwd", "msg-a:r-1", "%00", "\u202e", "0" * 5000]
)
def test_an_odd_message_id_is_a_card_and_no_crash(stage: Stage, gmail_id: str) -> None:
    event = stage.event(MESSAGE_PATH) | {"gmail": {"messageId": gmail_id, "accessToken": "t"}}
    answer = stage.client.post(MESSAGE_PATH, json=event)

    assert answer.status_code == 200
    assert check_card(card_of(answer.get_json())) == []


# --- mail ------------------------------------------------------------------------------------------------------------------

HEAD = f"From: {ANNA}\r\nTo: {OWNER}\r\nMessage-ID: <evil@x.example>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n"
MARKUP = '</b><script>alert(1)</script><a href="javascript:x">'


def nested(depth: int) -> bytes:
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth))
    return (HEAD + parts + "Content-Type: text/plain\r\n\r\nHello\r\n").encode()


HOSTILE = {
    "empty": b"",
    "no headers": b"\r\n\r\nonly text",
    "no From": b"To: maya@example.org\r\nMessage-ID: <evil@x.example>\r\n\r\nHi",
    "two From": HEAD.encode() + b"From: Other <other@example.net>\r\n\r\nHi",
    "the real header that breaks Python's parser": HEAD.replace(
        f"To: {OWNER}", "To: unlisted-recipients:; (no To-header on input)"
    ).encode()
    + b"\r\nHi",
    "bad charset": HEAD.encode() + b"Content-Type: text/plain; charset=klingon\r\n\r\n\xff\xfe\xfd",
    "NULs": HEAD.encode() + b"Subject: a\x00b\r\n\r\na\x00b\x00",
    "ten thousand recipients": HEAD.encode()
    + b"Cc: "
    + b", ".join(b"p%d@example.com" % n for n in range(10_000))
    + b"\r\n\r\nHi",
    "depth 100": nested(100),
    "depth 3000": nested(3000),
    "a header of a megabyte": HEAD.encode() + b"Subject: " + b"x" * 1_000_000 + b"\r\n\r\nHi",
    "a hundred thousand blank lines": HEAD.encode() + b"\r\n" + b"\r\n" * 100_000 + b"Hi",
    "markup everywhere": (
        HEAD.replace("Anna Example", f'"{MARKUP}"')
        + f"Subject: {MARKUP}\r\nReply-To: {MARKUP}@example.com\r\n\r\n{MARKUP} resume attached"
    ).encode(),
    "markup in a file name": (
        HEAD + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/pdf\r\n"
        f'Content-Disposition: attachment; filename="cv{MARKUP.replace(chr(34), "")}.pdf"\r\n\r\nnot a pdf\r\n--b--\r\n'
    ).encode(),
    "bidi override": (HEAD.replace("Anna Example", "Anna \u202egpj.exe") + "\r\nHi").encode(),
    "only a broken encoded word": HEAD.replace("Anna Example", "=?utf-8?b?////?=").encode() + b"\r\nHi",
    "a date in the year 90210": HEAD.replace("2026", "90210").encode() + b"\r\nHi",
    "a sender that is no address": HEAD.replace("<anna@example.com>", "<not an address>").encode() + b"\r\nHi",
    "a sender that would break a query": HEAD.replace("<anna@example.com>", '<"a) OR in:inbox ("@example.com>').encode()
    + b"\r\nHi",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_every_malformed_mail_gets_a_valid_card_without_its_markup(name: str) -> None:
    stage = Stage([PLAIN])
    gmail_id = stage.mailbox.add(HOSTILE[name])
    answer = stage.post(MESSAGE_PATH, stage.event(MESSAGE_PATH, gmail_id))

    assert check_card(card_of(answer)) == []
    assert "<script" not in as_json(answer)
    assert "javascript:" not in re.sub(r"&lt;.*?&gt;", "", as_json(answer))
    assert "\u202e" not in json.dumps(answer, ensure_ascii=False)
    assert "Something went wrong on our side" not in text_of(answer)


def test_a_part_of_twenty_five_megabytes_is_a_card_that_says_what_was_not_read() -> None:
    big = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/pdf\r\n"
    raw = (
        HEAD.encode()
        + big
        + b'Content-Disposition: attachment; filename="resume.pdf"\r\n\r\n'
        + b"x" * 25_000_000
        + b"\r\n--b--\r\n"
    )
    stage = Stage([PLAIN])
    answer = stage.post(MESSAGE_PATH, stage.event(MESSAGE_PATH, stage.mailbox.add(raw)))

    assert "resume.pdf" in text_of(answer)
    assert "Something went wrong on our side" not in text_of(answer)


def test_no_token_address_or_subject_is_ever_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    stage = Stage([PLAIN, mail(ANNA, OWNER, subject="Very private subject", days_ago=1)])
    stage.open(PLAIN)
    stage.client.post(MESSAGE_PATH, json={"authorizationEventObject": {"systemIdToken": "secret-token"}})
    logged = "\n".join(str(vars(record)) for record in caplog.records)

    assert "message judged" in logged
    for secret in ("anna@example.com", OWNER, "private", "secret-token", local_google().system_token(BASE + MESSAGE_PATH)[:40]):
        assert secret not in logged
