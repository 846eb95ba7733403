"""A tree of parts, and what Gmail knows about it, to a :class:`Message`: the one path that raw mail and Gmail's answers share."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from addon.core.address import Address
from addon.core.message import Attachment, Body, Forwarded, Message, ReadState
from addon.mail import headers, mentions
from addon.mail.addresses import AddressList, parse_address_list
from addon.mail.attachments import name_media_type, read_attachment
from addon.mail.bodies import Found, read_text, sort_parts
from addon.mail.dates import parse_date
from addon.mail.gmail_payload import read_int, read_payload
from addon.mail.layers import cut_layers
from addon.mail.limits import Limits
from addon.mail.mime import split_message
from addon.mail.parts import Part
from addon.mail.text import clean_line
from addon.mail.words import decode_words

_DELIVERED = ("delivered-to", "x-delivered-to", "envelope-to", "x-original-to", "x-envelope-to")
_FORWARDED = ("x-forwarded-to", "x-forwarded-for", "resent-to")


def parse_message(
    raw: bytes,
    *,
    gmail_id: str = "",
    thread_id: str = "",
    internal_date: int = 0,
    label_ids: frozenset[str] = frozenset(),
    read_attachments: bool = True,
    limits: Limits | None = None,
) -> Message:
    """Return the message in ``raw`` (RFC 5322 bytes, any line ends). Never raises, whatever the bytes.

    ``internal_date`` is in ms since the epoch; 0 takes it from the Date field. With ``read_attachments`` False the
    files are named, not read. Identifiers (``message_id``, ``references``) come without angle brackets.
    """
    limits = limits or Limits()
    root = split_message(raw, limits)
    given = Message(gmail_id=gmail_id, thread_id=thread_id, internal_date=internal_date, label_ids=label_ids)
    return _build(root, given, limits, read_attachments=read_attachments)


def parse_gmail_payload(
    resource: Mapping[str, Any],
    *,
    attachment_bytes: Mapping[str, bytes] | None = None,
    read_attachments: bool = True,
    limits: Limits | None = None,
) -> Message:
    """Return the message of a Gmail ``messages.get`` answer (format full, metadata, or raw), equal to what its raw bytes give.

    ``attachment_bytes`` holds fetched files by ``attachmentId``; the others are NOT_FETCHED. Never raises: missing and wrongly
    typed members count as absent.
    """
    limits = limits or Limits()
    resource = resource if isinstance(resource, Mapping) else {}
    labels = resource.get("labelIds")
    given = Message(
        gmail_id=_read_text(resource.get("id")),
        thread_id=_read_text(resource.get("threadId")),
        internal_date=read_int(resource.get("internalDate")),
        label_ids=frozenset(label[:200] for label in labels[:200] if isinstance(label, str))
        if isinstance(labels, list)
        else frozenset(),
    )
    root = read_payload(resource.get("payload"), attachment_bytes or {}, limits)
    return _build(root, given, limits, read_attachments=read_attachments)


def _read_text(value: object) -> str:
    return clean_line(value, 200) if isinstance(value, str) else ""


def _build(root: Part, given: Message, limits: Limits, *, read_attachments: bool) -> Message:
    by_name: dict[str, list[str]] = {}
    for name, value in root.fields:
        by_name.setdefault(name, []).append(value)
    lists = {name: _read_recipients(by_name.get(name, []), limits) for name in ("from", "sender", "reply-to", "to", "cc", "bcc")}
    found = sort_parts(root)
    subject = clean_line(decode_words(_first(by_name, "subject")[:8_000]), 1_000)
    answered = headers.read_ids(_first(by_name, "in-reply-to"))
    recipients = frozenset(address.key for address in (lists["to"].addresses + lists["cc"].addresses)[:50])
    body, mentioned, missing = _read_body(found, subject, limits, is_reply=bool(answered), recipients=recipients)
    attachments = _read_files(found, limits, read_attachments=read_attachments)
    attachments += mentions.make_attachments(mentioned, attachments)
    sender = next(iter(lists["from"].addresses or lists["sender"].addresses), None)
    return Message(
        gmail_id=given.gmail_id,
        thread_id=given.thread_id,
        internal_date=given.internal_date or parse_date(_first(by_name, "date")),
        label_ids=given.label_ids,
        message_id=next(iter(headers.read_ids(_first(by_name, "message-id"))), ""),
        in_reply_to=answered,
        references=headers.read_ids(" ".join(by_name.get("references", [])[:5])),
        subject=subject,
        sender=sender,
        reply_to=lists["reply-to"].addresses,
        to=lists["to"].addresses,
        cc=lists["cc"].addresses,
        bcc=lists["bcc"].addresses,
        empty_groups=lists["to"].empty_groups + lists["cc"].empty_groups,
        delivered_to=headers.read_addresses(by_name, _DELIVERED),
        forwarded_for=headers.read_addresses(by_name, _FORWARDED),
        list_id=headers.read_list_id(by_name),
        authentication=headers.read_authentication(root.fields),
        headers=headers.decode_fields(root.fields, limits.header_chars),
        body=body,
        attachments=attachments,
        defects=_find_defects(found, lists, sender, missing=missing),
    )


def _first(by_name: Mapping[str, list[str]], name: str) -> str:
    return next(iter(by_name.get(name, [])), "")


def _read_recipients(values: list[str], limits: Limits) -> AddressList:
    """One list from all fields of a name: some mailers repeat To."""
    merged = AddressList()
    left = limits.address_chars
    for value in values[:50]:
        read = parse_address_list(value[:left], limits.addresses - len(merged.addresses))
        left = max(0, left - len(value))
        merged = AddressList(
            merged.addresses + read.addresses, (merged.empty_groups + read.empty_groups)[:100], merged.total + read.total
        )
    return merged


def _read_body(
    found: Found, subject: str, limits: Limits, *, is_reply: bool, recipients: frozenset[str]
) -> tuple[Body, list[str], bool]:
    """The body in layers, the names of files that the text mentions, and whether a text part was not at hand."""
    letter = read_text(found, limits)
    text, names = mentions.split_file_list(letter.text)
    layers = cut_layers(text, subject, is_reply=is_reply, recipients=recipients)
    forwarded = layers.forwarded
    if found.messages and not found.is_report:
        forwarded = _read_enclosed(found.messages[0], limits)
    names = names + mentions.find_mentions(layers.text) + mentions.find_mentions(forwarded.text if forwarded else "")
    body = Body(
        text=layers.text,
        quoted=layers.quoted,
        signature=layers.signature,
        forwarded=forwarded,
        has_html=letter.has_html,
        hides_text=letter.hides_text,
        links=letter.links,
    )
    return body, names, letter.missing


def _read_enclosed(part: Part, limits: Limits) -> Forwarded | None:
    """A message attached whole: as a tree below the part, or as bytes that some transfer encoding hid."""
    inner = part.children[0] if part.children else split_message(part.data, limits) if part.data else None
    if inner is None:
        return None
    senders = parse_address_list(inner.first("from")[:10_000], 3).addresses
    subject = clean_line(decode_words(inner.first("subject")[:8_000]), 1_000)
    layers = cut_layers(read_text(sort_parts(inner), limits).text, subject, is_reply=bool(inner.first("in-reply-to")))
    return Forwarded(
        senders[0] if senders else None, subject, "\n".join(part for part in (layers.text, layers.signature) if part)
    )


def _read_files(found: Found, limits: Limits, *, read_attachments: bool) -> tuple[Attachment, ...]:
    """Files first, then pictures of the letter's own layout; the first few are read, within one common time."""
    deadline = time.monotonic() + limits.reading_seconds
    read: list[Attachment] = []
    files = [*found.files, *_files_of_enclosed(found)][: limits.attachments]
    for part in [*files, *found.inline][: limits.attachments]:
        kind = name_media_type(part.filename, part.media_type)
        if part.data is None or part.children or not read_attachments:
            state = ReadState.UNSUPPORTED if part.children else ReadState.NOT_FETCHED
            read.append(Attachment(part.filename, kind, part.size, state))
        elif len(part.data) < part.size:
            read.append(Attachment(part.filename, kind, part.size, ReadState.TOO_BIG))
        elif kind.startswith(("image/", "text/calendar")):
            read.append(Attachment(part.filename, kind, part.size, ReadState.UNSUPPORTED))
        elif len(read) >= limits.attachments_read or time.monotonic() > deadline:
            read.append(Attachment(part.filename, kind, part.size, ReadState.TOO_BIG))
        else:
            read.append(read_attachment(part.filename, kind, part.data, limits))
    return tuple(read)


def _files_of_enclosed(found: Found) -> list[Part]:
    """The files of a message that was forwarded whole are what is passed on."""
    if not found.messages or found.is_report or not found.messages[0].children:
        return []
    return sort_parts(found.messages[0].children[0]).files


def _find_defects(found: Found, lists: Mapping[str, AddressList], sender: Address | None, *, missing: bool) -> tuple[str, ...]:
    defects: list[str] = []
    if sender is None:
        defects.append("The message names no sender.")
    total = sum(lists[name].total for name in ("to", "cc"))
    kept = sum(len(lists[name].addresses) for name in ("to", "cc"))
    if total > kept:
        defects.append(f"The message names {total:,} recipients; only the first {kept:,} were read.")
    if found.is_encrypted:
        defects.append("The message is encrypted, so its text could not be read.")
    if any(part.media_type in {"application/ms-tnef", "application/vnd.ms-tnef"} for part in found.files):
        defects.append("Part of the message is in Outlook's own format (winmail.dat), which could not be read.")
    if missing:
        defects.append("The text of the message was not fetched.")
    return tuple(defects)
