"""The preview's mail side: the list, the open message, searches, keys, and what may never happen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from conftest import Desk
from fake_bridge import HOSTILE_NAME, FakeBridge
from playwright.sync_api import expect

from addon.preview.contract import Progress

pytestmark = pytest.mark.browser


def test_list_shows_the_inbox_with_unread_marked(desk: Desk) -> None:
    """The page opens on the inbox: one row a message, unread ones bold and said so to screen readers."""
    desk.open()
    expect(desk.rows).to_have_count(7)
    expect(desk.rows.nth(1)).to_contain_text("Ira Vance")
    expect(desk.page.locator(".row.unread")).to_have_count(2)
    expect(desk.rows.nth(1)).to_contain_text("Unread:")
    expect(desk.rows.nth(1).get_by_role("img", name="Has attachment")).to_be_visible()
    expect(desk.page.get_by_role("link", name="Inbox 2 unread")).to_have_attribute("aria-current", "page")


def test_hundred_thousand_messages_are_paged(desk: Desk, bridge: FakeBridge) -> None:
    """Only one page is drawn of a huge mailbox; older and newer lead on and back."""
    bridge.size = 100_000
    desk.open()
    expect(desk.page.locator(".count")).to_have_text("1–50 of 100,000")
    expect(desk.rows).to_have_count(50)
    desk.page.get_by_role("button", name="Older").first.click()
    expect(desk.page.locator(".count")).to_have_text("51–100 of 100,000")
    desk.page.get_by_role("button", name="Newer").first.click()
    expect(desk.page.locator(".count")).to_have_text("1–50 of 100,000")
    expect(desk.page.get_by_role("button", name="Newer").first).to_be_disabled()


def test_message_opens_by_click_and_calls_the_add_on_for_it(desk: Desk, bridge: FakeBridge) -> None:
    """A click opens the message and sends the message trigger with its id and the granted scopes."""
    desk.open()
    desk.rows.nth(1).click()
    expect(desk.page.get_by_role("heading", name=re.compile("Application: Senior Engineer"))).to_be_visible()
    expect(desk.page.locator(".plain")).to_contain_text("my resume for any suitable position")
    expect(desk.page.locator(".files")).to_contain_text("Ira_Vance_Resume.pdf")
    expect(desk.card).to_contain_text("Card for message")
    surroundings, scopes = bridge.events[-1]
    assert (surroundings.trigger, surroundings.gmail_id) == ("message", "18c0000000000001")
    assert (surroundings.locale, surroundings.time_zone) == ("en-GB", "Europe/London")
    assert scopes == bridge.granted


def test_homepage_card_stands_when_nothing_is_open(desk: Desk, bridge: FakeBridge) -> None:
    """Without an open message the sidebar shows the homepage card, and shows it again after going back."""
    desk.open()
    expect(desk.card).to_contain_text("Card for homepage")
    desk.rows.first.click()
    expect(desk.card).to_contain_text("Card for message")
    desk.page.get_by_role("button", name="Back to the list").click()
    expect(desk.card).to_contain_text("Card for homepage")
    assert [event.trigger for event, _ in bridge.events] == ["homepage", "message", "homepage"]


def test_keys_walk_the_list_and_open_and_leave(desk: Desk) -> None:
    """j, k and the arrows move, Enter opens, j goes on to the next message, Escape returns to the same row."""
    desk.open()
    expect(desk.rows).to_have_count(7)
    desk.page.keyboard.press("j")
    expect(desk.rows.nth(0)).to_be_focused()
    desk.page.keyboard.press("j")
    desk.page.keyboard.press("ArrowDown")
    expect(desk.rows.nth(2)).to_be_focused()
    desk.page.keyboard.press("k")
    expect(desk.rows.nth(1)).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".message h1")).to_contain_text("Application: Senior Engineer")
    desk.page.keyboard.press("j")
    expect(desk.page.locator(".message h1")).to_contain_text("Lunch next week?")
    desk.page.keyboard.press("Escape")
    expect(desk.rows.nth(2)).to_be_focused()


def test_slash_searches_and_escape_leaves_the_box(desk: Desk, bridge: FakeBridge) -> None:
    """The slash key goes to the search box without typing itself; letters typed there are no shortcuts."""
    desk.open()
    desk.page.keyboard.press("/")
    expect(desk.page.locator("#query")).to_be_focused()
    desk.page.keyboard.type("from:jack@example.org c")
    expect(desk.page.locator("#query")).to_have_value("from:jack@example.org c")
    expect(desk.compose).to_have_count(0)
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".nothing")).to_contain_text("No messages matched")
    assert bridge.queries[-1] == "from:jack@example.org c"


def test_refused_search_is_explained_in_the_list(make_desk: Callable[..., Desk]) -> None:
    """A search the mailbox does not understand says so where the results would be."""
    desk = make_desk()
    desk.open("search/broken")
    expect(desk.page.get_by_role("alert")).to_contain_text("operator that is not known")
    desk.complaints = [text for text in desk.complaints if "400" not in text]  # the browser's own note of the refusal


def test_folders_are_searches(desk: Desk, bridge: FakeBridge) -> None:
    """A folder lists what its query finds, and an empty one says so."""
    desk.open()
    desk.page.get_by_role("link", name="Spam").click()
    expect(desk.page.locator(".nothing")).to_be_visible()
    expect(desk.page.locator("#list-view h1")).to_have_text("Spam")
    assert bridge.queries[-1] == "in:spam"


def test_hostile_names_stay_text(desk: Desk, bridge: FakeBridge) -> None:
    """Mark-up in a sender, subject or snippet is shown as typed and does nothing."""
    row = bridge._row(0)
    bridge.rows[0] = replace(row, sender=HOSTILE_NAME, subject=HOSTILE_NAME, snippet=HOSTILE_NAME, labels=(HOSTILE_NAME,))
    message = bridge.get_message(row.gmail_id)
    bridge.opened[row.gmail_id] = replace(
        message, sender=f"{HOSTILE_NAME} <x@example.org>", subject=HOSTILE_NAME, text=HOSTILE_NAME, headers=(("x", HOSTILE_NAME),)
    )
    desk.open()
    expect(desk.rows.first.locator(".sender")).to_have_text(HOSTILE_NAME)
    desk.rows.first.click()
    expect(desk.page.locator(".message h1")).to_contain_text(HOSTILE_NAME)
    expect(desk.page.locator(".plain")).to_have_text(HOSTILE_NAME)
    assert desk.page.locator("script:not([src])").count() == 0
    assert desk.page.title() != "owned"


def test_mail_html_is_shown_without_script_or_remote_content(desk: Desk) -> None:
    """The mail's HTML keeps its words in a sandboxed frame; nothing in it runs, fetches or leads away."""
    desk.read(3)
    frame = desk.page.locator("iframe.sheet")
    expect(frame).to_have_attribute("sandbox", "")
    body = desk.page.frame_locator("iframe.sheet").locator("body")
    expect(body).to_contain_text("Hello there, see my profile.")
    expect(body.locator("b")).to_have_text("there")
    assert body.locator("[src], [href], script, link, meta[http-equiv], form").count() == 0
    body.locator("a").click()
    expect(body).to_contain_text("Hello there")


