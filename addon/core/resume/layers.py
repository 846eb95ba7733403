"""Which text of a mail counts: what its author wrote, and what it passes on; never what stands quoted under a reply.

``addon.mail`` has already parted own text, quotation and forwarded part; mail that went through several programs still
carries whole messages inside either, so the seams are looked for once more here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from addon.core.message import Message
from addon.core.resume.data import any_of
from addon.core.resume.fold import fold
from addon.core.resume.subject import is_forward, is_reply_or_forward

_MAX_LINES = 900
_MAX_PIECES = 5

_SEAM = re.compile(
    r"^[>\s]*-{2,}\s*(?:original message|forwarded (?:by|message)|inline attachment follows|ursprungliche nachricht"
    r"|weitergeleitete|message d'origine|mensaje original|mensagem original|messaggio originale)"
)
_FORWARD_SEAM = re.compile(r"forwarded|inline attachment|weitergeleitet")
_FROM = re.compile(rf"^[>\s]*\*?(?:{any_of('words', 'header_from')})\s*\*?[:：]\s?\S")
_TO = re.compile(r"^[>\s]*to\s*:")
_HEADER = re.compile(rf"^[>\s]*\*?(?:{any_of('words', 'header_other')}|x-[\w-]{{1,20}})\s*\*?[:：]")
_SUBJECT = re.compile(rf"^[>\s]*\*?(?:{any_of('words', 'header_subject')})\s*\*?[:：]\s*(.*)$", re.IGNORECASE)
_WROTE = re.compile(
    r"^[>\s]*(?:on|am|le|el|il|em|op)\s.{6,140}(?:wrote|writes|schrieb|a ecrit|escribio|escreveu|ha scritto|schreef)\s*:\s*$"
)


@dataclass(frozen=True)
class Piece:
    """One message inside a text: its subject as far as given, its text, and whether the seam above says "forwarded"."""

    subject: str
    text: str
    forwarded: bool = False


def split_pieces(text: str) -> list[Piece]:
    """Cut ``text`` at inner message headers; the first piece is what stands above them all. Linear, at most 5 pieces."""
    lines = text.splitlines()[:_MAX_LINES]
    pieces: list[Piece] = []
    kept: list[str] = []
    subject, forwarded, place = "", False, 0
    while place < len(lines):
        length, next_forwarded = _seam_at(lines, place)
        if length == 0:
            kept.append(lines[place])
            place += 1
            continue
        pieces.append(Piece(subject, "\n".join(kept), forwarded))
        if len(pieces) >= _MAX_PIECES:
            return pieces
        found = (_SUBJECT.match(line) for line in lines[place : place + length])
        subject = next((match.group(1).strip() for match in found if match), "")
        kept, forwarded, place = [], next_forwarded, place + length
    pieces.append(Piece(subject, "\n".join(kept), forwarded))
    return pieces


def _seam_at(lines: list[str], place: int) -> tuple[int, bool]:
    """How many lines of seam (separator and inner header) start at ``place``, 0 for none; and whether they say "forwarded"."""
    line = fold(lines[place][:200])
    if _WROTE.match(line):
        return 1, False
    separator = bool(_SEAM.match(line))
    if not separator and not _FROM.match(line) and not _TO.match(line):
        return 0, False
    length, headers, last = 1, int(not separator), place + 1
    for offset in range(1, 14):
        if place + offset >= len(lines):
            break
        following = fold(lines[place + offset][:200])
        if _HEADER.match(following) or _FROM.match(following):
            headers += 1
            last = place + offset + 1
        elif following.strip() and not following.startswith(("\t", "  ")) and offset > 2 + headers * 2:
            break
    length = last - place
    enough = headers >= 3 if _FROM.match(line) else headers >= 2 and any(_SUBJECT.match(row) for row in lines[place:last])
    if enough or (separator and headers):
        return length, separator and bool(_FORWARD_SEAM.search(line))
    return (1, bool(_FORWARD_SEAM.search(line))) if separator else (0, False)


def own_text(message: Message) -> str:
    """Return what the author of ``message`` wrote, without inner messages that the body may still hold."""
    return split_pieces(message.body.text)[0].text


def passed_on_text(message: Message) -> str:
    """Return what ``message`` passes on: the forwarded message, without what that one merely quotes. "" where nothing is."""
    forward = is_forward(message.subject)
    inner = split_pieces(message.body.text)[1:]
    if message.body.forwarded is not None:
        given = message.body.forwarded
        if is_reply_or_forward(message.subject) and not forward and len(own_text(message).split()) > 8:
            return ""  # a reply that quotes a forward passes nothing on
        first, *rest = split_pieces(given.text)
        pieces = [Piece(given.subject or first.subject, first.text, forwarded=True), *rest]
    elif forward:
        pieces = inner or split_pieces(message.body.quoted)
    else:
        pieces = inner if inner and inner[0].forwarded else []
    return "\n\n".join(_reach(pieces))


def _reach(pieces: list[Piece]) -> list[str]:
    """Texts of the pieces that are passed on: the first, and the next as long as each only hands on the one below."""
    taken: list[str] = []
    for piece in pieces:
        if not piece.text.strip() and not piece.subject:
            continue
        taken.append(f"{piece.subject}\n\n{piece.text}")
        if is_reply_or_forward(piece.subject) and not is_forward(piece.subject):
            break
        if not is_forward(piece.subject) and len(piece.text.split()) > 25:
            break
    return taken
