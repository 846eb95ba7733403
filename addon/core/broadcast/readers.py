"""Whose name is it? What the mail itself shows of its readers' names."""

from __future__ import annotations

from addon.core.address import Address, is_role_address
from addon.core.broadcast.names import name_words, names_someone, owner_names
from addon.core.broadcast.signal import Case
from addon.core.resume.fold import CJK

_FULL_NAME = 2


def owner_is_named(case: Case) -> bool:
    """True where we know what the owner is called, so that another name in a greeting is somebody else's.

    By their display names; of an application also by the name in To, or an address made of first and last name ("moose@" may be
    anybody). A greeting in Chinese characters may be theirs in any reading.
    """
    owner = case.context.owner
    if CJK.search(case.letter.greets_one) and not CJK.search(" ".join(owner.display_names)):
        return False
    if owner.display_names or not case.is_application:
        return bool(owner.display_names)  # friends know nicknames that no address tells
    shown = any(each.display_name for each in case.own_recipients if not is_role_address(each.addr_spec))
    return shown or any(len(name_words(Address(spec))) >= _FULL_NAME for spec in owner.addr_specs)


def is_another_recipient(case: Case) -> bool:
    """True where the one name that the letter opens with is that of another visible recipient."""
    return any(names_someone(case.letter.greets_one, owner_names(case.context.owner, (other,))) for other in case.others)
