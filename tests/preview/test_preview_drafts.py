"""The preview's compose window writes drafts as Gmail does: under the owner's name."""

from __future__ import annotations

import pytest

from addon.app import create_app
from addon.auth import Verifier
from addon.config import Config
from addon.mail import parse_message
from addon.preview.bridge import LocalBridge, name_owner
from addon.preview.contract import Draft, Surroundings
from addon.preview.google import LocalGoogle
from addon.preview.inprocess import WsgiWire
from addon.preview.sample import build_sample
from addon.preview.simulator import SeedMessage, SimMailbox, Simulator
from addon.scopes import SCOPES_OF_TIER, Tier
from addon.store import open_store
from tests.addon.stage import SECRET

BASE = "https://acquaint.example.com"
CROWD = tuple(f"person{number}@firm{number}.example" for number in range(60))


def letter(sender: str, subject: str = "Hello") -> SeedMessage:
    """Return a sent message."""
    raw = f"From: {sender}\r\nTo: ann@firm.example\r\nSubject: {subject}\r\nDate: Mon, 2 Nov 2026 10:00:00 +0000\r\n\r\nHi\r\n"
    return SeedMessage(raw.encode(), ("SENT",))


@pytest.fixture
def bridge() -> LocalBridge:
    """The add-on over the invented mailbox, in one process."""
    sample = build_sample()
    simulator = Simulator({}, tokens={})
    google = LocalGoogle(BASE)
    config = Config.from_env({**google.environment(), "ACQUAINT_STORE": "ephemeral", "ACQUAINT_SECRET_KEY": SECRET})
    store = open_store("sqlite://", b"0123456789abcdef0123456789abcdef", 30)
    addon = create_app(config, verifier=Verifier(config, fetch_certs=google.fetch_certs), store=store, wire=WsgiWire(simulator))
    made = LocalBridge(google, addon, simulator, tuple(sample.owner), "sample")
    seeds = [SeedMessage(mail.raw, mail.labels) for mail in sample.messages]
    made.load(lambda _progress: SimMailbox.from_messages(seeds, sample.owner))
    return made


def test_the_blasts_own_mark_shows_in_the_sample_mailbox(bridge: LocalBridge) -> None:
    """The subject is the owner's name, which only the draft's From and the send-as settings tell."""
    draft = Draft((), (), CROWD, "Maya Lindqvist", "Hello,\n\nplease find my resume attached.\n", (), "")
    bridge.save_draft(None, draft)
    around = Surroundings("compose", bcc=CROWD, subject="Maya Lindqvist")
    answer = bridge.event(around, frozenset(SCOPES_OF_TIER[Tier.FULL]))

    assert "The subject is your own name" in answer.response_json


def test_a_draft_carries_the_owners_name(bridge: LocalBridge) -> None:
    draft_id = bridge.save_draft(None, Draft((), (), CROWD, "Tide", "Hi", (), ""))
    mailbox = bridge._ready()
    raw = mailbox.raw(mailbox.index.by_id[mailbox.drafts[draft_id]])
    sender = parse_message(raw).sender

    assert sender is not None
    assert (sender.display_name, sender.addr_spec) == ("Maya Lindqvist", bridge._owner[0])


@pytest.mark.parametrize(
    ("owner", "senders", "name"),
    [
        ("maya@example.org", ["Maya Lind <maya@example.org>"], "Maya Lind"),
        ("maya@example.org", ["maya@example.org"], ""),
        ("maya@example.org", ["Ann Holm <ann@firm.example>"], ""),
        ("Maya L <maya@example.org>", ["Maya Lind <maya@example.org>"], "Maya L"),
    ],
)
def test_the_owners_name_is_the_one_they_wrote_under(owner: str, senders: list[str], name: str) -> None:
    """Unless it was told, or nothing tells it; a name somebody else writes under is not theirs."""
    mailbox = SimMailbox.from_messages([letter(sender) for sender in senders], (owner,))
    name_owner(mailbox)

    assert mailbox.owner[0].display_name == name
