"""The header block that mail programs write above a message they quote or forward."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from addon.core.address import Address
from addon.mail.addresses import parse_address_list
from addon.mail.phrases import LABELS
from addon.mail.text import clean_line

MAX_BLOCK = 40
"""Lines a header block may span: recipients wrap."""

_LABEL = re.compile(r"[>\s*|]{0,12}([^\s:：*][^:：*]{0,30}?)[\s*]{0,4}[:：][\s*]{0,6}(.*)", re.DOTALL)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NOTES_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{2,4}\b.{0,12}?\b\d{1,2}:\d\d")
_NOTES_ON = re.compile(r"\s+on\s+\d{1,2}/\d{1,2}/\d{2,4}|\s*\b\d{1,2}/\d{1,2}/\d{2,4}\s+\d{1,2}:\d\d")
_COLUMN = re.compile(r"(\s{0,60}\S.{0,60}?|)\s{2,80}((?:To|cc|Subject|Fax to|bcc):.*)", re.DOTALL)
_INDENT = " " * 8
_MAILTO = re.compile(r"[\[(<]\s{0,3}(?:mailto|smtp):\s{0,3}([^\s\]>)]{3,254})", re.IGNORECASE)
_MARKS = re.compile(r"[>\s]{0,12}[-_=*–—]{2,}")


@dataclass(frozen=True)
class InnerHeader:
    """What the block says, and the lines below it."""

    sender: Address | None = None
    subject: str = ""
    body: list[str] = field(default_factory=list)


def read_label(line: str) -> tuple[str, str]:
    """Return (kind, value) of a header line such as ``Von: Jane``: kind is from, date, to, cc, subject, other, or ""
    for no header line.
    """
    if ":" not in line[:48] and "：" not in line[:48]:
        return "", ""
    match = _LABEL.match(line[:2_000])
    kind = LABELS.get(match[1].strip().casefold(), "") if match else ""
    return (kind, match[2].strip()) if match and kind else ("", "")


def opens_block(lines: list[str], index: int) -> bool:
    """True where a header block of a quoted message begins on this line.

    ``From`` must be followed closely by a date, recipients or a subject, two of them; a curriculum vitae that says
    ``From: 2010`` and ``To: 2012`` has no such block. Lotus Notes writes ``Jane Doe <jane@example.org> on 07/16/2001
    09:00 AM`` above ``To``, ``cc`` and ``Subject``.
    """
    kind, value = read_label(lines[index])
    if kind == "from":
        if not value or (_YEAR.search(value) and "@" not in value) or not any(char.isalpha() for char in value):
            return False
        kinds = _kinds_below(lines, index)
        return len(kinds & {"date", "to", "subject"}) >= 2
    if not kind and len(lines[index]) < 200 and _NOTES_DATE.search(lines[index]):
        return {"to", "subject"} <= _kinds_below(lines, index)
    return False


def _kinds_below(lines: list[str], index: int) -> set[str]:
    """Kinds of the header lines that follow, up to the end of the block: two empty lines, or three lines of something else."""
    kinds: set[str] = set()
    strange = 0
    for line in lines[index + 1 : index + 14]:
        kind = read_label(line)[0]
        if kind == "from" or strange > 3:
            break
        if kind:
            kinds.add(kind)
            strange = 0
        else:
            strange += 1
    return kinds


def read_inner_header(lines: list[str]) -> InnerHeader:
    """Return sender, subject and body of the message that ``lines`` hold, its marks and header block on top. Never raises."""
    lines = _unquote(lines)
    start = 0
    while start < len(lines) and (not lines[start].strip() or _MARKS.match(lines[start]) or _is_begin(lines, start)):
        start += 1
    if 0 < start < len(lines) and lines[start].rstrip().endswith("---"):  # a mark that the gateway wrapped
        start += 1
    found, end = _read_block(lines, start)
    if not found:
        return InnerHeader(body=lines[start:])
    return InnerHeader(_read_sender(found.get("from", "")), clean_line(found.get("subject", ""), 1_000), lines[end:])


def _is_begin(lines: list[str], index: int) -> bool:
    """The first line where it is a mark without dashes (Apple Mail), which ends with a colon and has nothing behind it."""
    return index < 3 and lines[index].rstrip().endswith((":", "：")) and not read_label(lines[index])[0]


def _unquote(lines: list[str]) -> list[str]:
    """Take one level of ``>`` off where most lines carry it."""
    filled = [line for line in lines if line.strip()]
    marked = sum(1 for line in filled if line.lstrip().startswith(">"))
    if marked * 10 < len(filled) * 6:
        return lines
    return [re.sub(r"\A\s{0,3}> ?", "", line) for line in lines]


def _read_block(lines: list[str], start: int) -> tuple[dict[str, str], int]:
    """Values by kind, and the line behind the block."""
    if start < len(lines) and read_label(lines[start])[0] in {"", "other"}:
        return _read_notes_opening(lines, start) or ({}, start)
    found: dict[str, str] = {}
    index, last = start, ""
    while index < min(len(lines), start + MAX_BLOCK):
        kind, value = read_label(lines[index])
        if kind and (kind not in found or kind == "other"):
            found[kind], last = value, kind
        elif kind == "from" or not found:
            break
        elif not lines[index].strip():
            if not _continues(lines, index, found):
                return found, index + 1
        elif last not in {"to", "cc"} or not _is_wrapped(lines[index - 1], lines[index]):
            break
        index += 1
    return found, index


def _continues(lines: list[str], index: int, found: dict[str, str]) -> bool:
    """True where header lines go on behind an empty line: some programs leave one between any two."""
    following = next((line for line in lines[index + 1 : index + 3] if line.strip()), "")
    kind = read_label(following)[0]
    return bool(kind) and kind not in found and "subject" not in found


def _is_wrapped(before: str, line: str) -> bool:
    return before.rstrip().endswith((",", ";")) or line.startswith((" ", "\t")) or ("@" in line and len(line) < 200)


def _read_notes_opening(lines: list[str], start: int) -> tuple[dict[str, str], int] | None:
    """Values and next line where Lotus Notes opens the block: the author and the date, unlabelled, above or left of
    the labels.
    """
    left: list[str] = []
    found: dict[str, str] = {}
    index, empty = start, 0
    last, indented = "", False
    while index < min(len(lines), start + 16) and empty < 2:
        line = lines[index][:400]
        column = _COLUMN.match(line)
        kind, value = read_label(column[2] if column else line)
        if kind == "from" or (kind == "" and not left and found):
            return None
        if kind and (kind not in found):
            found[kind], last = value, kind
        indented = indented or (column is not None and column[1].startswith(_INDENT))
        if indented and not kind and line.strip() and not line.startswith(_INDENT):  # the gateway wrapped the right column
            found[last] = f"{found[last]} {line.strip()}"
        elif column or not kind:
            left.append(column[1] if column else line)
        empty = empty + 1 if not line.strip() and "subject" in found else 0
        index += 1
        if kind == "subject" and not column:
            break
    above = " ".join(part.strip() for part in left if part.strip())
    if "to" not in found or not above or not _NOTES_DATE.search(above[:1_000]):
        return None
    found["from"] = _NOTES_ON.split(above[:1_000])[0].strip()
    return found, index


def _read_sender(value: str) -> Address | None:
    """The author: an address where one is given, else (Exchange and Notes write names only) an Address without addr-spec."""
    value = value[:600]
    named = _MAILTO.search(value)
    if named:
        value = f"{value[: named.start()].strip()} <{named[1]}>"
    for address in parse_address_list(value, 3).addresses:
        if "@" in address.addr_spec and "." in address.domain:
            return address
    name = clean_line(re.split(r"[@\[<(]", value)[0].strip(" '\""), 200)
    return Address("", name) if any(char.isalpha() for char in name) else None
