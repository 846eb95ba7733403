"""Every mail and file of a local data set (``ACQUAINT_DATA`` names its folder); without one nothing is collected."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from mail_making import gmail_resource

from addon.core.message import ReadState
from addon.mail import parse_gmail_payload, parse_message, read_attachment

ROOT = Path(os.environ.get("ACQUAINT_DATA", "."))
HAS_DATA = "ACQUAINT_DATA" in os.environ
MAILS = sorted(path for folder in ("real/mail", "composed/mail") for path in (ROOT / folder).glob("*.eml")) if HAS_DATA else []
BOXES = sorted([*ROOT.glob("mailboxes/*.mbox"), *ROOT.glob("composed/history/*.mbox")]) if HAS_DATA else []
FILES = sorted(path for folder in ("lookalikes", "resumes/files") for path in (ROOT / folder).rglob("*.*")) if HAS_DATA else []
READABLE = {".pdf", ".doc", ".docx", ".odt", ".md"}

if not HAS_DATA:
    pytestmark = pytest.mark.skip(reason="set ACQUAINT_DATA to run over a local data set")


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_every_message_is_parsed_alike_by_both_routes(path: Path) -> None:
    """A sender, and equality with the Gmail route."""
    raw = path.read_bytes()
    message = parse_message(raw)
    resource, files = gmail_resource(raw)

    assert message.sender is not None
    assert parse_gmail_payload(resource, attachment_bytes=files) == message


@pytest.mark.parametrize("path", BOXES, ids=lambda path: path.stem)
def test_every_message_of_every_mailbox_is_parsed(path: Path) -> None:
    """A date and a sender for all."""
    for raw in re.split(rb"(?m)^From [^\n]*\n", path.read_bytes())[1:]:
        message = parse_message(raw, read_attachments=False)

        assert message.sender is not None
        assert message.internal_date > 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_is_read_or_says_why_not(path: Path) -> None:
    """What is whole and readable is read; a scan has no text."""
    found = read_attachment(path.name, "", path.read_bytes())

    assert bool(found.text) == (found.state is ReadState.READ)
    if path.suffix.casefold() in READABLE:
        assert found.state in {ReadState.READ, ReadState.NO_TEXT}
