"""One draft for each person: the bytes of a copy that is addressed to one recipient alone."""

from __future__ import annotations

import base64
import email
import hashlib
import re
from email import policy
from email.header import Header
from email.message import Message as MimePart
from email.utils import formataddr, formatdate
from html import escape, unescape

from addon.core.address import Address
from addon.handlers.letter_words import greets, opens_unclearly

_DROPPED = frozenset({"to", "cc", "bcc", "message-id", "date", "resent-to", "resent-cc", "resent-bcc", "x-gmail-draft-state"})
_HEADER = re.compile(rb"[^\s:]+[ \t]*:(?:[^\r\n]*\r?\n)(?:[ \t][^\r\n]*\r?\n)*")
_BODY_TAG = re.compile(r"<body\b[^>]{0,500}>", re.IGNORECASE)
_FIRST_TEXT = re.compile(r"(?:\s|<[^>]{1,500}>)*+([^<]{1,200})")
_CLOSING = re.compile(r"\s*</(?:p|div)\s*>", re.IGNORECASE)


def copy_for(
    raw: bytes, person: Address, owner: Address, message_id: str, opener: str, at_ms: int, subject: str | None = None
) -> bytes:
    """Return the draft ``raw`` addressed to ``person`` alone, attachments kept byte for byte where the text allows it.

    ``opener`` is put after the greeting, or first where there is none; "" leaves the text alone. ``subject``: a newer one than
    the saved draft's, None for that. Nobody else's address stays in the headers. Never raises: a draft too odd to open is copied
    without the opener.
    """
    head = _head(person, owner, message_id, at_ms)
    dropped = _DROPPED
    if subject is not None:
        head["Subject"] = _encoded(" ".join(subject.split())[:900])
        dropped |= {"subject"}
    if opener:
        try:
            return _with_opener(raw, head, dropped, opener)
        except Exception:  # noqa: BLE001 S110 - the standard parser and generator raise almost anything on a malformed mail
            pass  # the plain copy below keeps every byte of the text
    headers, body = _cut(raw)
    kept = [field for field in headers if field.split(b":", 1)[0].strip().lower().decode("latin-1") not in dropped]
    if any(field[:5].lower() == b"from:" for field in kept):
        head = {name: value for name, value in head.items() if name != "From"}
    lines = b"".join(f"{name}: {value}\r\n".encode("ascii", "replace") for name, value in head.items())
    return lines + b"".join(kept) + b"\r\n" + body


