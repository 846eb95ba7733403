"""A batch of calls as one HTTP body, and its answers (https://developers.google.com/workspace/gmail/api/guides/batch).

google-api-python-client can do this too, by building and printing two e-mail messages per call: for a draft to 500 people
that is half of all compute. The requests are still the client's own, and each answer is read by the client's own model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import httplib2
from googleapiclient.http import HttpRequest

BOUNDARY = "acquaint_batch"
CONTENT_TYPE = f'multipart/mixed; boundary="{BOUNDARY}"'

_CONTENT_ID = re.compile(rb"(?im)^content-id:[^\r\n]*\+(\d{1,4})>?[ \t]*\r?$")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})\b")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")


class BadBatch(ValueError):
    """The answer is not the multipart that the guide documents."""


def write_batch(requests: Sequence[HttpRequest]) -> bytes:
    """Return the body of a batch request; call number n is named by the Content-ID ``<call+n>``."""
    parts = [
        f"--{BOUNDARY}\r\nContent-Type: application/http\r\nContent-ID: <call+{number}>\r\n\r\n{_written(request)}\r\n"
        for number, request in enumerate(requests)
    ]
    return ("".join(parts) + f"--{BOUNDARY}--\r\n").encode("utf-8")


def _written(request: HttpRequest) -> str:
    _scheme, _empty, host, target = request.uri.split("/", 3)  # the client's URIs are absolute, with nothing to normalise
    head = f"{request.method} /{target} HTTP/1.1\r\nHost: {host}\r\nAccept: application/json\r\n"
    if request.body is None:
        return f"{head}\r\n"
    # ASCII: the client writes JSON with escapes, so that characters and bytes are the same number.
    body = str(request.body)
    return f"{head}Content-Type: application/json\r\nContent-Length: {len(body.encode())}\r\n\r\n{body}"


def read_batch(content_type: str, body: bytes) -> dict[int, tuple[httplib2.Response, bytes]]:
    """Return the answers by call number, in whatever order they came; a part that makes no sense is left out.

    Raises BadBatch where the whole is no multipart.
    """
    match = re.search(r'boundary="?([^";,\s]{1,200})"?', content_type)
    if match is None or not content_type.lower().lstrip().startswith("multipart/"):
        raise BadBatch("no boundary")
    answers = {}
    for part in body.split(b"--" + match.group(1).encode("latin-1", "replace"))[1:]:
        found = _read_part(part)
        if found is not None:
            answers[found[0]] = found[1:]
    return answers


def _read_part(part: bytes) -> tuple[int, httplib2.Response, bytes] | None:
    pieces = _BLANK_LINE.split(part, maxsplit=2)
    if len(pieces) < 3:
        return None
    number, status = _CONTENT_ID.search(pieces[0]), _STATUS.match(pieces[1].lstrip())
    if number is None or status is None:
        return None
    return int(number.group(1)), httplib2.Response({"status": status.group(1).decode()}), pieces[2].rstrip(b"\r\n")
