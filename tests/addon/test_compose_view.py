"""What the compose card says of what was found: its headline, its reasons once, and fixes that name their numbers."""

from __future__ import annotations

from typing import Any

from tests.addon.stage import text_of
from tests.addon.writing import BLAST, Desk, card_of, draft_bytes, friend, friends_mail, strangers


def test_a_warning_put_away_is_neither_praise_nor_warning() -> None:
    """Sixty in Bcc with a resume are not "Good to send" because the owner wants to hear no more of it."""
    desk = Desk([])
    window: dict[str, Any] = {"to": [], "bcc": strangers(60), "subject": "Maya Lind"}
    desk.save(draft_bytes(bcc=strangers(60), subject="Maya Lind", text=BLAST, resume=True))
    assert "Hold on" in text_of(desk.compose(**window)[0])

    text = text_of(card_of(desk.click("dismiss", **window)))

    assert "Warning put away" in text
    assert "Good to send" not in text
    assert "Hold on" not in text


def test_fixes_tell_how_many_leave_and_how_many_stay() -> None:
    """Thirty strangers beside three friends; and where nobody would be left, it is said."""
    mixed = text_of(Desk(friends_mail(3)).compose(to=[friend(0), friend(1), friend(2)], bcc=strangers(30))[0])
    alone = text_of(Desk([]).compose(to=[], bcc=strangers(30))[0])

    assert "Takes 30 out of this draft; 3 stay. Nothing is sent." in mixed
    assert "Takes 30 out of this draft; nobody is left. Nothing is sent." in alone


def test_a_reason_that_is_the_headline_is_not_said_twice() -> None:
    """One reason: it heads the card, and no "Why" repeats it."""
    ines = "Ines Hart <ines@harbour.example>"
    desk = Desk([])
    desk.save(draft_bytes([ines], subject="Tide tables", text="Dear Frida,\n\nmay I ask you?"))
    text = text_of(desk.compose(to=[ines], bcc=[], subject="Tide tables")[0])

    assert text.count("It greets “Frida”, but goes to Ines Hart.") == 1
