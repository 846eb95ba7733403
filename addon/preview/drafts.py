"""Drafts of the compose window: to and from the bytes that Gmail keeps."""

from __future__ import annotations

import base64
import email
from email import policy
from email.message import EmailMessage
from email.utils import formataddr, parseaddr

from addon.core.message import Message
from addon.mail import parse_message
from addon.preview.contract import Draft, DraftFile


def write_draft(draft: Draft, sender: str) -> bytes:
    """Return the draft as RFC 5322 bytes. Addresses that cannot be written are kept as typed, without line breaks."""
    mail = EmailMessage()
    mail["From"] = sender
    for name, typed in (("To", draft.to), ("Cc", draft.cc), ("Bcc", draft.bcc)):
        if typed:
            mail[name] = ", ".join(_addresses(typed))
    mail["Subject"] = " ".join(draft.subject.split())
    mail.set_content(draft.body)
    for file in draft.attachments:
        main, _, sub = (file.media_type or "application/octet-stream").partition("/")
        mail.add_attachment(file.data, maintype=main or "application", subtype=sub or "octet-stream", filename=file.name)
    return mail.as_bytes()


def _addresses(typed: tuple[str, ...]) -> list[str]:
    pairs = [parseaddr(" ".join(text.split())) for text in typed]
    return [formataddr(pair) for pair in pairs if "@" in pair[1]]


def read_draft(raw: bytes, thread_id: str = "") -> Draft:
    """Return a draft from its bytes, files included."""
    message = parse_message(raw, read_attachments=False)
    return Draft(
        to=_shown(message, "to"),
        cc=_shown(message, "cc"),
        bcc=_shown(message, "bcc"),
        subject=message.subject,
        body=_body(raw),
        attachments=tuple(_files(raw)),
        thread_id=thread_id,
    )


def _shown(message: Message, field: str) -> tuple[str, ...]:
    addresses = getattr(message, field)
    return tuple(
        formataddr((a.display_name, a.addr_spec), "utf-8") if a.display_name.isascii() else a.addr_spec for a in addresses
    )


def _parsed(raw: bytes) -> EmailMessage:
    parsed = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(parsed, EmailMessage)  # noqa: S101 - what the default policy makes
    return parsed


def _body(raw: bytes) -> str:
    part = _parsed(raw).get_body(("plain", "html"))
    return str(part.get_content()).rstrip("\n") if part is not None else ""


def _files(raw: bytes) -> list[DraftFile]:
    files = []
    for part in _parsed(raw).iter_attachments():
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        files.append(DraftFile(part.get_filename() or "file", part.get_content_type(), data))
    return files


def encode_raw(raw: bytes) -> str:
    """Return bytes as the API's base64url text."""
    return base64.urlsafe_b64encode(raw).decode("ascii")
