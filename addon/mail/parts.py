"""One MIME part, whichever way it came: cut from raw bytes or taken from Gmail's part tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from addon.mail.text import clean_line, clean_text
from addon.mail.words import parse_parameters

Field = tuple[str, str]
"""Header field: lower-case name, raw value with the folds taken out but not decoded."""

_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,80}/[a-z0-9!#$&^_.+-]{1,120}\Z")


@dataclass
class Part:
    """A node of the MIME tree. ``data`` are the decoded bytes of a leaf, None where they were not at hand; ``size``
    counts them. ``is_cut``, on the root: parts beyond the cap were not opened.
    """

    fields: tuple[Field, ...] = ()
    media_type: str = "text/plain"
    charset: str = ""
    filename: str = ""
    disposition: str = ""
    boundary: str = ""
    encoding: str = ""
    data: bytes | None = None
    size: int = 0
    is_cut: bool = False
    children: list[Part] = field(default_factory=list)

    @property
    def is_multipart(self) -> bool:
        """True for ``multipart/*``."""
        return self.media_type.startswith("multipart/")

    def first(self, name: str) -> str:
        """Raw value of the first field of that lower-case name, or ""."""
        return next((value for key, value in self.fields if key == name), "")

    def all(self, name: str) -> Iterator[str]:
        """Raw values of all fields of that lower-case name, in order."""
        return (value for key, value in self.fields if key == name)


def make_part(fields: Iterable[Field], default_type: str = "text/plain") -> Part:
    """Return a part with what its header ``fields`` say about it and without content. Never raises."""
    kept = tuple(fields)
    part = Part(fields=kept, media_type=default_type)
    media_type, parameters = parse_parameters(part.first("content-type"))
    if media_type in {"text", "html", "plain"}:  # bare words seen in the wild
        media_type = "text/html" if media_type == "html" else "text/plain"
    if _MEDIA_TYPE.match(media_type):
        part.media_type = media_type
    disposition, named = parse_parameters(part.first("content-disposition"))
    part.disposition = disposition if disposition in {"attachment", "inline"} else ("attachment" if disposition else "")
    part.charset = parameters.get("charset", "")[:60]
    part.boundary = parameters.get("boundary", "")[:250]
    part.filename = clean_filename(named.get("filename") or parameters.get("name") or "")
    part.encoding = part.first("content-transfer-encoding")[:80].split(";")[0].strip().casefold()
    return part


def clean_filename(name: str) -> str:
    """Return the last step of a path as one clean line of at most 255 characters, its ending kept when cut."""
    name = clean_text(name[:2_000]).replace("\\", "/").rpartition("/")[2]
    name = clean_line(name, 2_000)
    if len(name) > 255:
        stem, dot, ending = name.rpartition(".")
        name = f"{stem[: 254 - len(ending)]}.{ending}" if dot and len(ending) < 16 else name[:255]
    return name
