"""The tables as they are now, for writing queries. ``migrations`` makes them; a test holds the two together."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, Double, LargeBinary, MetaData, Table, Text

METADATA: Final = MetaData()


def _number(name: str, *, optional: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=optional)


CORRESPONDENTS: Final = Table(
    "correspondents",
    METADATA,
    Column("owner", LargeBinary, primary_key=True),
    Column("correspondent", LargeBinary, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("level", Text, nullable=False),
    _number("received"),
    _number("sent"),
    _number("two_way_threads"),
    _number("shared_threads"),
    _number("first_contact_ms", optional=True),
    _number("last_contact_ms", optional=True),
    Column("strength", Double, nullable=False),
    Column("best_strength", Double, nullable=False),
    _number("best_year", optional=True),
    Column("flags", Text, nullable=False),
    Column("first_id", Text, nullable=False),
    Column("last_id", Text, nullable=False),
    _number("checked_ms"),
    Column("history_id", Text, nullable=False),
)

OWNERS: Final = Table(
    "owners",
    METADATA,
    Column("owner", LargeBinary, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("hiring", Boolean, nullable=False),
    Column("time_zone", Text, nullable=False),
    _number("aliases_checked_ms"),
)

DECLARATIONS: Final = Table(
    "declarations",
    METADATA,
    Column("owner", LargeBinary, primary_key=True),
    Column("correspondent", LargeBinary, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    _number("declared_ms"),
)

DISMISSALS: Final = Table(
    "dismissals",
    METADATA,
    Column("owner", LargeBinary, primary_key=True),
    Column("draft", LargeBinary, primary_key=True),
    _number("dismissed_ms"),
)

AGED: Final = (
    (CORRESPONDENTS, CORRESPONDENTS.c.checked_ms),
    (DISMISSALS, DISMISSALS.c.dismissed_ms),
)
"""What the retention deletes, and by which time."""
