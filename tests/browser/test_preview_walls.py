"""The preview's server: who may ask, what mail HTML becomes, what a bad request gets. No browser needed."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import chromium
import pytest
from fake_bridge import BASE, FakeBridge
from flask import Flask
from flask.testing import FlaskClient

from addon.errors import GmailBusy
from addon.preview.contract import Draft, DraftFile
from addon.preview.page import create_page
from addon.preview.sheet import MAX_DEPTH, sheet

WRITE = {"X-Acquaint-Preview": "1"}


@pytest.fixture
def bridge() -> FakeBridge:
    """The invented mailbox."""
    return FakeBridge()


@pytest.fixture
def client(bridge: FakeBridge) -> FlaskClient:
    """A client of the page's server."""
    app = Flask("page under test", static_folder=None)
    app.register_blueprint(create_page(bridge))
    return app.test_client()


# --- who may ask ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8080", "[::1]:80"])
def test_this_machine_is_let_in(client: FlaskClient, host: str) -> None:
    """Loopback names, with or without a port, reach the mail."""
    assert client.get("/preview/api/messages", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["mail.example.org", "127.0.0.1.example.org", "192.168.0.7:8080", "localhost.example.org"])
def test_a_rebound_name_is_refused(client: FlaskClient, host: str) -> None:
    """A foreign name that resolves to this machine (DNS rebinding) gets nothing, not even the page."""
    for path in ("/preview/", "/preview/api/messages", "/preview/static/app.js"):
        assert client.get(path, headers={"Host": host}).status_code == 403


@pytest.mark.parametrize(("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)])
def test_other_sites_pages_are_refused(client: FlaskClient, site: str, status: int) -> None:
    """What another site's page asks for is refused, by the browser's own word."""
    assert client.get("/preview/api/state", headers={"Sec-Fetch-Site": site}).status_code == status


def test_a_write_needs_the_pages_own_header(client: FlaskClient, bridge: FakeBridge) -> None:
    """A form on a foreign page cannot save drafts or press buttons: it cannot send the header."""
    form = {"draft": json.dumps({"subject": "x"})}
    assert client.post("/preview/api/drafts", data=form).status_code == 403
    assert bridge.drafts == {}
    assert client.post("/preview/api/drafts", data=form, headers=WRITE).status_code == 200
    assert bridge.drafts["r1"].subject == "x"


# --- requests -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"[" * 100_000,
        json.dumps({"surroundings": {"trigger": "other"}}).encode(),
        json.dumps({"surroundings": {"trigger": "message", "gmail_id": 7}}).encode(),
        json.dumps({"surroundings": {"trigger": "compose", "to": "a@example.org"}}).encode(),
        json.dumps({"surroundings": {"trigger": "homepage"}, "scopes": [1]}).encode(),
    ],
)
def test_malformed_events_are_refused_with_a_sentence(client: FlaskClient, bridge: FakeBridge, body: bytes) -> None:
    """What is not an event never reaches the add-on."""
    answer = client.post("/preview/api/event", data=body, headers=WRITE)
    assert answer.status_code == 400
    assert answer.get_json()["error"]
    assert bridge.events == []


@pytest.mark.parametrize("url", ["https://example.org/x", BASE, BASE + ".example.org/x", "file:///etc/passwd", ""])
def test_clicks_lead_only_to_the_add_on(client: FlaskClient, bridge: FakeBridge, url: str) -> None:
    """The page's server calls nothing but the add-on, whatever a card's button says."""
    sent = {"url": url, "surroundings": {"trigger": "homepage"}}
    assert client.post("/preview/api/click", json=sent, headers=WRITE).status_code == 400
    assert bridge.clicks == []


def test_unknown_ids_are_not_found(client: FlaskClient) -> None:
    """A message or draft that is not there is a 404 in words."""
    for path in ("messages/ffff", "messages/ffff/sheet", "drafts/r7"):
        answer = client.get(f"/preview/api/{path}")
        assert answer.status_code == 404
        assert "no such message or draft" in answer.get_json()["error"]


