"""The one-click fixes in a real browser on the real preview: the window and the drafts of the simulated mailbox really change."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Desk
from playwright.sync_api import Locator, expect

from addon.mail import parse_message
from addon.preview.serve import Preview
from tests.addon.stage import OWNER
from tests.addon.writing import BLAST, RESUME, friend, friends_mail, strangers

pytestmark = pytest.mark.browser


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """The whole add-on over an mbox in which three people know the owner."""
    path = tmp_path / "mail.mbox"
    box = mailbox.mbox(path)
    for raw in friends_mail(3):
        box.add(raw)
    box.close()
    with Preview(path, (OWNER,), 0, None) as running:
        yield running


@pytest.fixture
def url(preview: Preview) -> str:
    """The address of the preview instead of the page over an invented bridge."""
    return preview.url


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


def write(desk: Desk, bcc: list[str], *, subject: str = "Maya Lind", text: str = BLAST, resume: bool = True) -> None:
    """Write a draft in the window and ask the add-on."""
    desk.open()
    expect(desk.rows.first).to_be_visible()
    desk.page.keyboard.press("c")
    desk.compose.get_by_role("button", name="Bcc").click()
    paste(desk, "Bcc", ", ".join(bcc))
    desk.compose.get_by_label("Subject").fill(subject)
    desk.compose.get_by_label("Message text").fill(text)
    if resume:
        file = {"name": "Resume Maya Lind.txt", "mimeType": "text/plain", "buffer": RESUME.encode()}
        desk.compose.locator("input[type=file]").set_input_files([file])
    expect(desk.compose.locator(".saved")).to_have_text("Saved")
    desk.compose.get_by_role("button", name="check recipients").click()
    expect(desk.compose.locator(".card")).to_be_visible()


def press(desk: Desk, name: str) -> None:
    """Press a button of the compose card."""
    desk.compose.locator(".card").get_by_role("button", name=name).click()


def drafts(preview: Preview) -> list[tuple[str, ...]]:
    """Return the recipients of every saved draft."""
    sim = preview.simulator.mailboxes[OWNER]
    raws = [sim.raw(sim.index.by_id[gmail_id]) for gmail_id in list(sim.drafts.values())]
    mails = [parse_message(raw, read_attachments=False) for raw in raws]
    return [tuple(each.addr_spec for each in (*mail.to, *mail.cc, *mail.bcc)) for mail in mails]


def test_strangers_leave_the_window_and_come_back(desk: Desk) -> None:
    """Keep only known people: three chips remain; put back: all are there again."""
    write(desk, [friend(0), friend(1), friend(2), *strangers(30)])
    expect(desk.compose.locator(".card")).to_contain_text("Hold on")
    press(desk, "Keep only people who know you")
    expect(chips(desk)).to_have_count(3)
    expect(desk.page.locator("#toast")).to_contain_text("Took out 30 recipients")  # the add-on's own notice, with a way back
    expect(desk.page.locator("#toast").get_by_role("button", name="Undo")).to_be_visible()
    expect(desk.compose.locator(".card")).to_contain_text("Good to send")
    press(desk, "Put recipients back")
    expect(chips(desk)).to_have_count(33)
    expect(desk.compose.locator(".card")).to_contain_text("Hold on")


def test_all_strangers_can_be_taken_out(desk: Desk) -> None:
    """The blast without its crowd is an empty draft."""
    write(desk, strangers(30))
    press(desk, "Take out strangers")
    expect(chips(desk)).to_have_count(0)


def test_split_makes_drafts_and_a_second_press_makes_no_more(desk: Desk, preview: Preview) -> None:
    """Six strangers: six drafts to one person each beside the original, also after the second press."""
    write(desk, strangers(6))
    press(desk, "Make one draft for each")
    expect(desk.page.locator("#toast")).to_contain_text("All 6 drafts are in Drafts")
    expect(desk.compose.locator(".card")).to_contain_text("All 6 drafts are made")
    press(desk, "Make one draft for each")
    expect(desk.page.locator("#toast")).to_contain_text("already in Drafts")
    assert sorted(map(len, drafts(preview))) == [1, 1, 1, 1, 1, 1, 6]
    assert {people[0] for people in drafts(preview) if len(people) == 1} == set(strangers(6))


def test_subject_and_opener_change_the_window(desk: Desk) -> None:
    """A clearer subject replaces the job title; the greeting goes in at the cursor, once."""
    write(desk, [*strangers(6)], subject="Project manager")
    press(desk, "Use a clearer subject")
    expect(desk.compose.get_by_label("Subject")).to_have_value("May I ask you about Project manager roles?")

    write(desk, ["Ines Hart <ines@harbour.example>"], subject="Tide tables", text="Dear Frida,\n\nmay I ask you?", resume=False)
    expect(desk.compose.locator(".card").last).to_contain_text("goes to Ines Hart")
    press(desk, "Greet them by name")
    text = desk.compose.get_by_label("Message text")
    expect(text).not_to_have_value("Dear Frida,\n\nmay I ask you?")
    once = text.input_value()
    assert "Dear Ines Hart," in once.split("\n")  # on a line of its own
    expect(desk.page.locator("#toast")).to_contain_text("Delete the old one (“Dear Frida,”)")
    press(desk, "Greet them by name")
    expect(desk.page.locator("#toast")).to_contain_text("already put in")
    assert text.input_value() == once


def test_a_dismissed_warning_stays_away_until_it_is_wanted_again(desk: Desk) -> None:
    write(desk, strangers(30))
    press(desk, "Don't warn me about this draft")
    expect(desk.compose.locator(".card")).to_contain_text("You asked not to be warned")
    press(desk, "Warn me again")
    expect(desk.compose.locator(".card")).to_contain_text("Hold on")
