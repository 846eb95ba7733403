"""The headers that hosts add on the way: Delivered-To, Received, Authentication-Results, and those of lists and bulk mailers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from addon.preview.sample.shapes import Letter

MAILBOX = "maya@example.org"
HOST = "mx.example.net"
"""The receiving host: only its Authentication-Results count (RFC 8601 5)."""


def route_headers(letter: Letter, format_date: Callable[[datetime], str]) -> list[tuple[str, str]]:
    """Return the trace headers of a received letter, newest first, as (name, value)."""
    token = hashlib.sha256(letter.message_id.encode()).hexdigest()
    path, relay = _return_path(letter, token), _relay(letter)
    address = f"{('192.0.2', '198.51.100', '203.0.113')[int(token[0], 16) % 3]}.{int(token[1:3], 16) % 250 + 1}"
    taken = letter.at.astimezone(UTC) + timedelta(seconds=2)
    reached = letter.entry.option("delivered", MAILBOX)
    outer = (
        f"from {relay} ({relay} [{address}]) by {HOST} with ESMTPS id {token[:16]} for <{reached}>; {format_date(taken)} (UTC)"
    )
    headers = [
        ("Delivered-To", MAILBOX),
        ("Received", outer),
        ("Authentication-Results", _authentication(letter, path, relay, address)),
        ("Return-Path", f"<{path}>"),
    ]
    if not letter.entry.option("bulk"):
        inner = f"from [10.{int(token[3:5], 16)}.{int(token[5:7], 16)}.7] by {relay} with ESMTPSA id {token[16:28]}"
        headers.append(("Received", f"{inner}; {format_date(letter.at)}"))
    return headers + _list_headers(letter) + _bulk_headers(letter, token)


def _relay(letter: Letter) -> str:
    bulk, mailing_list = letter.entry.option("bulk"), letter.entry.option("list")
    if mailing_list:
        return f"lists.{mailing_list}.example"
    return f"out.{bulk}.example" if bulk else f"mail.{letter.sender.domain}"


def _return_path(letter: Letter, token: str) -> str:
    bulk, mailing_list = letter.entry.option("bulk"), letter.entry.option("list")
    if mailing_list:
        return f"talk-bounces@lists.{mailing_list}.example"
    return f"bounce+{token[:12]}@{bulk}.example" if bulk else letter.sender.address


def _authentication(letter: Letter, path: str, relay: str, address: str) -> str:
    domain = letter.sender.domain
    if letter.entry.option("auth") == "fail":
        return (
            f"{HOST}; dkim=none; spf=softfail ({HOST}: domain of transitioning {path} does not designate {address} as "
            f"permitted sender) smtp.mailfrom={path}; dmarc=fail (p=NONE dis=NONE) header.from={domain}"
        )
    signer = relay.partition(".")[2] if letter.entry.option("list") else domain
    spf = f"spf=pass ({HOST}: domain of {path} designates {address} as permitted sender) smtp.mailfrom={path}"
    return f"{HOST}; dkim=pass header.i=@{signer} header.s=s1; {spf}; dmarc=pass (p=NONE dis=NONE) header.from={domain}"


def _list_headers(letter: Letter) -> list[tuple[str, str]]:
    """What a mailing list adds (RFC 2919, RFC 2369)."""
    name = letter.entry.option("list")
    if not name:
        return []
    host = f"lists.{name}.example"
    return [
        ("Precedence", "list"),
        ("List-Id", f"Talk among project people <talk.{host}>"),
        ("List-Post", f"<mailto:talk@{host}>"),
        ("List-Unsubscribe", f"<mailto:talk-leave@{host}>"),
        ("Sender", f"talk-bounces@{host}"),
    ]


def _bulk_headers(letter: Letter, token: str) -> list[tuple[str, str]]:
    """What a bulk mailer adds: one-click unsubscribe (RFC 8058) and its own marks."""
    bulk = letter.entry.option("bulk")
    if not bulk:
        return []
    return [
        ("List-Unsubscribe", f"<https://click.{bulk}.example/u/{token[:20]}>, <mailto:leave+{token[:12]}@{bulk}.example>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("Feedback-ID", f"{token[20:26]}:{token[26:30]}:campaign:{bulk}"),
        ("Precedence", "bulk"),
        ("X-Mailer", f"{bulk.title()} Campaigns 4.2"),
    ]
