"""Dates of headers (RFC 5322 3.3) as milliseconds since the epoch."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_tz

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_COMMENT = re.compile(r"\([^()]{0,80}\)")


def parse_date(text: str) -> int:
    """Return the time that a Date header names, in ms since the epoch (UTC); 0 where it names none or one before 1970.

    Years of two digits and obsolete zone names are read as RFC 5322 4.3 says. Never raises.
    """
    try:
        fields = parsedate_tz(_COMMENT.sub(" ", text[:120]))
        if fields is None:
            return 0
        year, month, day, hour, minute, second = fields[:6]
        moment = dt.datetime(year, month, day, hour, minute, min(second, 59), tzinfo=dt.UTC)
        elapsed = moment - _EPOCH - dt.timedelta(seconds=fields[9] or 0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0
    return max(0, elapsed // dt.timedelta(milliseconds=1))
