"""Errors of the client library as errors of ours (https://developers.google.com/workspace/gmail/api/guides/handle-errors)."""

from __future__ import annotations

import json

from googleapiclient.errors import BatchError, HttpError

from addon.errors import (
    GmailBusy,
    GmailDenied,
    GmailError,
    GmailGone,
    GmailRejected,
    GmailTokenExpired,
    GmailUnavailable,
)

_RATE_REASONS = frozenset(
    {"rateLimitExceeded", "userRateLimitExceeded", "dailyLimitExceeded", "quotaExceeded", "RATE_LIMIT_EXCEEDED"}
)


def error_of(error: Exception) -> GmailError:
    """Return the error of our tree for whatever the client raised."""
    if isinstance(error, GmailError):
        return error
    if isinstance(error, HttpError) and not isinstance(error, BatchError):
        return _error_of_status(int(error.resp.status), error)
    return GmailUnavailable(type(error).__name__)


def _error_of_status(status: int, error: HttpError) -> GmailError:
    if status == 401:
        return GmailTokenExpired("401")
    if status == 403:
        return GmailBusy("403") if _reasons(error) & _RATE_REASONS else GmailDenied("403")
    if status == 404:
        return GmailGone("404")
    if status == 429:
        return GmailBusy("429")
    if status == 400:
        return GmailRejected("400")
    return GmailUnavailable(str(status))


def _reasons(error: HttpError) -> set[str]:
    try:
        body = json.loads(error.content)["error"]
        details = [*body.get("errors", []), *body.get("details", [])]
        return {str(entry.get("reason")) for entry in details} | {str(body.get("status"))}
    except (ValueError, KeyError, TypeError, AttributeError):
        return set()