def test_mail_html_is_framed_under_a_closed_policy(desk: Desk) -> None:
    """The frame's document comes with the policy that forbids everything but inline style and carried pictures."""
    desk.open()
    answer = desk.page.request.get(desk.url + "api/messages/18c0000000000003/sheet")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
    assert policy.endswith("sandbox")
    assert desk.page.request.get(desk.url).headers["content-security-policy"].startswith("default-src 'self';")


def test_progress_shows_while_the_file_is_indexed(desk: Desk, bridge: FakeBridge) -> None:
    """While mail is being read the page says how far it is, and the note goes when all is read."""
    bridge.progress = [Progress(34_000, 100_000), Progress(100_000, 100_000)]
    desk.open()
    expect(desk.page.locator("#indexing")).to_contain_text("34,000 of 100,000 messages")
    expect(desk.page.locator("#indexing")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone_stacks_the_views_without_sideways_scroll(make_desk: Callable[..., Desk], scheme: str) -> None:
    """At 360 px there is one view at a time (list, message, card), each with a way back, and nothing scrolls sideways."""
    desk = make_desk(360, 740, color_scheme=scheme)

    def fits() -> bool:
        return bool(desk.page.evaluate("document.documentElement.scrollWidth <= 360 && document.body.scrollWidth <= 360"))

    desk.open()
    expect(desk.panel).to_be_hidden()
    assert fits()
    desk.rows.nth(1).click()
    expect(desk.page.locator(".message h1")).to_be_visible()
    expect(desk.page.locator("#list-view")).to_be_hidden()
    assert fits()
    desk.page.locator("#message-view .float-button").click()
    expect(desk.card).to_be_visible()
    assert fits()
    desk.panel.get_by_role("button", name="Back").click()
    expect(desk.panel).to_be_hidden()
    expect(desk.page.locator(".message h1")).to_be_visible()
    desk.page.get_by_role("button", name="Back to the list").click()
    desk.page.get_by_role("button", name="Compose").last.click()
    expect(desk.compose).to_be_visible()
    assert fits()


def test_skip_link_and_focus_reach_the_list(desk: Desk) -> None:
    """The first Tab stop is a skip link, which leads past the folders to the messages."""
    desk.open()
    desk.page.keyboard.press("Tab")
    expect(desk.page.get_by_role("link", name="Skip to messages")).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("main")).to_be_focused()


def test_every_control_has_a_name(desk: Desk) -> None:
    """No button, link or field is without a name for screen readers, with a message, a card and a draft open."""
    desk.read(1)
    expect(desk.card).to_be_visible()
    desk.page.keyboard.press("c")
    expect(desk.compose).to_be_visible()
    nameless = desk.page.evaluate(
        """() => [...document.querySelectorAll("button, a, input, textarea, select")]
        .filter((e) => !(e.getAttribute("aria-label") || e.textContent.trim() || e.labels?.length))
        .map((e) => e.outerHTML)"""
    )
    assert nameless == []
