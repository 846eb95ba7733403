"""A message's part tree, cut at byte level: what ``payload`` of the Gmail API shows. Never raises; depth and parts capped."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from addon.preview.simulator.headers import decode_bytes, decode_words, fields, split_message, to_text

MAX_DEPTH = 20
MAX_PARTS = 1000
MAX_TEXT = 256 * 1024

_PARAMETER = re.compile(r';\s*([^\s=;"]{1,60})\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)')
_CLOSE_STYLE = re.compile("</style", re.IGNORECASE)
_CLOSE_SCRIPT = re.compile("</script", re.IGNORECASE)
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


@dataclass(slots=True)
class Part:
    """One node: ``body`` is still transfer-encoded; ``part_id`` is Gmail's ("" for the root, "0", "1.0" ...)."""

    part_id: str
    headers: list[tuple[str, str]]
    media_type: str
    charset: str
    filename: str
    disposition: str
    encoding: str
    body: bytes
    parts: list[Part] = field(default_factory=list)

    def decoded(self) -> bytes:
        """The body with its transfer encoding undone; broken base64 gives what can be read."""
        if self.encoding == "base64":
            clean = _NOT_BASE64.sub(b"", self.body)
            clean = clean[: len(clean) - 1] if len(clean) % 4 == 1 else clean
            return base64.b64decode(clean + b"=" * (-len(clean) % 4))
        if self.encoding == "quoted-printable":
            return binascii.a2b_qp(self.body)
        return self.body

    @property
    def is_inline_text(self) -> bool:
        """True where Gmail shows the text in the part itself, not as an attachment."""
        return self.media_type.startswith("text/") and not self.filename and self.disposition != "attachment"

    def text(self) -> str:
        """The decoded text of a text part."""
        return decode_bytes(self.decoded(), self.charset)


def parse_message(raw: bytes) -> Part:
    """Return the part tree of a whole message."""
    return _Cutter().cut(raw, "", 0)


class _Cutter:
    """Cuts a message into parts and counts them, so that a bomb ends."""

    def __init__(self) -> None:
        self.count = 0

    def cut(self, raw: bytes, part_id: str, depth: int, default: str = "text/plain") -> Part:
        self.count += 1
        head, start = split_message(raw)
        part, boundary = _read_head(head, part_id, raw[start:], default)
        if depth >= MAX_DEPTH:
            return part
        prefix = f"{part_id}." if part_id else ""
        if boundary and part.media_type.startswith("multipart/"):
            inner = "message/rfc822" if part.media_type == "multipart/digest" else "text/plain"
            for number, piece in enumerate(_pieces(part.body, boundary)):
                if self.count >= MAX_PARTS:
                    break
                part.parts.append(self.cut(piece, f"{prefix}{number}", depth + 1, inner))
            if part.parts:
                part.body = b""
        elif part.media_type == "message/rfc822" and self.count < MAX_PARTS:
            part.parts.append(self.cut(part.decoded(), f"{prefix}0", depth + 1))
        return part


def _read_head(head: bytes, part_id: str, body: bytes, default: str) -> tuple[Part, bytes]:
    listed = [(name.decode("latin-1"), to_text(value)) for name, value in fields(head)]
    known: dict[str, str] = {}
    for name, value in listed:
        known.setdefault(name.lower(), value)
    media_type, parameters = parse_parameters(known.get("content-type", ""))
    disposition, more = parse_parameters(known.get("content-disposition", ""))
    if "/" not in media_type:
        media_type = default
    part = Part(
        part_id=part_id,
        headers=listed,
        media_type=media_type,
        charset=parameters.get("charset", ""),
        filename=more.get("filename") or parameters.get("name", ""),
        disposition=disposition,
        encoding=known.get("content-transfer-encoding", "").strip().lower(),
        body=body,
    )
    return part, parameters.get("boundary", "").encode("utf-8", "replace")


