"""Batch requests: multipart/mixed in, multipart/mixed out (https://developers.google.com/workspace/gmail/api/guides/batch)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from addon.preview.simulator.mime import parse_message
from addon.preview.simulator.wire import Answer, ApiError, bad_request

MAX_CALLS = 100

_REASONS = {200: "OK", 204: "No Content", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found"}
_REQUEST_LINE = re.compile(r"([A-Z]{3,7}) (\S{1,20000}) HTTP/1\.[01]")


@dataclass(frozen=True)
class Inner:
    """One request inside a batch; header names in lower case."""

    content_id: str
    http: str
    target: str
    headers: dict[str, str]
    body: bytes


def read_batch(content_type: str, body: bytes, outer: Mapping[str, str]) -> list[Inner]:
    """Return the inner requests; they inherit the outer headers that do not describe the outer body. Raises the API's 400."""
    if not content_type.lower().startswith("multipart/mixed"):
        raise bad_request("Failed to parse batch request, error: Invalid content type")
    whole = parse_message(b"Content-Type: " + content_type.encode("latin-1", "replace") + b"\r\n\r\n" + body)
    if not whole.parts:
        raise bad_request("Failed to parse batch request, error: 0 items")
    if len(whole.parts) > MAX_CALLS:
        raise ApiError(400, f"The batch request has too many calls: {len(whole.parts)}; at most {MAX_CALLS}.", "badRequest")
    inherited = {name: value for name, value in outer.items() if not name.startswith(("content-", "accept-encoding"))}
    return [
        _read_inner(part.body, {n.lower(): v for n, v in part.headers}.get("content-id", ""), inherited) for part in whole.parts
    ]


def _read_inner(payload: bytes, content_id: str, inherited: Mapping[str, str]) -> Inner:
    line, _, rest = payload.lstrip(b"\r\n").partition(b"\n")
    found = _REQUEST_LINE.match(line.decode("latin-1"))
    if not found:
        raise bad_request("Failed to parse batch request, error: Failed in parsing HTTP headers")
    inner = parse_message(rest if rest.strip() else b"")
    split = re.search(rb"\r?\n\r?\n|\A\r?\n", rest)
    headers = {name.lower(): value for name, value in inner.headers}
    return Inner(content_id, found[1], found[2], {**inherited, **headers}, rest[split.end() :] if split else b"")


def write_batch(answers: list[tuple[str, Answer]]) -> Answer:
    """Return the answer of a batch; each part carries ``response-`` and the id of its request."""
    boundary = f"batch_{uuid.uuid4().hex}"
    out: list[bytes] = []
    for content_id, answer in answers:
        named = f"Content-ID: <response-{content_id[1:]}\r\n" if content_id.startswith("<") else ""
        out.append(f"--{boundary}\r\nContent-Type: application/http\r\n{named}\r\n".encode("latin-1", "replace"))
        out.append(f"HTTP/1.1 {answer.status} {_REASONS.get(answer.status, 'Error')}\r\n".encode())
        out += [f"{name}: {value}\r\n".encode("latin-1", "replace") for name, value in answer.headers.items()]
        out.append(b"Content-Length: %d\r\n\r\n%b\r\n" % (len(answer.body), answer.body))
    out.append(f"--{boundary}--\r\n".encode())
    return Answer(200, {"Content-Type": f"multipart/mixed; boundary={boundary}"}, b"".join(out))
