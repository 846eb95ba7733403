"""The files of a message, and those of a message that was attached to it whole, read within one common time."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from addon.core.message import Attachment, Forwarded, ReadState
from addon.mail.addresses import parse_address_list
from addon.mail.attachments import name_media_type, read_attachment
from addon.mail.bodies import Found, is_message, read_text, sort_parts
from addon.mail.layers import cut_layers
from addon.mail.limits import Limits
from addon.mail.mime import split_message
from addon.mail.parts import Part
from addon.mail.text import clean_line
from addon.mail.words import decode_words


@dataclass(frozen=True)
class Enclosed:
    """A message attached whole: the part that holds it, and its own root."""

    part: Part
    root: Part


def open_enclosed(found: Found, limits: Limits) -> Enclosed | None:
    """Return the first message attached whole, from the tree below its part or from the bytes that an encoding or a
    nameless type hid; None where there is none that names a sender, and for the mail that a report sends back.
    """
    if not found.messages or found.is_report:
        return None
    part = found.messages[0]
    root = part.children[0] if part.children else split_message(part.data, limits) if part.data else None
    return Enclosed(part, root) if root is not None and (part.children or root.first("from")) else None


def read_enclosed(enclosed: Enclosed, limits: Limits) -> Forwarded:
    """Return who wrote the enclosed message, its subject, and its text without what it quotes."""
    root = enclosed.root
    senders = parse_address_list(root.first("from")[:10_000], 3).addresses
    subject = clean_line(decode_words(root.first("subject")[:8_000]), 1_000)
    layers = cut_layers(read_text(sort_parts(root), limits).text, subject, is_reply=bool(root.first("in-reply-to")))
    text = "\n".join(part for part in (layers.text, layers.signature) if part)
    return Forwarded(senders[0] if senders else None, subject, text)


def list_files(found: Found, enclosed: Enclosed | None) -> list[Part]:
    """Return the parts that are files: the message's own, then those passed on with it, then the pictures of its layout."""
    passed_on = sort_parts(enclosed.root).files if enclosed is not None else []
    return [*found.files, *passed_on, *found.inline]


def read_files(found: Found, enclosed: Enclosed | None, limits: Limits, *, read_attachments: bool) -> tuple[Attachment, ...]:
    """Return the first ``limits.attachments`` files, as many of them read as the caps on number and time allow."""
    deadline = time.monotonic() + limits.reading_seconds
    inline = {id(part) for part in found.inline}
    made: list[Attachment] = []
    count = 0
    for part in list_files(found, enclosed)[: limits.attachments]:
        state = _judge_unread(part, enclosed, read_attachments=read_attachments)
        left = deadline - time.monotonic()
        if state is None and count >= limits.attachments_read:
            state = ReadState.LEFT_OUT
        elif state is None and left <= 0:
            state = ReadState.TOO_SLOW
        if state is None:
            count += 1
            part_limits = replace(limits, pdf_seconds=min(limits.pdf_seconds, left), reading_seconds=left)
            file = read_attachment(part.filename, part.media_type, part.data or b"", part_limits, charset=part.charset)
        else:
            file = Attachment(part.filename, name_media_type(part.filename, part.media_type), part.size, state)
        made.append(replace(file, is_inline=True) if id(part) in inline else file)
    return tuple(made)


def _judge_unread(part: Part, enclosed: Enclosed | None, *, read_attachments: bool) -> ReadState | None:
    """Return why a file is not to be read, or None where it is."""
    if enclosed is not None and part is enclosed.part:
        return ReadState.ENCLOSED
    if part.children or (is_message(part) and part.data is not None):
        return ReadState.UNSUPPORTED
    if part.data is None or not read_attachments:
        return ReadState.NOT_FETCHED
    if len(part.data) < part.size:
        return ReadState.TOO_BIG
    kind = name_media_type(part.filename, part.media_type)
    return ReadState.UNSUPPORTED if kind.startswith(("image/", "text/calendar")) else None
