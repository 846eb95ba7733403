"""Records to rows and back. What cannot be read (another key, a damaged copy, a later version's word) is None: not remembered."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import Row

from addon.core.relationship import Flag, Level, Relationship
from addon.sealing import OwnerKeys
from addon.store.records import CorrespondentRecord, Declaration, OwnerRecord

_MAX_WORD: Final = 200
_MAX_TEXTS: Final = 200
_MAX_INT: Final = (1 << 63) - 1
_SEALED_LISTS: Final = ("aliases", "display_names", "role_addresses", "openings", "own_addresses")
_LEVELS: Final = frozenset(level.value for level in Level)
_FLAGS: Final = frozenset(flag.value for flag in Flag)

AnyRow = Row[Any]


def correspondent_row(keys: OwnerKeys, addr_key: str, record: CorrespondentRecord) -> dict[str, object]:
    """Return the row of one correspondent."""
    tie = record.relationship
    row_key = keys.row_key("correspondent", addr_key)
    text = json.dumps([addr_key[: _MAX_WORD * 5], record.display[: _MAX_WORD * 5]])
    return {
        "owner": keys.owner_key,
        "correspondent": row_key,
        "sealed": keys.seal(text, "correspondents.sealed", row_key),
        "level": tie.level.value,
        "received": _integer(tie.received),
        "sent": _integer(tie.sent),
        "two_way_threads": _integer(tie.two_way_threads),
        "shared_threads": _integer(tie.shared_threads),
        "first_contact_ms": None if tie.first_contact is None else _integer(tie.first_contact),
        "last_contact_ms": None if tie.last_contact is None else _integer(tie.last_contact),
        "strength": _real(tie.strength),
        "best_strength": _real(tie.best_strength),
        "best_year": None if tie.best_year is None else _integer(tie.best_year),
        "flags": " ".join(sorted(flag.value for flag in tie.flags)),
        "first_id": _word(record.first_id),
        "last_id": _word(record.last_id),
        "checked_ms": _integer(record.checked_ms),
        "history_id": _word(record.history_id),
    }


def correspondent_of(keys: OwnerKeys, row: AnyRow) -> tuple[str, CorrespondentRecord] | None:
    """Return the addr_key and record of one correspondent's row."""
    names = _texts(keys.unseal(row.sealed, "correspondents.sealed", row.correspondent))
    if names is None or len(names) != 2 or row.level not in _LEVELS:
        return None
    tie = Relationship(
        level=Level(row.level),
        received=row.received,
        sent=row.sent,
        two_way_threads=row.two_way_threads,
        shared_threads=row.shared_threads,
        first_contact=row.first_contact_ms,
        last_contact=row.last_contact_ms,
        strength=row.strength,
        best_strength=row.best_strength,
        best_year=row.best_year,
        flags=frozenset(Flag(word) for word in row.flags.split() if word in _FLAGS),
    )
    return names[0], CorrespondentRecord(tie, names[1], row.first_id, row.last_id, row.checked_ms, row.history_id)


def owner_row(keys: OwnerKeys, record: OwnerRecord) -> dict[str, object]:
    """Return the row of the owner's settings."""
    lists = {name: [text[: _MAX_WORD * 2] for text in getattr(record, name)[:_MAX_TEXTS]] for name in _SEALED_LISTS}
    return {
        "owner": keys.owner_key,
        "sealed": keys.seal(json.dumps(lists), "owners.sealed"),
        "hiring": record.hiring,
        "time_zone": _word(record.time_zone),
        "aliases_checked_ms": _integer(record.aliases_checked_ms),
    }


def owner_of(keys: OwnerKeys, row: AnyRow) -> OwnerRecord | None:
    """Return the owner's settings in a row."""
    lists = _json(keys.unseal(row.sealed, "owners.sealed"))
    if not isinstance(lists, dict):
        return None
    texts = {name: tuple(lists.get(name, ())) for name in _SEALED_LISTS}
    return OwnerRecord(**texts, hiring=row.hiring, time_zone=row.time_zone, aliases_checked_ms=row.aliases_checked_ms)


def declaration_row(keys: OwnerKeys, addr_key: str, declaration: Declaration) -> dict[str, object]:
    """Return the row of what the owner said of a correspondent."""
    row_key = keys.row_key("correspondent", addr_key)
    return {
        "owner": keys.owner_key,
        "correspondent": row_key,
        "sealed": keys.seal(json.dumps([addr_key[: _MAX_WORD * 5]]), "declarations.sealed", row_key),
        "kind": _word(declaration.kind),
        "declared_ms": _integer(declaration.declared_ms),
    }


def declaration_of(keys: OwnerKeys, row: AnyRow) -> tuple[str, Declaration] | None:
    """Return the addr_key and what the owner said."""
    names = _texts(keys.unseal(row.sealed, "declarations.sealed", row.correspondent))
    return (names[0], Declaration(row.kind, row.declared_ms)) if names else None


def correspondent_as_json(record: CorrespondentRecord) -> dict[str, object]:
    """Return a correspondent's record as JSON values, for the owner's export."""
    tie, values = record.relationship, asdict(record)
    values.update(values.pop("relationship"), level=tie.level.value, flags=sorted(flag.value for flag in tie.flags))
    return values


def owner_as_json(record: OwnerRecord) -> dict[str, object]:
    """Return the owner's settings as JSON values, for the owner's export."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(record).items()}


def _json(text: str | None) -> object:
    try:
        return None if text is None else json.loads(text)
    except ValueError:
        return None


def _texts(text: str | None) -> list[str] | None:
    found = _json(text)
    return found if isinstance(found, list) and all(isinstance(entry, str) for entry in found) else None


def _word(text: str) -> str:
    """Plain columns hold short ASCII without NUL, which both databases take."""
    return text[:_MAX_WORD].encode("ascii", "ignore").decode("ascii").replace("\0", "")


def _integer(number: int) -> int:
    return max(-_MAX_INT, min(_MAX_INT, int(number)))


def _real(number: float) -> float:
    return float(number) if math.isfinite(number) else 0.0
