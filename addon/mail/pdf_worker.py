"""The process that reads PDF files, run by :mod:`addon.mail.pdf`; it imports nothing of Acquaint.

PDFium is C++ that a 30 kB file can keep busy for ten seconds and three gigabytes, and a form that draws itself never
ends. A thread cannot be stopped, so the reading happens here, where the parent may kill it and the kernel caps its memory.

Request on stdin: ``>IIId`` (bytes, pages, characters, seconds), then the file. Answer on stdout: ``>I`` (bytes), then JSON
``{"state", "text", "pages", "pages_read"}``. The process ends when stdin does.
"""

from __future__ import annotations

import json
import struct
import sys
import time
from typing import Any, BinaryIO

REQUEST = struct.Struct(">IIId")
ANSWER = struct.Struct(">I")
MAX_MEMORY = 640 * 1024 * 1024
MIN_LETTERS = 16
"""Fewer letters than this in the whole file is no text: page numbers and stamps stand on scans too."""


def limit_process() -> None:
    """Cap this process's memory (bytes of address space), and forbid it files and core dumps, where the system allows that."""
    try:
        import resource
    except ImportError:  # not on Windows, where people only try the preview
        return
    caps = ((resource.RLIMIT_AS, MAX_MEMORY), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0))
    for name, value in caps:
        try:
            resource.setrlimit(name, (value, value))
        except (ValueError, OSError):
            continue


def read_pdf(pdfium: Any, data: bytes, max_pages: int, max_chars: int, seconds: float) -> dict[str, Any]:
    """Return ``{"state", "text", "pages", "pages_read"}``: the text of the first pages, the number of all, and of those read."""
    deadline = time.monotonic() + seconds
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        return {"state": "locked" if "password" in str(error).casefold() else "broken", "text": "", "pages": 0, "pages_read": 0}
    try:
        count = len(document)
        texts: list[str] = []
        left = max_chars
        for index in range(min(count, max_pages)):
            if left <= 0 or time.monotonic() > deadline:
                break
            texts.append(read_page(document, index, left, pdfium.PdfiumError))
            left -= len(texts[-1])
    finally:
        document.close()
    text = "\n\n".join(text for text in texts if text)
    letters = sum(1 for char in text[:5_000] if char.isalnum())
    return {"state": "read" if letters >= MIN_LETTERS else "no_text", "text": text, "pages": count, "pages_read": len(texts)}


def read_page(document: Any, index: int, max_chars: int, failure: type[Exception]) -> str:
    """Return the text of one page, at most ``max_chars`` characters; "" for a page that cannot be read."""
    try:
        page = document[index]
        text_page = page.get_textpage()
        count = min(text_page.count_chars(), max_chars)
        text: str = text_page.get_text_range(0, count) if count > 0 else ""
        text_page.close()
        page.close()
    except failure:
        return ""
    return text.replace("\ufffe", "").replace("\r\n", "\n")  # U+FFFE: PDFium's mark for a hyphen at a line's end


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer requests from ``source`` until it ends."""
    import pypdfium2  # 40 ms, after the process has shown that it lives

    while len(head := source.read(REQUEST.size)) == REQUEST.size:
        size, pages, chars, seconds = REQUEST.unpack(head)
        data = source.read(size)
        answer = json.dumps(read_pdf(pypdfium2, data, pages, chars, seconds)).encode("ascii")
        sink.write(ANSWER.pack(len(answer)) + answer)
        sink.flush()


if __name__ == "__main__":
    limit_process()
    serve(sys.stdin.buffer, sys.stdout.buffer)
