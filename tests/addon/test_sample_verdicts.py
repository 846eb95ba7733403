"""The sample mailbox shows what it promises: every specimen's verdict and level, through the whole application."""

from __future__ import annotations

import functools

import pytest

from addon.core.assessment import Assessment
from addon.gmail import Mailbox
from addon.handlers.memory import RecentAssessments, Remembrance
from addon.handlers.message import open_message
from addon.handlers.reading import Visit
from addon.preview.inprocess import WsgiWire
from addon.preview.sample import build_sample
from addon.preview.simulator import SeedMessage, SimMailbox, Simulator
from addon.scopes import SCOPES_OF_TIER, Tier
from addon.store import NullStore
from addon.wire import Deadline
from tests.addon.stage import NOW

SAMPLE = build_sample()


@functools.cache
def simulator() -> tuple[Simulator, SimMailbox]:
    mailbox = SimMailbox.from_messages([SeedMessage(mail.raw, mail.labels) for mail in SAMPLE.messages], SAMPLE.owner)
    return Simulator({mailbox.address: mailbox}, tokens={"t": mailbox.address}), mailbox


def assess(slug: str) -> Assessment:
    gmail, mailbox = simulator()
    raw = next(mail.raw for mail in SAMPLE.messages if mail.slug == slug)
    gmail_id = next(entry.gmail_id for entry in mailbox.index.entries.values() if entry.raw == raw)
    now = round(NOW.timestamp() * 1000)
    visit = Visit("1", SAMPLE.owner[0], frozenset(SCOPES_OF_TIER[Tier.FULL]), now)
    client = Mailbox(WsgiWire(gmail), "http://localhost/", "t", Deadline.after(30))
    return open_message(client, Remembrance(NullStore(), "1", now), RecentAssessments(), visit, gmail_id)


@pytest.mark.parametrize("slug", SAMPLE.expected)
def test_each_specimen_is_judged_as_a_careful_reader_would(slug: str) -> None:
    expected, found = SAMPLE.expected[slug], assess(slug)

    assert found.verdict.name.value in expected.verdicts
    assert found.relationship.level.value == expected.level
