"""What explains why the mail came to the owner: an answer, an advert, an introduction, a machine's notice."""

from __future__ import annotations

from addon.core.broadcast.automatic import is_automatic, is_invitation, is_mailing
from addon.core.broadcast.delivery import is_small_circle, is_to_owner, list_name, own_hiring_addresses
from addon.core.broadcast.signal import Case, signal
from addon.core.signals import Hit


@signal(group="exempt", weight=-5.0)
def answers_you(case: Case) -> Hit | None:
    """In-Reply-To or References name a message of the owner's. On a list the answer goes to all who read it."""
    return Hit("It answers a message of yours.", 0.3 if list_name(case) else 1.0) if case.context.answers_owner else None


@signal(group="exempt", weight=-4.0)
def you_wrote_in_this_thread(case: Case) -> Hit | None:
    """The owner wrote earlier in the same thread; on a list that makes it no less a list's."""
    if not case.context.thread_has_owner or case.context.answers_owner:
        return None
    return Hit("You wrote earlier in this conversation.", 0.3 if list_name(case) else 1.0)


@signal(group="exempt", weight=-4.0)
def introduced_to_you(case: Case) -> str | None:
    """Somebody the owner knows wrote to both before; in a crowd nobody introduces anybody."""
    introducer = case.context.introducer
    if introducer is None or not is_small_circle(case) or (list_name(case) and not is_to_owner(case)):
        return None
    return f"{introducer.display_name or introducer.addr_spec}, whom you know, introduced you."


@signal(group="exempt", weight=-3.5)  # somebody who blasts does not show it to the reader's acquaintances
def somebody_you_know_is_in_copy(case: Case) -> str | None:
    """The writer put somebody the owner knows into To or Cc, in an answer or as who sent them. That is no introduction yet."""
    copied = case.context.copied
    if copied is None or case.context.introducer is not None or not is_small_circle(case):
        return None
    if list_name(case) and not is_to_owner(case):
        return None
    return f"{copied.display_name or copied.addr_spec}, whom you know, is in copy."


@signal(group="exempt", weight=-3.5)
def mutual_contact_confirmed(case: Case) -> str | None:
    """It names somebody the owner knows, and the owner's mail confirms the link."""
    if not case.context.mutuals or not is_small_circle(case):
        return None
    return f"It names {case.context.mutuals[0]}, whom you know."


@signal(group="exempt", weight=-4.0)
def answers_your_advert(case: Case) -> Hit | None:
    """It answers a job the owner advertised: the subject or the text names it."""
    if not case.context.advert or not is_small_circle(case):
        return None
    return Hit(f"It answers what you advertised: {case.context.advert[:80]}")


@signal(group="exempt", weight=-3.0)
def sent_to_your_hiring_mailbox(case: Case) -> str | None:
    """To names jobs@, careers@, bewerbung@ or another hiring mailbox of the owner's: that is what it is for.

    What is sold there to subscribers is not: a mailing without a resume is exempt nowhere.
    """
    found = own_hiring_addresses(case)
    if not found or not is_small_circle(case) or (case.resume.call != "resume" and is_mailing(case)):
        return None
    return f"It was sent to {found[0].addr_spec}, which takes applications."


@signal(group="exempt", weight=-2.5)
def you_are_hiring(case: Case) -> str | None:
    """The owner has said that they are hiring, and this is an application."""
    if not case.context.hiring or case.resume.call != "resume" or not is_small_circle(case):
        return None
    return "You told Acquaint that you are hiring."


@signal(group="exempt", weight=-4.0)
def automatic_notice(case: Case) -> str | None:
    """A machine's notice about one event: auto-reply, calendar, receipt, bounce (RFC 3834). No candidate is presented so."""
    if not is_automatic(case) or (case.resume.call == "resume" and case.resume.candidate == "sender"):
        return None
    return "It is an invitation to an event." if is_invitation(case.message) else "A machine sent it about one event."
