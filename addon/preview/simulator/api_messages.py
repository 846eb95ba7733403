"""users.messages and its attachments."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from email.utils import formatdate

from addon.preview.simulator.facts import read_facts
from addon.preview.simulator.headers import fields, split_message
from addon.preview.simulator.ids import read_id
from addon.preview.simulator.mailbox import SimMailbox
from addon.preview.simulator.paging import cut_page
from addon.preview.simulator.query import QueryTooLong
from addon.preview.simulator.resources import attachments, message_resource, read_format
from addon.preview.simulator.wire import ApiError, Call, Json, bad_request, not_found, read_bytes, write_bytes

MAX_BATCH_IDS = 1000
_FIXED = frozenset({"SENT", "DRAFT"})


def estimate(count: int, page: int) -> int:
    """Return ``resultSizeEstimate``: right for one page, else the meaningless 201 that people report from Gmail."""
    return count if count <= page else 201


def search(call: Call) -> list[int]:
    """Return the messages a list call asks for, newest first; raises the API's 400, or 403 where only headers may be read."""
    if call.metadata_only and call.one("q"):
        raise ApiError(403, "Metadata scope does not support 'q' parameter", "forbidden")
    try:
        return call.mailbox.search(
            call.one("q"), call.query.get("labelIds", ()), include_spam_trash=call.flag("includeSpamTrash")
        )
    except QueryTooLong as error:
        raise bad_request(f"Invalid query: {error}") from None


def find_number(mailbox: SimMailbox, value: str) -> int:
    """Return the number of the message with this id; raises the API's 400 or 404."""
    gmail_id = read_id(value)
    if gmail_id is None:
        raise bad_request("Invalid id value")
    if gmail_id not in mailbox.index.by_id:
        raise not_found()
    return mailbox.index.by_id[gmail_id]


def place(mailbox: SimMailbox, number: int) -> tuple[int, int]:
    """Return a message's place in the newest-first order."""
    return mailbox.index.entries[number].date, number


def list_messages(call: Call) -> Json:
    """messages.list."""
    size = call.max_results()
    found = search(call)
    page, token = cut_page(found, lambda number: place(call.mailbox, number), call.one("pageToken"), size)
    entries = call.mailbox.index.entries
    made: Json = {}
    if page:
        made["messages"] = [{"id": entries[n].gmail_id, "threadId": entries[n].thread_id} for n in page]
    if token:
        made["nextPageToken"] = token
    return made | {"resultSizeEstimate": estimate(len(found), size)}


def get_message(call: Call) -> Json:
    """messages.get."""
    number = find_number(call.mailbox, call.path["id"])
    form = read_format(call)
    return message_resource(call.mailbox, number, form, call.query.get("metadataHeaders", []), with_snippet=call.wants("snippet"))


def get_attachment(call: Call) -> Json:
    """messages.attachments.get: the bytes as they were attached."""
    number = find_number(call.mailbox, call.path["messageId"])
    gmail_id = call.mailbox.index.entries[number].gmail_id
    for name, part in attachments(call.mailbox.tree(number), gmail_id):
        if name == call.path["id"]:
            data = part.decoded()
            return {"size": len(data), "data": write_bytes(data)}
    raise bad_request("Invalid attachment token")


def short_resource(mailbox: SimMailbox, gmail_id: str) -> Json:
    """Return the Message that a change answers with: ids and labels."""
    entry = mailbox.index.entries[mailbox.index.by_id[gmail_id]]
    made: Json = {"id": entry.gmail_id, "threadId": entry.thread_id}
    return made | ({"labelIds": sorted(entry.labels)} if entry.labels else {})


def read_label_change(call: Call) -> tuple[list[str], list[str]]:
    """Return (labels to add, labels to remove) of a modify body; raises the API's 400 for labels that are not there."""
    lists: list[list[str]] = []
    for name in ("addLabelIds", "removeLabelIds"):
        value = call.body.get(name, [])
        if not isinstance(value, list) or len(value) > 100:
            raise bad_request(f"Invalid value at '{name}'")
        for label in value:
            if not _is_label(call.mailbox, label) or label in _FIXED:
                raise bad_request(f"Invalid label: {label}")
        lists.append(value)
    if not lists[0] and not lists[1]:
        raise bad_request("No label add or removes specified")
    return lists[0], lists[1]


def _is_label(mailbox: SimMailbox, label: object) -> bool:
    return isinstance(label, str) and label in mailbox.labels.names


def modify_message(call: Call) -> Json:
    """messages.modify."""
    gmail_id = _gmail_id(call)
    call.mailbox.relabel(gmail_id, *read_label_change(call))
    return short_resource(call.mailbox, gmail_id)


