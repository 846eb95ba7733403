"""Page tokens that hold a place, not a count, so that mail arriving between two pages shifts nothing."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from typing import TypeVar

from addon.preview.simulator.wire import bad_request

Item = TypeVar("Item")
Place = tuple[int, int]

_TOKEN = re.compile(r"(\d{1,20})-(\d{1,12})-(\d{1,10})")


def cut_page(items: Sequence[Item], place: Callable[[Item], Place], token: str, size: int) -> tuple[list[Item], str]:
    """Return (a page of ``items``, the next token or ""). ``items`` stand in falling order of ``place``.

    Raises the API's 400 for a token that we did not write.
    """
    start = 0
    if token:
        after = read_token(token)
        low, high = 0, len(items)
        while low < high:  # the first item that lies below the token's place
            middle = (low + high) // 2
            if place(items[middle]) >= after:
                low = middle + 1
            else:
                high = middle
        start = low
    page = list(items[start : start + size])
    more = start + size < len(items)
    return page, write_token(place(page[-1])) if more and page else ""


def write_token(place: Place) -> str:
    """Return the token for "after this place"."""
    return f"{place[0]}-{place[1]}-{_check(place)}"


def read_token(token: str) -> Place:
    """Return the place in a token, or raise the API's 400."""
    found = _TOKEN.fullmatch(token)
    if not found or _check((int(found[1]), int(found[2]))) != int(found[3]):
        raise bad_request("Invalid pageToken")
    return int(found[1]), int(found[2])


def _check(place: Place) -> int:
    return zlib.crc32(f"page {place}".encode())
