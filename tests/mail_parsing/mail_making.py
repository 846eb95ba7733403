"""Invented mail and files, made from scratch, and Gmail's answer for raw bytes by an independent route (Python's own parser)."""

from __future__ import annotations

import base64
import email
import io
import struct
import zipfile
import zlib
from email.message import Message as StdlibMessage
from email.utils import collapse_rfc2231_value
from typing import Any

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def mail(body: str | bytes = "Hello.\n", **headers: str) -> bytes:
    """A raw message; header names are given with underscores. From, To and Subject have defaults."""
    fields = {"From": "Jane Doe <jane@shop.example>", "To": "me@example.org", "Subject": "Hello"}
    fields.update({name.replace("_", "-"): value for name, value in headers.items()})
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value is not None)
    data = body if isinstance(body, bytes) else body.replace("\n", "\r\n").encode()
    return head.encode() + b"\r\n" + data


def multipart(*parts: bytes, kind: str = "mixed", boundary: str = "frontier") -> tuple[str, bytes]:
    """Content-Type value and body of a multipart of ready-made parts (header, blank line, content)."""
    edge = boundary.encode()
    body = b"".join(b"--" + edge + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + edge + b"--\r\n"
    return f'multipart/{kind}; boundary="{boundary}"', body


def part(content: bytes, content_type: str, filename: str = "", disposition: str = "attachment", extra: str = "") -> bytes:
    """A base64 part; ``filename`` "" makes an inline part without disposition."""
    head = f"Content-Type: {content_type}\r\nContent-Transfer-Encoding: base64\r\n{extra}"
    if filename:
        head += f'Content-Disposition: {disposition}; filename="{filename}"\r\n'
    return head.encode() + b"\r\n" + base64.encodebytes(content).replace(b"\n", b"\r\n")


def gmail_resource(raw: bytes, **known: Any) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What ``messages.get`` with format=full says about ``raw``, and the bytes behind its attachment ids."""
    files: dict[str, bytes] = {}
    return {**known, "payload": _payload(email.message_from_bytes(raw), files)}, files


def _payload(node: StdlibMessage, files: dict[str, bytes]) -> dict[str, Any]:
    found = node.get_filename()
    payload: dict[str, Any] = {
        "mimeType": node.get_content_type(),
        "filename": collapse_rfc2231_value(found) if found else "",
        "headers": [
            {"name": name, "value": _raw_value(value, node.get_content_charset() or "")} for name, value in node._headers
        ],
        "body": {"size": 0},
    }
    if node.is_multipart():
        payload["parts"] = [_payload(child, files) for child in node.get_payload()]
    else:
        data = node.get_payload(decode=True) or b""
        payload["body"] = {"size": len(data)}
        if found:
            payload["body"]["attachmentId"] = f"file-{len(files)}"
            files[f"file-{len(files)}"] = data
        else:
            payload["body"]["data"] = base64.urlsafe_b64encode(data).decode()
    return payload


def _raw_value(value: object, charset: str) -> str:
    data = str(value).replace("\r", "").replace("\n", "").encode("utf-8", "surrogateescape")
    for codec in ("utf-8", charset, "cp1252"):
        try:
            return data.decode(codec)
        except (UnicodeError, LookupError):
            continue
    return data.decode("latin-1")


def pdf(
    text: str = "Jane Doe, baker and carpenter", pages: int = 1, content: bytes | None = None, box: str = "0 0 612 792"
) -> bytes:
    """A PDF whose pages all show ``text`` (or draw ``content``)."""
    drawn = zlib.compress(content if content is not None else f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1"))
    kids = " ".join("3 0 R" for _ in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R".encode()
        + b"/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 60>>stream\n"
        + b"/X Do " * 10
        + b"\nendstream",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + tail


def zipped(members: dict[str, bytes], *, locked: bool = False) -> bytes:
    """A zip; ``locked`` sets the flag that says a password is needed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    data = bytearray(buffer.getvalue())
    position = data.find(b"PK\x01\x02")
    while locked and position >= 0:
        data[position + 8] |= 1
        position = data.find(b"PK\x01\x02", position + 4)
    return bytes(data)


def docx(body: str, **others: str) -> bytes:
    """A Word file; ``body`` is the XML inside ``w:body``, ``others`` further parts of ``word/`` by name (``header1``)."""
    wrap = '<?xml version="1.0"?><w:{0} xmlns:w="' + WORD + '" xmlns:mc="urn:mc">{1}</w:{0}>'
    members = {"word/document.xml": wrap.format("document", f"<w:body>{body}</w:body>")}
    members |= {f"word/{name}.xml": wrap.format("hdr", content) for name, content in others.items()}
    return zipped({"[Content_Types].xml": b"<Types/>"} | {name: text.encode() for name, text in members.items()})


def paragraph(text: str) -> str:
    """A Word paragraph."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def odt(body: str, manifest: str = "<manifest/>") -> bytes:
    """An OpenDocument text; ``body`` is the XML inside ``office:text``."""
    spaces = f'xmlns:office="{OPEN}:office:1.0" xmlns:text="{OPEN}:text:1.0" xmlns:table="{OPEN}:table:1.0"'
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {spaces}>{text}</office:document-content>"
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": manifest.encode(),
            "content.xml": content.encode(),
        }
    )


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file ([MS-CFB]) with ``streams`` of at least 4,096 bytes each."""
    sectors: list[bytes] = []
    table: list[int] = []
    starts: dict[str, int] = {}

    def add(data: bytes) -> int:
        start = len(sectors)
        count = -(-len(data) // 512)
        sectors.extend(data[number * 512 : (number + 1) * 512].ljust(512, b"\0") for number in range(count))
        table.extend([start + number + 1 for number in range(count - 1)] + [0xFFFFFFFE])
        return start

    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    for name, data in padded.items():
        starts[name] = add(data)
    names = list(padded)
    entries = [_entry("Root Entry", 5, child=1 if names else 0xFFFFFFFF, start=0xFFFFFFFE, size=0)]
    for number, name in enumerate(names, 1):
        right = number + 1 if number < len(names) else 0xFFFFFFFF
        entries.append(_entry(name, 2, right=right, start=starts[name], size=len(padded[name])))
    directory = add(b"".join(entries))
    fat = len(sectors)
    table.append(0xFFFFFFFD)
    sectors.append(struct.pack(f"<{len(table)}L", *table).ljust(512, b"\xff"))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<3L", 0, 1, directory) + bytes(4) + struct.pack("<5L", 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109L", fat, *[0xFFFFFFFF] * 108)
    return header + b"".join(sectors)


def _entry(name: str, kind: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF, start: int = 0, size: int = 0) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<3L", 0xFFFFFFFF, right, child)
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<2L", start, size)
        + bytes(4)
    )


