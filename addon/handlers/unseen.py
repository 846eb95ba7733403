"""What of an open message was not read, in sentences for the card: said where it could matter, and no more than it does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from addon.core.assessment import NotSeen
from addon.core.message import Attachment, Message, ReadState
from addon.mail import Limits

MAX_FILES = 5
"""Files that get a sentence of their own; further ones are counted."""

_NO_DOCUMENT = re.compile(
    r"(?:audio|video|font)/|text/(?:calendar|x-?vcard|vcard|directory|rfc822-headers|x-amp-html)|multipart/"
    r"|message/(?:delivery|disposition)|application/(?:pgp-|(?:x-)?pkcs7|(?:vnd\.)?ms-tnef|ics|x-msdownload)"
)
_NO_DOCUMENT_ENDINGS = (".ics", ".vcf", ".asc", ".sig", ".p7s", ".p7m", ".exe", ".mp3", ".mp4", ".mov", ".wav", ".m4a", ".avi")
_DECORATION = re.compile(
    r"(?i)(?:image\d{3}|oledata|outlook-\w{1,40}|~wrd\d{1,5}|pastedgraphic-\d{1,3}|att\d{5}|unnamed)\.\w{3,4}\Z"
    r"|.{0,60}(?:logo|icon|banner|spacer|pixel|signature|facebook|linkedin|twitter|instagram|youtube|xing|badge)"
    r"|.{0,200}\.(?:gif|svg|ico)\Z"
)
_PICTURE_ENDINGS = (".heic", ".heif", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp")

_REASONS = {
    ReadState.LOCKED: "is protected by a password",
    ReadState.BROKEN: "could not be read",
    ReadState.TOO_BIG: "is too large to read",
    ReadState.TOO_SLOW: "could not be read in the time there is",
    ReadState.LEFT_OUT: f"was not read: only the first {Limits().attachments_read} files of a message are",
    ReadState.NOT_FETCHED: "was not read",
}


def find_unseen(message: Message, *, is_known: bool) -> Iterator[NotSeen]:
    """Yield what of ``message`` counted for nothing because it was not read.

    A kind of file that is never read is named where it may be a document. Pictures may be one too, a scan or a photo of a page:
    that is said of attached ones from a sender who is not ``is_known`` to the owner, not of a logo or of what the letter shows.
    """
    sentences = [sentence for sentence in map(_describe, message.attachments) if sentence]
    yield from map(NotSeen, sentences[:MAX_FILES])
    if len(sentences) > MAX_FILES:
        more = len(sentences) - MAX_FILES
        yield NotSeen(f"{more} more {'attachment was' if more == 1 else 'attachments were'} not read, or not to the end.")
    pictures = [] if is_known else [file for file in message.attachments if _is_attached_picture(file)]
    if len(pictures) == 1:
        yield NotSeen(f"The attachment {_name(pictures[0])} is a picture; what it shows was not read.")
    elif pictures:
        yield NotSeen(f"{len(pictures)} attachments are pictures; what they show was not read.")
    if message.body.hides_text:
        yield NotSeen("The message hides text from its reader; the hidden text counted for nothing.")
    yield from map(NotSeen, message.defects)


def _name(file: Attachment) -> str:
    return f"“{file.filename}”" if file.filename else "without a name"


def _describe(file: Attachment) -> str:
    """Return why a file was not read, or not to its end; "" where there is nothing to say."""
    reason = _REASONS.get(file.state, "")
    if file.state is ReadState.NO_TEXT or (file.state is ReadState.BROKEN and not file.size):
        reason = _describe_empty(file)
    elif file.state is ReadState.UNSUPPORTED:
        reason = _describe_unsupported(file)
    if reason:
        return f"The attachment {_name(file)} {reason}."
    if file.pages > file.pages_read > 0:
        return f"Of the {file.pages:,} pages of {_name(file)}, only the first {_pages(file.pages_read)} read."
    return f"Only the first part of {_name(file)} was read; it is very long." if file.is_cut else ""


def _pages(count: int) -> str:
    return "was" if count == 1 else f"{count:,} were"


def _describe_empty(file: Attachment) -> str:
    if not file.size:
        return "is empty"
    if file.media_type == "application/pdf":
        return "holds no text that can be read; it may be a scan"
    if file.media_type.startswith("text/"):
        return "holds no words"
    return "holds no text that can be read; it may hold a picture"


def _describe_unsupported(file: Attachment) -> str:
    if file.is_inline or _is_picture(file) or not _may_be_document(file):
        return ""
    if file.listing:
        first, others = file.listing[0], len(file.listing) - 1
        return f"was not unpacked; it holds “{first}”" + (f" and {others:,} more" if others else "")
    if file.media_type == "message/rfc822":
        return "is another message, which was not read"
    return "is a kind of file that is not read"


def _may_be_document(file: Attachment) -> bool:
    return not _NO_DOCUMENT.match(file.media_type) and not file.filename.casefold().endswith(_NO_DOCUMENT_ENDINGS)


def _is_picture(file: Attachment) -> bool:
    return file.media_type.startswith("image/") or file.filename.casefold().endswith(_PICTURE_ENDINGS)


def _is_attached_picture(file: Attachment) -> bool:
    if file.state is not ReadState.UNSUPPORTED or file.is_inline or not _is_picture(file):
        return False
    return file.media_type not in {"image/gif", "image/svg+xml"} and not _DECORATION.match(file.filename)
