"""The preview's compose window: addresses, saving, and the card beside the draft."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Desk
from fake_bridge import BASE, FakeBridge, button, pushed, text_card, widget_card
from playwright.sync_api import Locator, expect

from addon.preview.contract import Draft

pytestmark = pytest.mark.browser


def start(desk: Desk) -> Desk:
    """Open the page and the compose window."""
    desk.open()
    expect(desk.rows.first).to_be_visible()
    desk.page.keyboard.press("c")
    expect(desk.compose).to_be_visible()
    return desk


def chips(desk: Desk) -> Locator:
    """The addresses in the window."""
    return desk.compose.locator(".address")


def paste(desk: Desk, label: str, text: str) -> None:
    """Paste text into an address field."""
    desk.compose.get_by_label(label, exact=True).evaluate(
        """(field, text) => { const data = new DataTransfer(); data.setData("text/plain", text);
        field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, cancelable: true, bubbles: true})); }""",
        text,
    )


def change_draft(**markup: Any) -> dict[str, Any]:
    """Return a click's answer that changes the open draft."""
    return {"renderActions": {"hostAppAction": {"gmailAction": {"updateDraftActionMarkup": markup}}}}


def test_comma_and_enter_make_chips_and_backspace_takes_the_last(desk: Desk) -> None:
    """Each address becomes a chip; what is no address is marked; Backspace in the empty field removes one."""
    start(desk)
    desk.page.keyboard.type("dana@example.org,Mira Okafor <mira@example.net>;nobody")
    desk.page.keyboard.press("Enter")
    assert chips(desk).all_inner_texts() == ["dana@example.org", "Mira Okafor", "nobody"]
    expect(desk.compose.locator(".address.bad")).to_have_count(1)
    desk.page.keyboard.press("Backspace")
    expect(chips(desk)).to_have_count(2)
    desk.compose.get_by_role("button", name="Remove dana@example.org").click()
    assert chips(desk).all_inner_texts() == ["Mira Okafor"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("a@example.org, b@example.org; c@example.org\nd@example.org", 4),
        ("a@example.org b@example.org\tc@example.org", 3),
        ('"Ash, Robin" <robin@example.org>, Dana <dana@example.org>', 2),
        ("A@example.org, a@EXAMPLE.org", 1),
        (", ".join(f"person{n}@example.org" for n in range(500)), 500),
    ],
)
def test_pasted_addresses_become_chips(desk: Desk, text: str, count: int) -> None:
    """A pasted crowd is split at commas, semicolons, spaces and lines, but not inside quotes; doubles are one."""
    start(desk)
    paste(desk, "To", text)
    expect(chips(desk)).to_have_count(count)


