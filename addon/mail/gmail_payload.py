"""Gmail's answer to ``messages.get`` (format full or metadata) to the same tree of parts that raw bytes give.

https://developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages#MessagePart
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from addon.mail.limits import Limits
from addon.mail.parts import Field, Part, clean_filename, make_part
from addon.mail.words import decode_base64


def read_payload(payload: object, attachment_bytes: Mapping[str, bytes], limits: Limits) -> Part:
    """Return the root part of ``resource["payload"]``; missing and wrongly typed members count as absent. Never raises."""
    root = _read_part(payload)
    waiting: list[tuple[object, Part, int]] = [(payload, root, 0)]
    count = 1
    while waiting:
        node, part, depth = waiting.pop()
        body = node.get("body") if isinstance(node, Mapping) else None
        children = node.get("parts") if isinstance(node, Mapping) else None
        if not isinstance(children, list) or depth >= limits.depth:
            children = []
        for child in children[: limits.parts + 1]:
            if count >= limits.parts:
                root.is_cut = True
            elif isinstance(child, Mapping):
                count += 1
                part.children.append(_read_part(child))
                waiting.append((child, part.children[-1], depth + 1))
        if not part.children:
            part.media_type = "text/plain" if part.is_multipart else part.media_type
            _fill(part, body, attachment_bytes, limits)
        elif isinstance(body, Mapping) and part.media_type == "message/rfc822":
            part.size = read_int(body.get("size"))
    return root


def _read_part(node: object) -> Part:
    if not isinstance(node, Mapping):
        return make_part(())
    part = make_part(read_headers(node.get("headers")))
    media_type = node.get("mimeType")
    if isinstance(media_type, str) and "/" in media_type and not part.first("content-type"):
        part.media_type = make_part([("content-type", media_type)]).media_type
    filename = node.get("filename")
    if isinstance(filename, str) and filename and not part.filename:
        part.filename = clean_filename(filename)
    return part


def read_headers(headers: object, limit: int = 400) -> list[Field]:
    """Return ``[{"name", "value"}]`` as fields with lower-case names; what is malformed is left out."""
    fields: list[Field] = []
    for item in headers if isinstance(headers, list) else []:
        name, value = (item.get("name"), item.get("value")) if isinstance(item, Mapping) else (None, None)
        if isinstance(name, str) and isinstance(value, str) and name and len(fields) < limit:
            fields.append((name[:120].casefold(), value.replace("\r\n", "").replace("\n", "").strip()))
    return fields


def _fill(part: Part, body: object, attachment_bytes: Mapping[str, bytes], limits: Limits) -> None:
    if not isinstance(body, Mapping):
        return
    data, key = body.get("data"), body.get("attachmentId")
    if isinstance(data, str):
        part.data = decode_base64(
            data[: limits.part_bytes * 3 // 2].encode("ascii", "ignore").replace(b"-", b"+").replace(b"_", b"/")
        )
    elif isinstance(key, str) and isinstance(attachment_bytes.get(key), bytes):
        part.data = attachment_bytes[key][: limits.part_bytes]
    elif not isinstance(key, str) and read_int(body.get("size")) == 0:
        part.data = b""
    part.size = len(part.data) if part.data is not None else read_int(body.get("size"))


def read_int(value: Any) -> int:
    """Return a non-negative integer that JSON gave as a number or as decimal text; 0 for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return 0
    if isinstance(value, str) and not (value.isascii() and value.isdigit() and len(value) < 20):
        return 0
    number = int(value)
    return number if 0 <= number < 2**63 else 0