def empty_for(subject: str, person: Address, owner: Address, message_id: str, opener: str, at_ms: int) -> bytes:
    """Return a new draft to ``person`` with this subject and no text but the ``opener``, for when the text may not be read."""
    head = _head(person, owner, message_id, at_ms)
    head["Subject"] = _encoded(" ".join(subject.split())[:900])
    head |= {"MIME-Version": "1.0", "Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "base64"}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"{lines}\r\n".encode("ascii", "replace") + base64.encodebytes(f"{opener}\r\n".encode() if opener else b"")


def content_of(raw: bytes) -> str:
    """Return a digest of what a draft says: subject, texts and files, whoever it goes to and however Gmail encodes it today."""
    digest = hashlib.sha256()

    def add(*pieces: bytes) -> None:
        for piece in pieces:
            digest.update(len(piece).to_bytes(8, "big") + piece)

    try:
        message = email.message_from_bytes(raw, policy=policy.compat32)
        add(" ".join(str(message["Subject"] or "").split()).encode("utf-8", "replace"))
        for part in message.walk():
            if not part.is_multipart():
                payload = part.get_payload(decode=True)
                name = str(part.get_filename() or "")
                add(
                    part.get_content_type().encode(),
                    name.encode("utf-8", "replace"),
                    payload if isinstance(payload, bytes) else b"",
                )
    except Exception:  # noqa: BLE001 - the standard parser raises almost anything on a malformed mail
        add(_cut(raw)[1])
    return digest.hexdigest()


def message_id_for(mark: str, owner: Address) -> str:
    """Return the Message-ID a copy always has, so that a second copy can be told from the first."""
    digest = hashlib.sha256(f"{owner.key}\n{mark}".encode("utf-8", "replace")).hexdigest()[:32]
    domain = owner.domain if re.fullmatch(r"[a-z0-9.-]{1,200}", owner.domain) else "localhost"
    return f"acquaint.{digest}@{domain}"


def _head(person: Address, owner: Address, message_id: str, at_ms: int) -> dict[str, str]:
    return {
        "From": _address(owner),
        "To": _address(person),
        "Message-ID": f"<{message_id}>",
        "Date": formatdate(at_ms / 1000),
    }


def _address(address: Address) -> str:
    spec = "".join(char for char in address.addr_spec if char.isprintable() and char not in "<>,; \t")
    name = " ".join("".join(char if char.isprintable() else " " for char in address.display_name).split())[:120]
    return formataddr((name, spec), "utf-8") if spec.isascii() else spec


def _encoded(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=70).encode(linesep="\r\n")


def _cut(raw: bytes) -> tuple[list[bytes], bytes]:
    """Return the header fields, each with its line ends, and the body."""
    fields: list[bytes] = []
    place = 0
    while field := _HEADER.match(raw, place):
        fields.append(field.group())
        place = field.end()
    blank = re.compile(rb"\r?\n").match(raw, place)
    return fields, raw[blank.end() if blank else place :]


def _with_opener(raw: bytes, head: dict[str, str], dropped: frozenset[str], opener: str) -> bytes:
    message = email.message_from_bytes(raw, policy=policy.compat32)
    for name in dropped:
        del message[name]
    for name, value in head.items():
        if name != "From" or message["From"] is None:
            message[name] = value
    plain, html = _part(message, "text/plain"), _part(message, "text/html")
    if plain is None and html is None:
        raise ValueError("no text to open")
    if plain is not None:
        _rewrite(plain, insert_line(_text(plain), opener))
    if html is not None:
        _rewrite(html, _insert_html(_text(html), opener))
    return message.as_bytes(policy=policy.compat32.clone(linesep="\r\n"))


def _part(message: MimePart, kind: str) -> MimePart | None:
    leaves = (part for part in message.walk() if not part.is_multipart() and part.get_content_type() == kind)
    return next((part for part in leaves if part.get_content_disposition() != "attachment"), None)


def _text(part: MimePart) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    return data.decode(part.get_content_charset() or "utf-8", "replace")


def _rewrite(part: MimePart, text: str) -> None:
    del part["Content-Transfer-Encoding"]
    part.set_payload(text, "utf-8")


def insert_line(text: str, opener: str) -> str:
    """Return ``text`` with ``opener`` as a paragraph after the greeting line, or first where no line greets. Never twice.

    Where the first line may be a greeting in words not known here, ``text`` stays as it is.
    """
    if opener in text or opens_unclearly(text):
        return text
    first, _, rest = text.lstrip().partition("\n")
    if greets(first):
        return f"{first.rstrip()}\n\n{opener}\n\n{rest.lstrip()}"
    return f"{opener}\n\n{text}"


def _insert_html(text: str, opener: str) -> str:
    made = escape(opener)
    if made in text:
        return text
    body = _BODY_TAG.search(text)
    start = body.end() if body else 0
    opening = _FIRST_TEXT.match(text, start)
    line = unescape(opening[1]).strip() if opening else ""
    if opens_unclearly(line):
        return text
    if opening is None or not greets(line):
        return f"{text[:start]}<p>{made}</p>{text[start:]}"
    end = opening.end()
    closing = _CLOSING.match(text, end)
    if closing is None:
        return f"{text[:end]}<br><br>{made}{text[end:]}"
    return f"{text[: closing.end()]}<p>{made}</p>{text[closing.end() :]}"
