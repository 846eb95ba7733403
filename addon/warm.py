"""Load what the first card would otherwise wait for: the Gmail client, the parsers, the model."""

from __future__ import annotations

from addon.core.address import Owner
from addon.core.context import Context
from addon.core.resume import judge_resume
from addon.gmail import warm_client
from addon.mail import parse_message, warm_up

_LETTER = (
    b"From: a@example.com\r\nTo: b@example.org\r\nSubject: Hello\r\nContent-Type: text/html\r\n\r\n<p>Hello, how are you?</p>"
)


def up() -> None:
    """Bring the slow imports and tables into memory. Called by App Engine before it sends traffic."""
    warm_client()
    warm_up()
    judge_resume(parse_message(_LETTER), Context(Owner(("b@example.org",))))
