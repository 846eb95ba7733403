"""A tree of parts, and what Gmail knows about it, to a :class:`Message`: the one path that raw mail and Gmail's answers share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from addon.core.address import Address
from addon.core.message import Body, Message
from addon.mail import headers, mentions
from addon.mail.addresses import AddressList, parse_address_list
from addon.mail.bodies import BodyText, Found, read_text, sort_parts
from addon.mail.dates import parse_date
from addon.mail.files import Enclosed, list_files, open_enclosed, read_enclosed, read_files
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
    enclosed = open_enclosed(found, limits)
    subject = clean_line(decode_words(_first(by_name, "subject")[:8_000]), 1_000)
    answered = headers.read_ids(_first(by_name, "in-reply-to"))
    recipients = frozenset(address.key for address in (lists["to"].addresses + lists["cc"].addresses)[:50])
    letter = read_text(found, limits)
    body, mentioned = _read_body(letter, enclosed, subject, limits, is_reply=bool(answered), recipients=recipients)
    attachments = read_files(found, enclosed, limits, read_attachments=read_attachments)
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
        defects=(
            *_find_recipient_defects(by_name, lists, sender, limits),
            *_find_text_defects(found, letter),
            *_find_part_defects(root, list_files(found, enclosed), limits),
        ),
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
    letter: BodyText, enclosed: Enclosed | None, subject: str, limits: Limits, *, is_reply: bool, recipients: frozenset[str]
) -> tuple[Body, list[str]]:
    """The body in layers, and the names of files that the text mentions."""
    text, names = mentions.split_file_list(letter.text)
    layers = cut_layers(text, subject, is_reply=is_reply, recipients=recipients)
    forwarded = read_enclosed(enclosed, limits) if enclosed is not None else layers.forwarded
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
    return body, names


def _find_recipient_defects(
    by_name: Mapping[str, list[str]], lists: Mapping[str, AddressList], sender: Address | None, limits: Limits
) -> Iterator[str]:
    if sender is None:
        yield "The message names no sender."
    total = sum(lists[name].total for name in ("to", "cc"))
    kept = sum(len(lists[name].addresses) for name in ("to", "cc"))
    if total > kept:
        is_cut = any(sum(map(len, by_name.get(name, []))) > limits.address_chars for name in ("to", "cc"))
        yield f"The message names {'more than ' if is_cut else ''}{total:,} recipients; only the first {kept:,} were read."


def _find_text_defects(found: Found, letter: BodyText) -> Iterator[str]:
    if found.is_encrypted:
        yield "The message is encrypted, so its text could not be read."
    if letter.missing:
        yield "The text of the message was not fetched."
    if letter.is_cut:
        yield "The message is very long; only its first part was read."


def _find_part_defects(root: Part, files: list[Part], limits: Limits) -> Iterator[str]:
    if any(part.media_type in {"application/ms-tnef", "application/vnd.ms-tnef"} for part in files):
        yield "Part of the message is in Outlook's own format (winmail.dat), which could not be read."
    if root.is_cut:
        yield f"The message has more than {limits.parts:,} parts; only the first were read."
    if len(files) > limits.attachments:
        yield f"The message has {len(files):,} attachments; only the first {limits.attachments:,} were looked at."
