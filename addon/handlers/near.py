"""Who the owner knows near the recipients of a job seeker's draft: people of the same organisations, who could introduce them.

Only people Acquaint remembers count, so this costs no call to Gmail: whom a card was about, or a draft went to, before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from addon.core.address import Address, is_role_address
from addon.core.draft import Advice, DraftCase, Kind, Recipient
from addon.core.draft.recipients import organisation
from addon.core.draft.wording import called

MAX_NEAR = 2


def with_near(advice: Sequence[Advice], case: DraftCase, acquaintances: Iterable[Address]) -> tuple[Advice, ...]:
    """Return ``advice`` with who of the ``acquaintances`` could introduce the owner, after the lines about recipients."""
    if not case.is_job_search:
        return tuple(advice)
    about = [line for line in advice if line.about]
    named = {line.about for line in about}
    near = [line for line in _introductions(case, acquaintances) if line.about not in named]
    return (*about, *near[:MAX_NEAR], *(line for line in advice if not line.about))


def _introductions(case: DraftCase, acquaintances: Iterable[Address]) -> list[Advice]:
    own = case.owner.keys
    present = {each.key for each in case.recipients}
    helpers: dict[str, Address] = {}
    for each in acquaintances:
        firm = organisation(each)
        if firm and each.key not in present and each.key not in own and not is_role_address(each.addr_spec):
            helpers.setdefault(firm, each)
    lines, firms = [], set()
    for stranger in case.cold:
        firm = organisation(stranger.address)
        if firm in helpers and firm not in firms and stranger.kind is Kind.PERSON:
            firms.add(firm)
            helper = helpers[firm]
            text = f"Ask {called(Recipient(helper))} to introduce you to {called(stranger)}."
            lines.append(Advice(text, "You know each other, and they share an organisation.", "", helper.addr_spec))
    return lines