def batch_modify(call: Call) -> None:
    """messages.batchModify: ids that do not exist are passed over, as Gmail does."""
    ids = call.body.get("ids", [])
    if not isinstance(ids, list) or not ids:
        raise bad_request("No message ids specified")
    if len(ids) > MAX_BATCH_IDS:
        raise bad_request("Too many message ids specified")
    add, remove = read_label_change(call)
    for value in ids:
        gmail_id = read_id(str(value))
        if gmail_id is None:
            raise bad_request("Invalid id value")
        if gmail_id in call.mailbox.index.by_id:
            call.mailbox.relabel(gmail_id, add, remove)


def trash_message(call: Call) -> Json:
    """messages.trash: TRASH comes, INBOX goes."""
    gmail_id = _gmail_id(call)
    call.mailbox.relabel(gmail_id, ("TRASH",), ("INBOX",))
    return short_resource(call.mailbox, gmail_id)


def untrash_message(call: Call) -> Json:
    """messages.untrash: TRASH goes; INBOX does not come back."""
    gmail_id = _gmail_id(call)
    call.mailbox.relabel(gmail_id, (), ("TRASH",))
    return short_resource(call.mailbox, gmail_id)


def delete_message(call: Call) -> None:
    """messages.delete: for good."""
    call.mailbox.delete(_gmail_id(call))


def _gmail_id(call: Call) -> str:
    return call.mailbox.index.entries[find_number(call.mailbox, call.path["id"])].gmail_id


def read_message(call: Call, body: object) -> tuple[bytes, str | None, list[str]]:
    """Return (bytes, thread id or None, label ids) of a Message in a request body."""
    if not isinstance(body, dict) or not body.get("raw"):
        raise bad_request("'raw' RFC822 payload message string or uploading message via /upload/* URL required")
    raw = read_bytes(body["raw"], "message.raw")
    thread = None
    if body.get("threadId"):
        thread = read_id(str(body["threadId"]))
        if thread is None:
            raise bad_request("Invalid thread_id value")
        if thread not in call.mailbox.index.threads:
            raise not_found()
    labels = body.get("labelIds", [])
    if not isinstance(labels, list) or not all(_is_label(call.mailbox, label) for label in labels):
        raise bad_request("Invalid label")
    return raw, thread, labels


def insert_message(call: Call) -> Json:
    """messages.insert: stored as given; internalDate is now, or the Date header's with internalDateSource=dateHeader."""
    raw, thread, labels = read_message(call, call.body)
    dated = call.one("internalDateSource", "receivedTime") == "dateHeader"
    return _put(call, raw, labels, thread, dated=dated)


def import_message(call: Call) -> Json:
    """messages.import: as if it had been delivered; the Date header counts unless told otherwise."""
    raw, thread, labels = read_message(call, call.body)
    dated = call.one("internalDateSource", "dateHeader") == "dateHeader"
    return _put(call, raw, labels or ["INBOX", "UNREAD"], thread, dated=dated)


def _put(call: Call, raw: bytes, labels: Iterable[str], thread: str | None, *, dated: bool) -> Json:
    date = read_facts(split_message(raw)[0]).date if dated else None
    return short_resource(call.mailbox, call.mailbox.add(raw, labels, thread_id=thread, date=date))


def send_message(call: Call) -> Json:
    """messages.send: nothing leaves this process; the mail lands in Sent, and in the Inbox where it is to oneself."""
    raw, thread, _ = read_message(call, call.body)
    return short_resource(call.mailbox, deliver(call.mailbox, raw, thread))


def deliver(mailbox: SimMailbox, raw: bytes, thread: str | None) -> str:
    """Store a message as sent and return its id; adds From, Date and Message-ID where they are missing. Raises the API's 400."""
    facts = read_facts(split_message(raw)[0])
    recipients = {spec.casefold() for _, spec in (*facts.to, *facts.cc, *facts.bcc)}
    if not recipients:
        raise ApiError(400, "Recipient address required", "invalidArgument")
    present = {name.lower() for name, _ in fields(split_message(raw)[0])}
    own = mailbox.owner[0]
    added = b""
    if b"from" not in present:
        added += f"From: {own.addr_spec}\r\n".encode()
    if b"date" not in present:
        added += f"Date: {formatdate(mailbox.clock() / 1000)}\r\n".encode()
    if b"message-id" not in present:
        added += f"Message-ID: <{uuid.uuid4().hex}@mail.simulator.example>\r\n".encode()
    labels = {"SENT"}
    if recipients & {each.addr_spec.casefold() for each in mailbox.owner}:
        labels |= {"INBOX", "UNREAD"}
    return mailbox.add(added + raw, labels, thread_id=thread)
