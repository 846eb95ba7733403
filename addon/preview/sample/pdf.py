"""A small PDF writer (PDF 1.4): text in Helvetica over as many A4 pages as it takes, or one page that is a picture.

Enough for a resume that any reader opens and whose text can be copied out; see ISO 32000-1, 7.3, 7.5 and 9.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

from addon.preview.sample.markup import Line

_WIDTH, _HEIGHT, _MARGIN = 595, 842, 64
_STYLES = {
    "title": ("F2", 20, 30),
    "heading": ("F2", 12, 26),
    "strong": ("F2", 10, 15),
    "text": ("F1", 10, 14),
    "bullet": ("F1", 10, 14),
}
"""Style -> font, size and leading, in points."""


def write_text_pdf(lines: Iterable[Line]) -> bytes:
    """Return a PDF with the lines set in Helvetica, characters of Windows-1252 only (others become ``?``)."""
    fonts = "/Font << /F1 3 0 R /F2 4 0 R >>"
    streams = [_stream("<< ", "\n".join(page).encode("cp1252", "replace")) for page in _paginate(lines)]
    shared = [
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    return _assemble(shared, streams, fonts)


def write_scan_pdf(lines: Iterable[Line]) -> bytes:
    """Return a one-page PDF that holds only a grey picture of a page, as a scanner makes it: no text to extract."""
    width, height = 620, 877
    white = b"\xf4" * width
    rows = [white] * 60
    for line in lines:
        inked = min(width - 120, 12 + 5 * len(line.text))
        bar = white[:60] + b"\x60" * inked + white[60 + inked :]
        rows += [bar] * (9 if line.style in {"title", "heading"} else 5) + [white] * 8
    rows = (rows + [white] * height)[:height]
    head = f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 8 "
    picture = _stream(head, b"".join(rows))
    page = _stream("<< ", f"q {_WIDTH} 0 0 {_HEIGHT} 0 0 cm /Im0 Do Q".encode("ascii"))
    return _assemble([picture], [page], "/XObject << /Im0 3 0 R >>")


def _paginate(lines: Iterable[Line]) -> Iterator[list[str]]:
    page: list[str] = []
    y = _HEIGHT - _MARGIN
    for line in lines:
        font, size, leading = _STYLES[line.style]
        if page and (line.new_page or y - leading < _MARGIN):
            yield page
            page, y = [], _HEIGHT - _MARGIN
        for number, piece in enumerate(_wrap(line.text, 92)):
            y -= leading if number == 0 else 13
            mark = "" if line.style != "bullet" else ("\u2022 " if number == 0 else "  ")
            page.append(f"BT /{font} {size} Tf {_MARGIN} {y} Td ({_escape(mark + piece)}) Tj ET")
    yield page


def _wrap(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and len(line) + len(word) >= width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _escape(text: str) -> str:
    return re.sub(r"([\\()])", r"\\\1", text)


def _stream(head: str, data: bytes) -> bytes:
    packed = zlib.compress(data, 6)
    return f"{head}/Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode("ascii") + packed + b"\nendstream"


def _assemble(shared: list[bytes], streams: list[bytes], resources: str) -> bytes:
    """Objects: 1 catalogue, 2 page tree, then what the pages share, then page and content in turn; then the table of offsets."""
    first = 3 + len(shared)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode("ascii"),
        *shared,
    ]
    for number, stream in enumerate(streams):
        box = f"/MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Resources << {resources} >> /Contents {first + 2 * number + 1} 0 R"
        objects += [f"<< /Type /Page /Parent 2 0 R {box} >>".encode("ascii"), stream]
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets: list[int] = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode("ascii") + content + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode("ascii")
    out += b"".join(f"{offset:010d} 00000 n \n".encode("ascii") for offset in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode("ascii")
    return bytes(out)
