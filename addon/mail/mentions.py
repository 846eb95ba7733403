"""Attachments that survive only as text: mail archives and old gateways drop the file and leave its name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from addon.core.message import Attachment, ReadState
from addon.mail.attachments import name_media_type
from addon.mail.parts import clean_filename

MAX_MENTIONS = 20

_ANGLES = re.compile(r"<<\s{0,3}([^<>\n]{1,150}?\.[A-Za-z0-9]{1,5})\s{0,3}>>")
_NOTES = re.compile(r"\(See attached file:\s{0,5}([^()]{1,200}(?:\([^()]{1,40}\)[^()]{0,60})?)\)", re.IGNORECASE)
_LIST_LINE = re.compile(r" - (\S[^\n]{0,150}\.[A-Za-z0-9]{1,5})\s{0,3}\Z")


def split_file_list(text: str) -> tuple[str, list[str]]:
    """Return ``text`` without the list of file names at its very end (lines `` - Resume.doc``), and those names."""
    lines = text.rstrip().split("\n")
    names: list[str] = []
    while lines and len(names) < MAX_MENTIONS and (match := _LIST_LINE.match(lines[-1][:200])):
        names.insert(0, match[1])
        lines.pop()
    return ("\n".join(lines), names) if names else (text, [])


def find_mentions(text: str) -> list[str]:
    """Return file names that ``text`` points to as ``<<Resume.doc>>`` or ``(See attached file: resume.doc)``, in order."""
    found = [*_ANGLES.finditer(text), *_NOTES.finditer(text)] if "<<" in text or "ttached file" in text else []
    return [" ".join(match[1].split()) for match in sorted(found, key=lambda match: match.start())[:MAX_MENTIONS]]


def make_attachments(names: Iterable[str], present: Iterable[Attachment]) -> tuple[Attachment, ...]:
    """Return an attachment, NOT_FETCHED and of size 0, for each name that is not among those ``present``."""
    seen = {attachment.filename.casefold() for attachment in present}
    made: list[Attachment] = []
    for name in names:
        name = clean_filename(name)
        if name and name.casefold() not in seen and len(made) < MAX_MENTIONS:
            seen.add(name.casefold())
            made.append(Attachment(name, name_media_type(name, ""), 0, ReadState.NOT_FETCHED))
    return tuple(made)