def test_draft_is_saved_by_itself_with_its_files(desk: Desk, bridge: FakeBridge) -> None:
    """What is written is saved without asking; a file is uploaded once and kept by later saves."""
    start(desk)
    desk.page.keyboard.type("dana@example.org,")
    desk.compose.get_by_role("button", name="Bcc").click()
    desk.page.keyboard.type("mira@example.net,")
    desk.compose.get_by_label("Subject").fill("Hello")
    desk.compose.get_by_label("Message text").fill("Two lines\nof text")
    desk.compose.locator("input[type=file]").set_input_files(
        {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 x"}
    )
    expect(desk.compose.get_by_role("status")).to_have_text("Saved")
    desk.compose.get_by_label("Subject").fill("Hello again")
    expect(desk.compose.get_by_role("status")).to_have_text("")
    expect(desk.compose.get_by_role("status")).to_have_text("Saved")
    (draft,) = bridge.drafts.values()
    assert (draft.to, draft.cc, draft.bcc) == (("dana@example.org",), (), ("mira@example.net",))
    assert (draft.subject, draft.body) == ("Hello again", "Two lines\nof text")
    assert [(f.name, f.media_type, f.data) for f in draft.attachments] == [("cv.pdf", "application/pdf", b"%PDF-1.4 x")]


def test_compose_card_gets_the_saved_draft(desk: Desk, bridge: FakeBridge) -> None:
    """The add-on's icon saves first, then sends the compose trigger with the recipients typed so far."""
    start(desk)
    desk.page.keyboard.type("dana@example.org, mira@example.net")
    desk.compose.get_by_role("button", name="check recipients").click()
    expect(desk.compose.locator(".card")).to_contain_text("Card for compose")
    around, _ = bridge.events[-1]
    assert (around.trigger, around.to, around.draft_id) == ("compose", ("dana@example.org", "mira@example.net"), "r1")
    assert bridge.drafts["r1"].to == around.to


def test_draft_fix_is_applied_saved_and_undone(desk: Desk, bridge: FakeBridge) -> None:
    """A fix from the card changes recipients, subject and text in the window; Undo restores them."""
    bridge.answers["compose"] = pushed(widget_card({"buttonList": {"buttons": [button("Write to one", "/fix")]}}))
    bridge.answers["/fix"] = change_draft(
        updateSubject={"subject": "A question"},
        updateToRecipients={"toRecipients": [{"email": "dana@example.org"}]},
        updateBccRecipients={"bccRecipients": []},
        updateBody={
            "type": "IN_PLACE_INSERT",
            "insertContents": [{"content": "<p>Dear <b>Dana</b>,</p>", "contentType": "MUTABLE_HTML"}],
        },
    )
    start(desk)
    desk.page.keyboard.type("all@example.org,")
    desk.compose.get_by_role("button", name="Bcc").click()
    paste(desk, "Bcc", "a@example.org, b@example.org")
    desk.compose.get_by_label("Subject").fill("Resume")
    desk.compose.get_by_role("button", name="check recipients").click()
    desk.compose.get_by_role("button", name="Write to one").click()
    expect(chips(desk)).to_have_count(1)
    expect(desk.compose.get_by_label("Subject")).to_have_value("A question")
    expect(desk.compose.get_by_label("Message text")).to_have_value("Dear Dana,\n")
    expect(desk.compose.locator(".saved")).to_have_text("Saved")
    assert (bridge.drafts["r1"].to, bridge.drafts["r1"].bcc) == (("dana@example.org",), ())
    desk.page.locator("#toast").get_by_role("button", name="Undo").click()
    expect(chips(desk)).to_have_count(3)
    expect(desk.compose.get_by_label("Subject")).to_have_value("Resume")
    expect(desk.compose.get_by_label("Message text")).to_have_value("")


def test_draft_change_without_body_type_is_an_error(desk: Desk, bridge: FakeBridge) -> None:
    """Gmail needs updateBody.type; an answer without it changes nothing and shows the red pane."""
    bridge.answers["compose"] = pushed(widget_card({"buttonList": {"buttons": [button("Fix", "/fix")]}}))
    bridge.answers["/fix"] = change_draft(updateBody={"insertContents": [{"content": "x", "contentType": "TEXT"}]})
    start(desk)
    desk.compose.get_by_role("button", name="check recipients").click()
    desk.compose.get_by_role("button", name="Fix").click()
    expect(desk.compose.get_by_role("alert")).to_contain_text("updateBody.type must be set")
    expect(desk.compose.get_by_label("Message text")).to_have_value("")


def test_draft_change_from_the_sidebar_is_an_error(desk: Desk, bridge: FakeBridge) -> None:
    """Only a compose card may change a draft."""
    bridge.answers["homepage"] = pushed(widget_card({"buttonList": {"buttons": [button("Fix", "/fix")]}}))
    bridge.answers["/fix"] = change_draft(updateSubject={"subject": "x"})
    desk.open()
    desk.card.get_by_role("button", name="Fix").click()
    expect(desk.panel.get_by_role("alert")).to_contain_text("only be changed from a compose card")


def test_created_draft_is_opened(desk: Desk, bridge: FakeBridge) -> None:
    """An openCreatedDraftActionMarkup shows the draft that the add-on has made."""
    bridge.drafts["r9"] = Draft(to=("Dana <dana@example.org>",), subject="A kind answer", body="Thank you for writing.")
    bridge.answers["/draft"] = {
        "renderActions": {"hostAppAction": {"gmailAction": {"openCreatedDraftActionMarkup": {"draftId": "r9"}}}}
    }
    bridge.answers["message"] = pushed(widget_card({"buttonList": {"buttons": [button("Answer kindly", "/draft")]}}))
    desk.read(1)
    desk.card.get_by_role("button", name="Answer kindly").click()
    expect(desk.compose.get_by_role("heading")).to_have_text("A kind answer")
    expect(desk.compose.get_by_label("Message text")).to_have_value("Thank you for writing.")
    assert chips(desk).all_inner_texts() == ["Dana"]


def test_closing_saves_and_the_drafts_folder_opens_it_again(desk: Desk, bridge: FakeBridge) -> None:
    """Escape closes the window and keeps the draft, which opens from its folder in the same window."""
    start(desk)
    desk.page.keyboard.type("dana@example.org,")
    desk.compose.get_by_label("Subject").fill("Kept")
    desk.page.keyboard.press("Escape")
    expect(desk.compose).to_have_count(0)
    assert [draft.subject for draft in bridge.drafts.values()] == ["Kept"]
    desk.page.get_by_role("link", name="Drafts").click()
    desk.page.get_by_role("link", name="Kept").click()
    expect(desk.compose.get_by_label("Subject")).to_have_value("Kept")


def test_empty_draft_leaves_nothing_behind(desk: Desk, bridge: FakeBridge) -> None:
    """A window opened and closed without a word saves no draft."""
    start(desk)
    desk.page.keyboard.press("Escape")
    expect(desk.compose).to_have_count(0)
    assert bridge.drafts == {}


def test_reply_is_addressed_and_threaded(desk: Desk, bridge: FakeBridge) -> None:
    """A reply starts with the sender, Re: and the thread of the message."""
    desk.read(0)
    desk.page.get_by_role("button", name="Reply").first.click()
    assert chips(desk).all_inner_texts() == ["Dana Whitfield"]
    expect(desk.compose.get_by_label("Subject")).to_have_value("Re: Notes from Thursday")
    desk.page.keyboard.press("Escape")
    expect(desk.compose).to_have_count(0)
    (draft,) = bridge.drafts.values()
    assert draft.thread_id == "18c0000000000000"


def test_there_is_no_way_to_send(desk: Desk) -> None:
    """The preview sends nothing and offers no button that would."""
    start(desk)
    expect(desk.page.get_by_role("button", name="Send")).to_have_count(0)
    expect(desk.compose).to_contain_text("nothing is sent")


def test_mailto_link_starts_a_draft(desk: Desk, bridge: FakeBridge) -> None:
    """A mailto link in a card opens the compose window with the address."""
    bridge.answers["homepage"] = pushed(text_card('<a href="mailto:dana@example.org?subject=x">write</a>'))
    desk.open()
    desk.card.get_by_role("link", name="write").click()
    assert chips(desk).all_inner_texts() == ["dana@example.org"]
    assert BASE not in desk.page.url
