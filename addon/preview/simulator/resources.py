"""Messages as the Gmail API shows them, in its four formats."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from addon.preview.simulator.headers import decode_words, fields, parse_addresses, split_message, to_text
from addon.preview.simulator.mailbox import SimMailbox
from addon.preview.simulator.mime import Part, parse_message, parse_parameters, snippet, walk
from addon.preview.simulator.wire import ApiError, Call, Json, bad_request, write_bytes

FORMATS = ("full", "metadata", "minimal", "raw")

_ADDRESS_FIELDS = frozenset({"from", "to", "cc", "bcc", "reply-to", "sender"})
_NEEDS_QUOTES = frozenset('()<>[]:;@\\,."')


def read_format(call: Call) -> str:
    """Return the ``format`` parameter; raises the API's 400, or 403 where only headers may be read."""
    chosen = call.one("format", "full").lower()
    if chosen not in FORMATS:
        raise bad_request(f"Invalid value at 'format' (type.googleapis.com/google.api.Format), \"{chosen}\"")
    if call.metadata_only and chosen in {"full", "raw"}:
        raise ApiError(403, f"Metadata scope doesn't allow format {chosen.upper()}", "forbidden")
    return chosen


def message_resource(mailbox: SimMailbox, number: int, form: str, names: list[str], *, with_snippet: bool = True) -> Json:
    """Return one Message; ``names`` narrows the headers of the format ``metadata``."""
    entry = mailbox.index.entries[number]
    made: Json = {"id": entry.gmail_id, "threadId": entry.thread_id}
    if entry.labels:
        made["labelIds"] = sorted(entry.labels)
    raw = mailbox.raw(number) if with_snippet or form != "minimal" else b""
    tree = parse_message(raw) if with_snippet or form == "full" else None
    if tree is not None:
        made["snippet"] = snippet(tree)
    made |= {"sizeEstimate": entry.size, "historyId": str(entry.history_id), "internalDate": str(entry.date)}
    if form == "raw":
        made["raw"] = write_bytes(raw)
    elif form == "metadata":
        made["payload"] = _metadata(raw, names)
    elif form == "full" and tree is not None:
        made["payload"] = part_resource(tree, entry.gmail_id)
    return made


def _metadata(raw: bytes, names: list[str]) -> Json:
    listed = [(name.decode("latin-1"), to_text(value)) for name, value in fields(split_message(raw)[0])]
    kind = next((value for name, value in listed if name.lower() == "content-type"), "text/plain")
    media_type = parse_parameters(kind)[0]
    made: Json = {"mimeType": media_type if "/" in media_type else "text/plain"}
    wanted = {name.lower() for name in names}
    headers = [shown_header(*pair) for pair in listed if not names or pair[0].lower() in wanted]
    if headers:
        made["headers"] = headers
    return made


def part_resource(part: Part, gmail_id: str) -> Json:
    """Return a MessagePart: text inline (as UTF-8, whatever its header says), everything else by attachment id."""
    made: Json = {"partId": part.part_id, "mimeType": part.media_type, "filename": part.filename}
    if part.headers:
        made["headers"] = [shown_header(name, value) for name, value in part.headers]
    if part.media_type.startswith("multipart/"):
        made["body"] = {"size": 0}
    elif part.is_inline_text:
        data = part.text().encode("utf-8", "replace")
        made["body"] = {"size": len(data), "data": write_bytes(data)} if data else {"size": 0}
    else:
        made["body"] = {"attachmentId": attachment_id(part, gmail_id), "size": len(part.decoded())}
    if part.parts:
        made["parts"] = [part_resource(child, gmail_id) for child in part.parts]
    return made


def shown_header(name: str, value: str) -> Json:
    """Return a header as the API shows it: unfolded, encoded words decoded, names of addresses requoted where they must be."""
    if "=?" not in value:
        return {"name": name, "value": value}
    if name.lower() in _ADDRESS_FIELDS:
        return {"name": name, "value": ", ".join(_shown_address(*pair) for pair in parse_addresses(value))}
    return {"name": name, "value": decode_words(value)}


def _shown_address(name: str, spec: str) -> str:
    if not name:
        return spec
    if _NEEDS_QUOTES.intersection(name):
        name = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{name} <{spec}>"


def attachment_id(part: Part, gmail_id: str) -> str:
    """Return the id under which ``attachments.get`` gives a part's bytes."""
    return "ANGjdJ" + hashlib.blake2b(f"{gmail_id}:{part.part_id}".encode(), digest_size=24).hexdigest()


def attachments(tree: Part, gmail_id: str) -> Iterator[tuple[str, Part]]:
    """Yield (attachment id, part) for each part that has one."""
    for part in walk(tree):
        if not part.media_type.startswith("multipart/") and not part.is_inline_text:
            yield attachment_id(part, gmail_id), part
