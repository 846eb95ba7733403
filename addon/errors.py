"""Every failure Acquaint knows, in one tree: what the user is told, and whether trying again may help.

Before authentication a failure is a bare HTTP status. After it the user always gets a 200 with a card, so each
class carries the two sentences of that card: ``what`` happened and what to ``do``.
"""

from __future__ import annotations


class AddonError(Exception):
    """Root of the tree. ``what`` and ``do`` are plain sentences for the card; ``retry`` says whether trying again may help."""

    what = "Something went wrong on our side."
    do = "Close and reopen the message to try again. If it happens again, please report it."
    retry = True


# --- before authentication: a bare status, nobody human reads the body -------------------------------------------------


class Refused(AddonError):
    """The request is refused before anything is read from it; ``status`` is the HTTP status sent with an empty body."""

    status = 400


class NotGoogle(Refused):
    """The system token is missing, forged, expired, or meant for another endpoint or service account."""

    status = 401


class NotAnOwner(Refused):
    """The user token is present but not Google's or not for this add-on."""

    status = 401


class TooLarge(Refused):
    """The request body is over the cap."""

    status = 413


class CertificatesUnavailable(Refused):
    """Google's certificates could not be fetched, so no token can be checked."""

    status = 503


# --- after authentication: a card -------------------------------------------------------------------------------------


class BadEvent(AddonError):
    """A field of the event is missing or malformed. ``field`` names it (dotted path)."""

    what = "Gmail sent something Acquaint could not read."
    do = "Close and reopen the message to try again."

    def __init__(self, field: str, problem: str) -> None:
        """``field`` is the dotted path in the event, ``problem`` what is wrong with it; neither quotes the value."""
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class MissingScope(AddonError):
    """The owner has not granted ``scopes`` (full URLs); the card offers the button that asks for them."""

    what = "Acquaint is not allowed to do this yet."
    do = "Press the button below and tick the missing permission."
    retry = False

    def __init__(self, scopes: tuple[str, ...]) -> None:
        """``scopes``: the OAuth scopes that would be needed."""
        super().__init__("missing scope")
        self.scopes = scopes


class GmailError(AddonError):
    """A call to Gmail failed."""

    what = "Gmail did not answer as expected."


class GmailTokenExpired(GmailError):
    """401: the user's token has lapsed; an add-on has no refresh token."""

    what = "Your Gmail session for this add-on has expired."
    do = "Close the add-on and open it again."


class GmailDenied(GmailError):
    """403 for want of a scope or of permission."""

    what = "Gmail did not allow Acquaint to read this."
    do = "Check the add-on's permissions in your Google Account."
    retry = False


class GmailGone(GmailError):
    """404: the message, draft or history point no longer exists."""

    what = "Gmail no longer has this message."
    do = "It may have been moved or deleted. Open another message."
    retry = False


class GmailBusy(GmailError):
    """429, or 403 for rate: the quota of this minute is spent."""

    what = "Gmail is limiting requests right now."
    do = "Wait a minute, then reopen the message."


class GmailUnavailable(GmailError):
    """5xx, a time-out, a dropped connection, or an answer that is not what the API documents."""

    what = "Gmail could not be reached."
    do = "Wait a moment, then reopen the message."


class GmailRejected(GmailError):
    """400: Gmail did not understand the request (a bad id or query)."""

    what = "Gmail could not find this message under its id."
    do = "Reopen the message."
    retry = False


class GmailTooLarge(GmailError):
    """The answer is larger than Acquaint reads."""

    what = "This message is too large to read in full."
    do = "Its attachments were left unread; everything else still works."
    retry = False


class OutOfTime(GmailError):
    """The event's deadline passed before this call could be made or finished."""

    what = "Gmail was too slow to answer."
    do = "Reopen the message to try again."


class StoreUnavailable(AddonError):
    """The store is lost or slow; callers carry on with live searches."""

    what = "Acquaint's memory is unavailable right now, so nothing was changed in it."
    do = "Cards are drawn from live searches meanwhile. Try again in a moment."


class BadConfig(AddonError):
    """The environment is not fit to start: the message names the variable and the fix."""

    retry = False