def doc(text: str, *, locked: bool = False) -> bytes:
    """A Word 97 file that holds ``text`` in two pieces, the first one byte a letter, the second two."""
    half = len(text) // 2
    first, second = text[:half].encode("cp1252"), text[half:].encode("utf-16-le")
    stream = bytearray(4096)
    stream[0:4] = struct.pack("<2H", 0xA5EC, 0xC1)
    stream[10:12] = struct.pack("<H", 0x0200 | (0x0100 if locked else 0))
    pieces = struct.pack("<3L", 0, half, len(text))
    pieces += struct.pack("<HLH", 0, 0x40000000 | (1024 * 2), 0) + struct.pack("<HLH", 0, 2048, 0)
    clx = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<L", len(pieces)) + pieces
    stream[0x1A2:0x1AA] = struct.pack("<2L", 16, len(clx))
    stream[1024 : 1024 + len(first)] = first
    stream[2048 : 2048 + len(second)] = second
    return compound({"WordDocument": bytes(stream), "1Table": bytes(16) + clx})


def doc_with_stories(
    body: str,
    *,
    header: str = "",
    footer: str = "",
    box: str = "",
    note: str = "",
    comment: str = "",
    excess: int = 0,
) -> bytes:
    """A Word 97 file with subdocuments ([MS-DOC] 2.3); ``excess`` makes the FIB claim so many letters more than there are."""
    body, note, comment, box = (text + "\r" if text else "" for text in (body, note, comment, box))
    stories = [""] * 6 + ["", f"{header}\r" if header else "", "", f"{footer}\r" if footer else "", "", ""]
    places = [sum(map(len, stories[:number])) for number in range(len(stories) + 1)]
    headers = "".join(stories) + "\r"
    text = body + note + headers + comment + box
    lengths = (len(body) + excess, len(note), len(headers), 0, len(comment), 0, len(box), 0)
    pieces = struct.pack("<2L", 0, len(text)) + struct.pack("<HLH", 0, 1024, 0)
    clx = b"\x02" + struct.pack("<L", len(pieces)) + pieces
    edges = struct.pack(f"<{len(places) + 1}L", *places, len(headers))
    stream = bytearray(4096)
    stream[0:4] = struct.pack("<2H", 0xA5EC, 0xC1)
    stream[10:12] = struct.pack("<H", 0x0200)
    stream[0x4C:0x6C] = struct.pack("<8L", *lengths)
    stream[0xF2:0xFA] = struct.pack("<2L", 16 + len(clx), len(edges))
    stream[0x1A2:0x1AA] = struct.pack("<2L", 16, len(clx))
    encoded = text.encode("utf-16-le")
    stream[1024 : 1024 + len(encoded)] = encoded
    return compound({"WordDocument": bytes(stream), "1Table": bytes(16) + clx + edges})
