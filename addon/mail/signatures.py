"""The signature below an author's words, cut only where it is surely one: a pasted resume ends in short lines too."""

from __future__ import annotations

import re

from addon.mail.phrases import CLOSINGS, DEVICE_LINES

MAX_LINES = 14
MAX_CHARS = 1_200

_CONTACT = re.compile(
    r"@\w|https?:|www\.|\+?\(?\d[\d\s()./\-–]{6,20}\d|\b(?:tel|phone|mobile|cell|fax|handy|tél|mob|ph)\b", re.IGNORECASE
)
_BULLET = re.compile(r"\s{0,8}(?:[•●▪◦*·–-]|\d{1,2}[.)])\s")
_DELIMITER = re.compile(r"--\s{0,2}\Z|—\s{0,2}\Z")
_FOOTER = re.compile(r"_{20,}\Z|-{30,}\Z")


def split_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return (text, signature) lines. Recognises, from the end: the ``-- `` line (RFC 3676 4.3), the line a phone
    adds, and a closing phrase ("Regards," in many languages) or an empty line above a few short contact lines.
    """
    text, tail = _split_device_line(lines)
    for rule in (_find_delimiter, _find_closing, _find_contacts):
        index = rule(text)
        if index is not None:
            return text[:index], text[index:] + tail
    return text, tail


def _split_device_line(lines: list[str]) -> tuple[list[str], list[str]]:
    """Find "Sent from my phone" in the last two filled lines."""
    filled = [index for index in range(len(lines) - 1, max(-1, len(lines) - 12), -1) if lines[index].strip()][:2]
    for index in filled:
        line = lines[index].strip()
        if len(line) <= 80 and DEVICE_LINES.match(line):
            return lines[:index], lines[index:]
    return lines, []


def _find_delimiter(lines: list[str]) -> int | None:
    first = max(0, len(lines) - 2 * MAX_LINES)
    for index in range(first, len(lines)):
        is_footer = index > 0 and _FOOTER.match(lines[index].strip()) is not None  # what lists and free mail hosts add
        if is_footer or _DELIMITER.match(lines[index]):
            below = [line for line in lines[index + 1 :] if line.strip()]
            if len(below) <= (6 if is_footer else MAX_LINES) and sum(map(len, below)) <= MAX_CHARS:
                return index
    return None


def _find_closing(lines: list[str]) -> int | None:
    """The line behind the last closing phrase, where only short lines follow it."""
    below = 0
    for index in range(len(lines) - 1, max(-1, len(lines) - 3 * MAX_LINES), -1):
        line = lines[index].strip()
        if line and len(line) <= 60 and CLOSINGS.fullmatch(line):
            return index + 1 if below else None
        below += bool(line)
        if below > 10 or len(line) > 90 or _BULLET.match(lines[index]):
            return None
    return None


def _find_contacts(lines: list[str]) -> int | None:
    """The last paragraph, where it is short lines of which two or more, and a third of all, are phone numbers,
    addresses or links.
    """
    end = len(lines)
    start = end
    while start > 0 and lines[start - 1].strip():
        start -= 1
        line = lines[start]
        if end - start > 8 or len(line) > 70 or line.rstrip().endswith((".", "?", "!")) or _BULLET.match(line):
            return None
    if start == 0 or not any(line.strip() for line in lines[:start]):
        return None
    contacts = sum(1 for line in lines[start:end] if _CONTACT.search(line[:200]))
    return start if contacts >= 2 and contacts * 3 >= end - start else None