def _pieces(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """Yield what stands between the boundary lines. A boundary that only begins like ours belongs to somebody else."""
    mark = b"--" + boundary
    begin = -1
    for at, line in _marked_lines(body, mark):
        rest = line[len(mark) :].strip()
        if rest not in (b"", b"--"):
            continue
        if begin >= 0:
            yield body[begin : _before_newline(body, at)]
        if rest:
            return
        begin = at + len(line) + 1
    if 0 <= begin <= len(body):
        yield body[begin:]


def _marked_lines(body: bytes, mark: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0 if body.startswith(mark) else body.find(b"\n" + mark) + 1
    while at or body.startswith(mark):
        end = body.find(b"\n", at)
        end = len(body) if end < 0 else end
        yield at, body[at:end]
        at = body.find(b"\n" + mark, end) + 1
        if not at:
            return


def _before_newline(body: bytes, at: int) -> int:
    at -= 1 if body[at - 1 : at] == b"\n" else 0
    return at - 1 if body[at - 1 : at] == b"\r" else at


def parse_parameters(value: str) -> tuple[str, dict[str, str]]:
    """Return (lower-case main value, parameters) of a Content-* field; RFC 2231 pieces joined, encoded words decoded."""
    main = value.partition(";")[0].strip().lower()
    plain: dict[str, str] = {}
    extended: dict[str, list[tuple[int, bool, str]]] = {}
    for found in _PARAMETER.finditer(value[:8192]):
        name, text = found[1].lower(), _unquote(found[2])
        if "*" not in name:
            plain.setdefault(name, decode_words(text))
            continue
        base, _, rest = name.partition("*")
        digits = rest.rstrip("*")
        extended.setdefault(base, []).append(
            (int(digits) if digits.isascii() and digits.isdigit() else 0, rest.endswith("*") or not rest, text)
        )
    for base, pieces in extended.items():
        plain[base] = _join_extended(pieces)
    return main, plain


def _unquote(text: str) -> str:
    text = text.strip()
    if text[:1] == '"' and text[-1:] == '"' and len(text) > 1:
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    return text


def _join_extended(pieces: list[tuple[int, bool, str]]) -> str:
    pieces.sort(key=lambda piece: piece[0])
    charset, data = "utf-8", b""
    for number, (_, encoded, text) in enumerate(pieces):
        if encoded and number == 0 and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        data += unquote_to_bytes(text) if encoded else text.encode("utf-8")
    return decode_bytes(data, charset)


def walk(part: Part) -> Iterator[Part]:
    """Yield the part and all below it, in order."""
    yield part
    for child in part.parts:
        yield from walk(child)


def attachment_names(part: Part) -> tuple[str, ...]:
    """Names of the attached files; an image shown inside the HTML (inline, with a Content-ID) is none."""
    names = []
    for piece in walk(part):
        if not piece.filename:
            continue
        is_picture = piece.media_type.startswith("image/") and any(name.lower() == "content-id" for name, _ in piece.headers)
        if not (is_picture and piece.disposition != "attachment"):
            names.append(piece.filename[:255])
    return tuple(names)


def visible_text(part: Part) -> str:
    """Return the text a search looks through: every inline text part, HTML without its markup, at most 256 kB."""
    out: list[str] = []
    size = 0
    for piece in walk(part):
        if piece.is_inline_text and size < MAX_TEXT:
            text = piece.text()[: MAX_TEXT - size]
            out.append(strip_html(text) if piece.media_type == "text/html" else text)
            size += len(text)
    return "\n".join(out)


def snippet(part: Part) -> str:
    """Return the first 200 characters of text, HTML-escaped as Gmail's snippets are."""
    pieces = [piece for piece in walk(part) if piece.is_inline_text]
    pieces.sort(key=lambda piece: piece.media_type != "text/plain")
    if not pieces:
        return ""
    text = pieces[0].text()[:20_000]
    text = strip_html(text) if pieces[0].media_type == "text/html" else text
    return html.escape(" ".join(text.split())[:200]).replace("&#x27;", "&#39;")


def strip_html(markup: str) -> str:
    """Return the text of HTML, tags, comments, style and script left out; one pass, whatever the markup."""
    out: list[str] = []
    at = 0
    while (tag := markup.find("<", at)) >= 0:
        out.append(markup[at:tag])
        end = _tag_end(markup, tag)
        if end < 0:
            break
        at = end
        out.append(" ")
    else:
        out.append(markup[at:])
    return html.unescape("".join(out))


def _tag_end(markup: str, tag: int) -> int:
    """Where the text goes on after a tag (for style and script: at their closing tag), or -1 where it never does."""
    name = markup[tag + 1 : tag + 8].lower()
    if name.startswith("!--"):
        end = markup.find("-->", tag)
        return end + 3 if end >= 0 else -1
    if name.startswith(("style", "script")):
        closing = _CLOSE_STYLE if name.startswith("style") else _CLOSE_SCRIPT
        found = closing.search(markup, tag)
        return found.start() if found else -1
    return markup.find(">", tag) + 1 or -1
