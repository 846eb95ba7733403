"""The owner's Gmail: the only package that knows google-api-python-client.

:class:`Mailbox` runs calls; :mod:`addon.gmail.calls` makes them.
"""

from addon.gmail.calls import (
    PAGE,
    Alias,
    RawMail,
    SearchPage,
    get_attachment,
    get_message,
    get_profile,
    list_aliases,
    search,
)
from addon.gmail.client import Cost, warm_client
from addon.gmail.mailbox import UNITS, Answer, Call, Mailbox

__all__ = [
    "PAGE",
    "UNITS",
    "Alias",
    "Answer",
    "Call",
    "Cost",
    "Mailbox",
    "RawMail",
    "SearchPage",
    "get_attachment",
    "get_message",
    "get_profile",
    "list_aliases",
    "search",
    "warm_client",
]
