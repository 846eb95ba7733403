"""Signs that the owner got a blind copy. Void where a list, alias or forwarder explains delivery."""

from __future__ import annotations

from addon.core.broadcast.delivery import (
    firm_recipient,
    group_recipient,
    is_from_own_organisation,
    is_from_owner,
    is_only_to_sender,
    is_to_owner,
    list_name,
    others,
    owner_is_absent,
)
from addon.core.broadcast.group_address import is_hidden_list
from addon.core.broadcast.signal import Case, signal
from addon.core.signals import Hit

LONE_PROOF = frozenset({"BCC_NAMES_YOU", "RECIPIENTS_HIDDEN", "SENT_TO_SELF", "APPLIES_TO_MANY_FIRMS"})
"""Under a stranger's resume each of these is enough by itself: there is no other reason to hide whom an application goes to, and
who names a crowd of firms has shown it."""


@signal(group="proof", weight=3.5)  # Gmail puts the Bcc line into blind copies alone; presence is near-proof
def bcc_names_you(case: Case) -> str | None:
    """Gmail senders leave a Bcc line in each blind copy; it names only that recipient, or the group."""
    blind = case.message.bcc
    if not blind or is_to_owner(case) or is_from_owner(case) or list_name(case):
        return None
    if any(case.context.owner.owns(address.addr_spec) for address in blind):
        return "You were in Bcc: the mail carries a Bcc line with your address."
    return "You were in Bcc: the mail carries a Bcc line, and your address is not in To or Cc." if owner_is_absent(case) else None


@signal(group="proof", weight=3.5)  # what mail programs write when every recipient is in Bcc (RFC 5322 3.4, appendix A.1.3)
def recipients_hidden(case: Case) -> str | None:
    """To or Cc is an empty group ("undisclosed-recipients:;", any language), or what gateways make of one."""
    if not _hides_recipients(case) or not owner_is_absent(case):
        return None
    return "The list of recipients is hidden (an empty group stands in To)."


def _hides_recipients(case: Case) -> bool:
    return bool(case.message.empty_groups) or any(is_hidden_list(address) for address in case.message.recipients)


@signal(group="proof", weight=3.5)  # the usual way to send to a Bcc list where a To is demanded
def sent_to_self(case: Case) -> str | None:
    """To is the sender, and the owner is nowhere."""
    if not is_only_to_sender(case) or not owner_is_absent(case):
        return None
    return "It is addressed to the sender; you are in neither To nor Cc."


@signal(group="proof", weight=2.0)  # how firms send circulars: to a list whose members the mail does not name
def your_firm_names_no_reader(case: Case) -> str | None:
    """It comes from the owner's own organisation and names no recipient at all."""
    message = case.message
    if (
        message.recipients
        or message.empty_groups
        or message.bcc
        or not is_from_own_organisation(case)
        or not owner_is_absent(case)
    ):
        return None
    return "It comes from your own organisation and names no recipient, as circulars do."


@signal(group="proof", weight=0.8)  # an address book's spelling, a deputy's mailbox or, most often, a distribution list
def sent_to_another_address_of_your_firm(case: Case) -> str | None:
    """A colleague wrote to one address of the firm that is not the owner's, and the owner got it.

    Weak, and no proof of many: it wants words for a group beside it.
    """
    mailbox = firm_recipient(case)
    if not mailbox or len(others(case)) != 1 or not owner_is_absent(case) or not is_from_own_organisation(case):
        return None
    if group_recipient(case):
        return None
    return f"It was sent to {mailbox.addr_spec[:80]}, an address of your organisation that is not yours."


@signal(group="proof", weight=1.5)  # weak: a quarter of a company's inbox looks like this
def you_are_not_addressed(case: Case) -> Hit | None:
    """To and Cc name other people, or nobody, and nothing explains why the mail reached the owner.

    An application is for whom it is addressed to, the owner's own firm included; most other mail that comes so was passed on
    by a firm's own lists.
    """
    message = case.message
    if (
        not owner_is_absent(case)
        or is_from_own_organisation(case)
        or _hides_recipients(case)
        or message.bcc
        or is_only_to_sender(case)
    ):
        return None
    if firm_recipient(case) if case.resume.call == "resume" else group_recipient(case):
        return None  # applications are handed round in the firm they went to; a group explains the rest and counts by itself
    strength = 1.0 if case.resume.call == "resume" else 0.8
    if others(case):
        return Hit("It is addressed to somebody else; no list, alias or forwarder explains why you got it.", strength)
    return Hit("It names no recipient at all.", strength) if message.headers or message.delivered_to else None
