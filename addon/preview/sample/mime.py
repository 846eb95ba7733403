"""Puts a resolved letter into bytes: headers as mail programs write them, and MIME parts (RFC 5322, 2045-2047)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from datetime import datetime
from html import escape

from addon.preview.sample.papers import Paper, make_paper
from addon.preview.sample.route import route_headers
from addon.preview.sample.script import read_paper
from addon.preview.sample.shapes import Letter, Person

_ATTACH = re.compile(r"(\w+) ([\w-]+) as (.+)")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def render(letter: Letter) -> bytes:
    """Return the letter as RFC 5322 bytes with CRLF. Raises ValueError where an ``attach:`` line cannot be read."""
    headers = [] if letter.from_owner else route_headers(letter, format_date)
    headers += _envelope(letter)
    plain = _plain_text(letter)
    body = _text_part("plain", plain, letter.entry.option("charset"))
    if letter.sender.html or "html" in letter.entry.options:
        body = _multipart("alternative", [body, _text_part("html", _html_text(letter), letter.entry.option("charset"))], plain)
    papers = [_read_attachment(line) for line in letter.entry.options.get("attach", ())]
    if papers:
        body = _multipart("mixed", [body, *(_paper_part(paper, letter) for paper in papers)], plain)
    head = "\r\n".join(f"{name}: {_fold(name, value)}" for name, value in headers)
    return f"{head}\r\nMIME-Version: 1.0\r\n".encode("ascii") + body.replace(b"\n", b"\r\n")


def format_date(at: datetime) -> str:
    """Return a Date header's value (RFC 5322 3.3), English whatever the locale."""
    return f"{_DAYS[at.weekday()]}, {at.day} {_MONTHS[at.month - 1]} {at:%Y %H:%M:%S %z}"


def format_address(person: Person) -> str:
    """Return ``Name <address>`` with the name quoted or encoded (RFC 2047) where it must be."""
    name = person.name
    if not name:
        return person.address
    if not name.isascii():
        name = encode_words(name)
    elif re.search(r"[^\w\s'-]", name):
        name = f'"{name}"'
    return f"{name} <{person.address}>"


def encode_words(text: str) -> str:
    """Return ``text`` as RFC 2047 encoded words in UTF-8, each under 75 characters; ASCII comes back as it is."""
    if text.isascii():
        return text
    pieces = [""]
    for char in text:
        if len((pieces[-1] + char).encode()) > 45:
            pieces.append("")
        pieces[-1] += char
    return " ".join(f"=?UTF-8?B?{base64.b64encode(piece.encode()).decode('ascii')}?=" for piece in pieces)


def _envelope(letter: Letter) -> list[tuple[str, str]]:
    """The headers the writer's own program sets. ``to:`` and ``cc:`` of the script are literal and win over the resolved ones."""
    entry = letter.entry
    headers = [("Date", format_date(letter.at)), ("Message-ID", f"<{letter.message_id}>")]
    if letter.parent:
        headers += [
            ("In-Reply-To", f"<{letter.parent.message_id}>"),
            ("References", " ".join(f"<{i}>" for i in letter.ancestors)),
        ]
    headers += [("Subject", encode_words(letter.subject)), ("From", format_address(letter.sender))]
    to = entry.option("to", ", ".join(format_address(person) for person in letter.to))
    if to != "-":  # the script's word for a letter without a To line
        headers.append(("To", to))
    if letter.cc:
        headers.append(("Cc", ", ".join(format_address(person) for person in letter.cc)))
    headers += [(key[1:], value) for key, values in entry.options.items() if key.startswith("+") for value in values]
    return headers


def _plain_text(letter: Letter) -> str:
    entry = letter.entry
    text = "\n".join(_wrap(line) for line in letter.text.splitlines())
    if letter.sender.signature and entry.option("sign") != "no":
        text += f"\n\n-- \n{letter.sender.signature.strip()}"
    if letter.parent and entry.option("quote") != "no":
        text += _quote(letter.parent, letter.sender.quote)
    return text + "\n"


def _wrap(line: str) -> str:
    """Break a long line at spaces, as mail programs do with plain text."""
    if len(line) <= 78:
        return line
    words = line.split(" ")
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + len(word) < 76:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return "\n".join(lines)


