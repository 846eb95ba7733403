"""The homepage: what Acquaint does, and what it may see at the moment."""

from __future__ import annotations

from collections.abc import Iterable

from addon.core.assessment import NotSeen
from addon.handlers.views import grants
from addon.scopes import ABILITIES, ACTION_COMPOSE, GMAIL_READONLY, MESSAGE_READONLY, USER_EMAIL, Tier, is_granted
from cards import homepage
from cards.view import Link

_SHOWN = (MESSAGE_READONLY, GMAIL_READONLY, ACTION_COMPOSE, USER_EMAIL)


def homepage_view(
    scopes: Iterable[str],
    tier: Tier,
    grant_urls: dict[str, str],
    links: tuple[Link, ...],
    *,
    is_hiring: bool = False,
    hiring_url: str = "",
    settings_url: str = "",
) -> homepage.View:
    """Return the homepage card's View for an owner who granted ``scopes`` to an add-on of ``tier``.

    ``hiring_url`` is "" where nothing can be remembered; the settings then say why.
    """
    held = frozenset(scopes)
    offered = [wanted for wanted in _SHOWN if tier is Tier.FULL or wanted != GMAIL_READONLY]
    missing = [NotSeen("", wanted) for wanted in offered if not is_granted(held, wanted)]
    return homepage.View(
        tier=tier.value,
        sees=tuple(f"{ABILITIES[wanted][0].upper()}{ABILITIES[wanted][1:]}." for wanted in offered if is_granted(held, wanted)),
        grants=grants(missing, grant_urls),
        links=links,
        is_hiring=is_hiring,
        hiring_url=hiring_url,
        settings_url=settings_url,
    )
