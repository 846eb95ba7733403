"""Which domains belong to one organisation: the registrable domain, by the Public Suffix List."""

from __future__ import annotations

import functools
import re
from typing import Any

_LABELS = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,62})\.)+[a-z0-9-]{1,63}\Z")


@functools.lru_cache(maxsize=1)
def _load_suffixes() -> Any:
    from publicsuffixlist import PublicSuffixList  # loading costs 45 ms and is not needed by every process

    return PublicSuffixList()


@functools.lru_cache(maxsize=8192)
def organisation_of(domain: str) -> str:
    """Return the registrable domain (public suffix + one label, ASCII form, lower case) of ``domain``.

    "" where there is none: a public suffix itself, an address literal, a host without a dot, rubbish. ``mail.example.co.uk`` and
    ``example.co.uk`` are one organisation (https://publicsuffix.org/list/). Never raises.
    """
    name = domain.strip().rstrip(".").casefold()
    if len(name) > 253:
        return ""
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii").casefold()
        except UnicodeError:
            return ""
    if not _LABELS.match(name) or name.rpartition(".")[2].isdigit():
        return ""
    return _load_suffixes().privatesuffix(name) or ""
