"""The settings card in a real browser on the real preview: reached, filled in, mended, saved, and honoured by the next card."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Desk
from playwright.sync_api import Locator, expect

from addon.preview.serve import Preview
from tests.addon.stage import OWNER, mail

pytestmark = pytest.mark.browser

LETTER = (
    "Dear Sir or Madam,\n\nI am looking for a position as a welder. Please find attached my resume. I have ten years' work.\n"
)
BLAST = mail(
    "Anna Example <anna@example.com>",
    "undisclosed-recipients:;",
    subject="Anna Example",
    text=LETTER * 2,
    headers={"Bcc": OWNER},
)


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """The whole add-on over an mbox that holds one resume blast."""
    path = tmp_path / "mail.mbox"
    box = mailbox.mbox(path)
    box.add(BLAST)
    box.close()
    with Preview(path, (OWNER,), 0, None) as running:
        yield running.url


def ready(desk: Desk) -> Desk:
    """Open the page and wait for the mail."""
    desk.open()
    expect(desk.rows.first).to_be_visible()
    return desk


def from_the_homepage(desk: Desk) -> None:
    ready(desk).card.get_by_role("button", name="All settings").click()
    expect(field(desk, "Positions I am filling")).to_be_visible()


def from_the_menu(desk: Desk) -> None:
    desk.page.get_by_role("button", name="More add-on actions").click()
    desk.page.get_by_role("menuitem", name="Settings").click()
    expect(field(desk, "Positions I am filling")).to_be_visible()


def field(desk: Desk, label: str) -> Locator:
    return desk.card.get_by_label(label, exact=True)


def press(desk: Desk, name: str) -> None:
    desk.card.get_by_role("button", name=name).click()


def toast(desk: Desk) -> Locator:
    return desk.page.locator("#toast")


def test_settings_are_saved_and_found_again(desk: Desk) -> None:
    """The card stays, says so, and shows what was kept when it is opened anew; none of it costs a call to Gmail."""
    from_the_homepage(desk)
    desk.card.get_by_role("switch", name="I am hiring").check()
    field(desk, "Positions I am filling").fill("Welder, Night porter")
    field(desk, "My other addresses").fill("me@club.example")
    press(desk, "Save")
    expect(toast(desk)).to_have_text("Saved.")
    expect(desk.card).to_contain_text("these settings")
    expect(desk.panel.locator(".cost")).to_contain_text("0 calls")

    ready(desk)
    expect(desk.card).to_contain_text("You are hiring")
    from_the_homepage(desk)
    expect(desk.card.get_by_role("switch", name="I am hiring")).to_be_checked()
    expect(field(desk, "Positions I am filling")).to_have_value("Welder\nNight porter")
    expect(field(desk, "My other addresses")).to_have_value("me@club.example")


def test_a_mistake_is_told_and_can_be_mended_where_it_was_typed(desk: Desk) -> None:
    from_the_homepage(desk)
    field(desk, "Positions I am filling").fill("Welder")
    field(desk, "My other addresses").fill("me at club")
    press(desk, "Save")
    expect(desk.card).to_contain_text("“me at club” is not an e-mail address")
    expect(field(desk, "Positions I am filling")).to_have_value("Welder")
    expect(field(desk, "My other addresses")).to_have_value("me at club")
    field(desk, "My other addresses").fill("me@club.example")
    press(desk, "Save")
    expect(toast(desk)).to_have_text("Saved.")
    expect(desk.card).not_to_contain_text("is not an e-mail address")


def test_a_position_listed_beside_a_message_changes_its_card(desk: Desk) -> None:
    """From the add-on's menu, as on a phone: the blast becomes an answer once its position is listed."""
    ready(desk).rows.first.click()
    expect(desk.card).to_contain_text("Resume blast")
    from_the_menu(desk)
    field(desk, "Positions I am filling").fill("Welder")
    press(desk, "Save")
    expect(toast(desk)).to_have_text("Saved.")
    desk.panel.get_by_role("button", name="Back").click()
    expect(desk.card).to_contain_text("It answers what you advertised: Welder")
    expect(desk.card).not_to_contain_text("Resume blast")


def test_deleting_empties_the_form_too(desk: Desk) -> None:
    """Back on the homepage and in the settings nothing of the owner is left."""
    from_the_homepage(desk)
    desk.card.get_by_role("switch", name="I am hiring").check()
    field(desk, "My other addresses").fill("me@club.example")
    press(desk, "Save")
    press(desk, "Delete what Acquaint remembers")
    expect(desk.card).to_contain_text("Everything Acquaint remembered for you is deleted.")
    press(desk, "Open settings")
    expect(field(desk, "My other addresses")).to_have_value("")
    expect(desk.card.get_by_role("switch", name="I am hiring")).not_to_be_checked()
    expect(desk.card).to_contain_text("Nothing so far.")
    desk.panel.get_by_role("button", name="Back").click()
    expect(desk.card).to_contain_text("Are you hiring?")
