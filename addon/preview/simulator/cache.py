"""The index of an mbox file, kept on disk so that the second start is quick.

It holds names, addresses and subjects in plain text: as private as the mbox itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from addon.preview.simulator.index import Entry
from addon.preview.simulator.labels import Labels
from addon.preview.simulator.people import People

FORMAT = 1
"""Raised whenever the shape or the rules of indexing change, so that old caches are not read."""

_COLUMNS = tuple(  # the fields of an Entry, its bytes left out
    (
        "gmail_id thread_id date labels subject message_id sender to cc bcc delivered list_id size history_id files start length"
    ).split()
)


def cache_path(folder: Path, mbox: Path, owner: Sequence[str], style: str) -> Path:
    """Return where the index of this file, in this state and for this owner, is kept."""
    state = mbox.stat()
    key = json.dumps([FORMAT, str(mbox.resolve()), state.st_size, state.st_mtime_ns, list(owner), style])
    return folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.index.json"


def save(path: Path, entries: list[Entry], people: People, labels: Labels) -> None:
    """Write the index; the file appears whole or not at all, readable by its owner alone."""
    label_sets: dict[frozenset[str], int] = {}
    for entry in entries:
        label_sets.setdefault(entry.labels, len(label_sets))
    columns: dict[str, list[Any]] = {name: [getattr(entry, name) for entry in entries] for name in _COLUMNS if name != "labels"}
    columns["labels"] = [label_sets[entry.labels] for entry in entries]
    made = {label: name for label, name in labels.names.items() if label.startswith("Label_")}
    text = json.dumps(
        {
            "format": FORMAT,
            "people": people.rows,
            "label_sets": [sorted(each) for each in label_sets],
            "labels": made,
            "columns": columns,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".index-")
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogatepass") as out:
        out.write(text)
    Path(name).replace(path)


def load(path: Path, people: People, labels: Labels) -> list[Entry] | None:
    """Return the entries of a saved index and fill ``people`` and ``labels``, or None where there is none that can be read."""
    try:
        held = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        if held["format"] != FORMAT:
            return None
        columns = held["columns"]
        label_sets = [frozenset(each) for each in held["label_sets"]]
        columns["labels"] = [label_sets[number] for number in columns["labels"]]
        for name in ("sender", "to", "cc", "bcc", "delivered", "files"):
            columns[name] = [() if value == [] else None if value is None else tuple(value) for value in columns[name]]
        entries = [
            Entry(**dict(zip(_COLUMNS, row, strict=True))) for row in zip(*(columns[name] for name in _COLUMNS), strict=True)
        ]
        rows = [(name, spec) for name, spec in held["people"]]
        made = dict(held["labels"])
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None
    people.add(rows)
    for _, name in sorted(made.items(), key=lambda item: int(item[0].partition("_")[2])):
        labels.make(name)
    return entries