def test_failure_of_gmail_is_told_in_its_own_words(
    client: FlaskClient, bridge: FakeBridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An AddonError's two sentences reach the page."""

    def busy(*_: Any) -> None:
        raise GmailBusy

    monkeypatch.setattr(bridge, "list_messages", busy)
    answer = client.get("/preview/api/messages")
    assert (answer.status_code, answer.get_json()["error"]) == (502, f"{GmailBusy.what} {GmailBusy.do}")


def test_page_size_is_capped(client: FlaskClient, bridge: FakeBridge) -> None:
    """However many rows are asked for, a hundred is the most."""
    bridge.size = 100_000
    found = client.get("/preview/api/messages?size=100000").get_json()
    assert (len(found["rows"]), found["total"]) == (100, 100_000)
    assert len(client.get("/preview/api/messages?size=nonsense").get_json()["rows"]) == 50


def test_saved_files_are_kept_by_their_index(client: FlaskClient, bridge: FakeBridge) -> None:
    """A later save names the files to keep; the others go, new ones come after, unknown indexes count for nothing."""
    bridge.drafts["r1"] = Draft(attachments=(DraftFile("a", "text/plain", b"1"), DraftFile("b", "text/plain", b"2")))
    form = {"draft": json.dumps({"draft_id": "r1", "keep": [1, 9, -1, "0"]}), "file": (io.BytesIO(b"3"), "c.txt")}
    assert client.post("/preview/api/drafts", data=form, headers=WRITE).get_json() == {"draft_id": "r1"}
    assert [(f.name, f.data) for f in bridge.drafts["r1"].attachments] == [("b", b"2"), ("c.txt", b"3")]


# --- mail HTML ------------------------------------------------------------------------------------------------------------


def body_of(html: str) -> str:
    """Return what ``sheet`` makes of ``html``, without its own head."""
    return sheet(html).partition("</style>")[2]


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ("<p onclick=alert(1) style='color:red'>a</p>", '<p style="color:red">a</p>'),
        ("<a href='https://example.org/?a=1&amp;b=2'>a</a>", '<a title="https://example.org/?a=1&amp;b=2">a</a>'),
        ("<img src='https://example.org/x.png' alt=a>", '<img alt="a">'),
        ("<img src='data:image/png;base64,AAAA'>", '<img src="data:image/png;base64,AAAA">'),
        ("<img src='data:image/svg+xml;base64,AAAA'>", "<img>"),
        ("<link rel=preconnect href=//example.org><meta http-equiv=refresh content=0>a", "a"),
        ("<style>b{background:url(//example.org)}</style>a", "<style>b{background:blocked(//example.org)}</style>a"),
        ("<noscript><img src=x></noscript><iframe>x</iframe><textarea><b></textarea>a", "a"),
        ("<svg><use href=//example.org /></svg><object data=x>b</object>", "b"),
        ("<b><i>a</b>c", "<b><i>a</i></b>c"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("1 < 2 & 3 > 2 <3", "1 &lt; 2 & 3 &gt; 2 &lt;3"),
        ("a<!-- <b> -->b<!doctype x>c<?php ?>d", "abcd"),
        ("<body bgcolor='#eee'>a</body>", '<div bgcolor="#eee">a</div>'),
        ('<p title="a>b&quot;c">x', '<p title="a&gt;b&quot;c">x</p>'),
        ("a<b", "a<b></b>"),
        ("<p>a<!--", "<p>a</p>"),
    ],
)
def test_mail_html_keeps_its_words_and_looks_and_nothing_that_acts(html: str, shown: str) -> None:
    """Text, layout and carried pictures stay; script, fetches, links and hints go."""
    assert body_of(html) == shown


@pytest.mark.parametrize(
    "piece", ["<div>", "<a ", "<!--", "<script>", '<a b="', "</", "<b><p>", "<table>", "<style>", "<", "<td>", "<p a=b "]
)
def test_repetition_does_not_blow_up(piece: str) -> None:
    """Endless nesting or unfinished marks make at most a few times as much output, and little depth."""
    html = piece * (200_000 // len(piece))
    made = body_of(html)
    assert len(made) <= 5 * len(html)
    depth = deepest = 0
    for at, letter in enumerate(made):
        if letter == "<":
            depth += -1 if made[at + 1] == "/" else 1
            deepest = max(deepest, depth)
    assert deepest <= MAX_DEPTH


# --- the browser ----------------------------------------------------------------------------------------------------------


def test_missing_browser_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without a Chromium the tests fail with one line that says what to do, instead of being skipped."""
    monkeypatch.delenv("ACQUAINT_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chromium, "MAC_APPS", ())
    monkeypatch.setattr(chromium, "DOWNLOADS", (str(tmp_path),))
    with pytest.raises(chromium.NoChromium, match="apt install chromium"):
        chromium.find_chromium()


def test_named_browser_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """ACQUAINT_CHROMIUM wins over what is on the PATH; a wrong path is an error, not a fallback."""
    named = tmp_path / "my-chromium"
    named.touch()
    monkeypatch.setenv("ACQUAINT_CHROMIUM", str(named))
    assert chromium.find_chromium() == named
    monkeypatch.setenv("ACQUAINT_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(chromium.NoChromium, match="no file"):
        chromium.find_chromium()
