"""Every failure Acquaint knows, in one tree: what the user is told, and whether trying again may help.

Before authentication a failure is a bare HTTP status. After it the user always gets a 200 with a card, so each
class carries the two sentences of that card: ``what`` happened and what to ``do``.
"""

from __future__ import annotations


class AddonError(Exception):
    """Root of the tree. ``what`` and ``do`` are plain sentences for the card; ``retry`` says whether trying again may help.

    Where they speak of a message, ``of_draft``, ``of_write`` and ``do_draft`` say the same of a draft that is read, of one that
    is made or changed, and what to do beside one.
    """

    what = "Something went wrong on our side."
    do = "Close the add-on and open it again. If it happens again, please report it."
    of_draft = ""
    of_write = ""
    do_draft = ""
    retry = True

    @property
    def what_draft(self) -> str:
        """What happened, in words for a draft."""
        return self.of_draft or self.what

    @property
    def what_write(self) -> str:
        """What happened, in words for a draft that was to be made or changed."""
        return self.of_write or self.what_draft

    @property
    def how_draft(self) -> str:
        """What to do, in words for a draft."""
        return self.do_draft or self.do


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
    do = "Close the add-on and open it again."

    def __init__(self, field: str, problem: str) -> None:
        """``field`` is the dotted path in the event, ``problem`` what is wrong with it; neither quotes the value."""
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class EventTooLarge(AddonError):
    """The event is over the cap, and Google's: nothing but a draft to thousands of people can make it so."""

    what = "Gmail sent more than Acquaint reads at once."
    do = "If this is a draft, it has too many recipients: Gmail itself sends one message to at most 500 people."
    retry = False


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
    of_write = "Gmail did not allow Acquaint to make drafts."
    do = "Check the add-on's permissions in your Google Account."
    retry = False


class GmailGone(GmailError):
    """404: the message, draft or history point no longer exists."""

    what = "Gmail no longer has this message."
    of_draft = "Gmail no longer has this draft."
    do = "It may have been moved or deleted. Open another message."
    do_draft = "It may have been sent or deleted. Write something, wait until Gmail has saved it, then press Check again."
    retry = False


class GmailBusy(GmailError):
    """429, or 403 for rate: the quota of this minute is spent."""

    what = "Gmail is limiting requests right now."
    do = "Wait a minute, then reopen the message."
    do_draft = "Wait a minute, then press Check again."


class GmailUnavailable(GmailError):
    """5xx, a time-out, a dropped connection, or an answer that is not what the API documents."""

    what = "Gmail could not be reached."
    do = "Wait a moment, then reopen the message."
    do_draft = "Wait a moment, then press Check again."


class GmailRejected(GmailError):
    """400: Gmail did not understand the request (a bad id or query)."""

    what = "Gmail could not find this message under its id."
    of_draft = "Gmail could not find this draft."
    of_write = "Gmail did not accept this draft."
    do = "Reopen the message."
    do_draft = "Close the add-on and open it again."
    retry = False


class GmailTooLarge(GmailError):
    """The answer is larger than Acquaint reads."""

    what = "This message is too large to read in full."
    of_draft = "This draft is too large to read in full."
    do = "Its attachments were left unread; everything else still works."
    retry = False


class OutOfTime(GmailError):
    """The event's deadline passed before this call could be made or finished."""

    what = "Gmail was too slow to answer."
    do = "Reopen the message to try again."
    do_draft = "Press Check again."


class StoreUnavailable(AddonError):
    """The store is lost or slow; callers carry on with live searches."""

    what = "Acquaint's memory is unavailable right now, so nothing was changed in it."
    do = "Cards are drawn from live searches meanwhile. Try again in a moment."


class BadConfig(AddonError):
    """The environment is not fit to start: the message names the variable and the fix."""

    retry = False