def _quote(parent: Letter, style: str) -> str:
    when, who = parent.at, parent.sender
    if style == "none":
        return ""
    if style == "outlook":
        to = "; ".join(person.name or person.address for person in parent.to)
        sent = f"{when:%d} {_MONTHS[when.month - 1]} {when:%Y %H:%M}"
        head = f"-----Original Message-----\nFrom: {who.name} <{who.address}>\nSent: {sent}\nTo: {to}\nSubject: {parent.subject}"
        return f"\n\n{head}\n\n{parent.text}"
    quoted = "\n".join(f"> {line}".rstrip() for line in parent.text.splitlines())
    day = f"{_DAYS[when.weekday()]}, {when.day} {_MONTHS[when.month - 1]} {when:%Y} at {when:%H:%M}"
    return f"\n\nOn {day}, {who.name} <{who.address}> wrote:\n\n{quoted}"


def _html_text(letter: Letter) -> str:
    paragraphs = _paragraphs(letter.text)
    hidden = letter.entry.option("hidden")
    if hidden:
        paragraphs += f'<div style="color:#ffffff;font-size:1px">{escape(hidden)}</div>'
    signature = letter.sender.signature.strip()
    if signature and letter.entry.option("sign") != "no":
        paragraphs += f'<div class="gmail_signature">-- <br>{escape(signature).replace(chr(10), "<br>")}</div>'
    if letter.parent and letter.entry.option("quote") != "no" and letter.sender.quote != "none":
        paragraphs += f'<blockquote class="gmail_quote" style="margin:0 0 0 .8ex">{_paragraphs(letter.parent.text)}</blockquote>'
    return f"<html><body>{paragraphs}</body></html>\n"


def _paragraphs(text: str) -> str:
    marked = escape(text)
    marked = re.sub(r"(https://[^\s&<>]{1,200})", r'<a href="\1">\1</a>', marked)
    return "".join(f"<p>{block.replace(chr(10), '<br>')}</p>\n" for block in marked.split("\n\n"))


def _text_part(kind: str, text: str, charset: str = "") -> bytes:
    charset = charset or ("us-ascii" if text.isascii() else "utf-8")
    data = text.encode(charset)
    lines_fit = max(map(len, data.split(b"\n"))) <= 200
    if charset == "us-ascii" and lines_fit and b"\nFrom " not in b"\n" + data:
        encoding, encoded = "7bit", data
    elif sum(byte > 127 for byte in data) * 3 > len(data):
        encoding, encoded = "base64", base64.encodebytes(data.replace(b"\n", b"\r\n"))
    else:
        encoding = "quoted-printable"
        encoded = (b"\n" + binascii.b2a_qp(data, istext=True)).replace(b"\nFrom ", b"\n=46rom ")[1:]
    return f"Content-Type: text/{kind}; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n".encode("ascii") + encoded


def _multipart(kind: str, parts: Iterable[bytes], seed: str) -> bytes:
    boundary = f"=_{kind}_{hashlib.sha256(seed.encode()).hexdigest()[:24]}"
    out = f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode("ascii")
    for part in parts:
        out += f"--{boundary}\n".encode("ascii") + part.removesuffix(b"\n") + b"\n"
    return out + f"--{boundary}--\n".encode("ascii")


def _read_attachment(line: str) -> Paper:
    match = _ATTACH.fullmatch(line)
    if not match:
        raise ValueError(f"not an attachment: {line}")
    kind, name, filename = match.groups()
    return make_paper(kind, filename, read_paper(name))


def _paper_part(paper: Paper, letter: Letter) -> bytes:
    name = encode_words(paper.filename)
    extra = "; charset=utf-8; method=" + letter.entry.option("method", "REQUEST") if paper.media_type == "text/calendar" else ""
    head = f'Content-Type: {paper.media_type}; name="{name}"{extra}\nContent-Disposition: attachment; filename="{name}"\n'
    return f"{head}Content-Transfer-Encoding: base64\n\n".encode("ascii") + base64.encodebytes(paper.data)


def _fold(name: str, value: str) -> str:
    """Fold at spaces so that no line is over 78 characters where words allow it (RFC 5322 2.1.1)."""
    if len(name) + len(value) <= 75:
        return value
    lines, line = [], ""
    room = 75 - len(name)
    for word in value.split(" "):
        if line and len(line) + len(word) >= room:
            lines.append(line)
            line, room = word, 76
        else:
            line = f"{line} {word}" if line else word
    return "\r\n ".join([*lines, line])
