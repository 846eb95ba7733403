"""Ties that hang on a message or two: which to open, and which not to believe unopened.

An automatic reply makes nobody an acquaintance, and no search sees the header that tells one (Auto-Submitted, RFC 3834). The
messages that matter are opened where that can be paid for; of the others a search for the subjects that such replies carry
finds many; who is left may be either, and counts as not checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from addon.core import query
from addon.core.draft.pools import chunk
from addon.core.exchange import Hit, id_time

Hits = tuple[Hit, ...]

LITTLE = 2
"""Up to so many messages of theirs may all be automatic replies."""

AT_ONCE_MS = 12 * 60 * 60 * 1000
"""An answer that took longer is a person's; the slowest machines, which handle applications in batches, run every night."""

_SUBJECTS = (
    "automatic reply",
    "auto reply",
    "autoreply",
    "out of office",
    "away from office",
    "automatische antwort",
    "abwesenheitsnotiz",
    "réponse automatique",
    "absence du bureau",
    "respuesta automática",
    "fuera de la oficina",
    "resposta automática",
    "risposta automatica",
    "fuori sede",
    "automatisch antwoord",
    "autosvar",
    "odpowiedź automatyczna",
    "自動応答",
    "自动回复",
)
"""What mail programs write before or instead of the subject of an automatic reply."""

AUTOMATIC = "{" + " ".join(f'subject:"{text}"' for text in _SUBJECTS) + "}"


@dataclass
class Mail:
    """What is known of one person's mail so far. ``received`` and ``sent`` are None until asked successfully."""

    received: Hits | None = None
    sent: Hits | None = None
    together: Hits = ()
    complete: bool = True

    @property
    def is_both_ways(self) -> bool:
        """True where both have written."""
        return bool(self.received) and bool(self.sent)

    @property
    def hangs_on_little(self) -> bool:
        """True where one or two messages of theirs are all they wrote, and any of them may have been written by a machine.

        Machines answer at once (RFC 3834: on receipt) and are seldom written back to.
        """
        received, sent = self.received or (), self.sent or ()
        if not self.is_both_ways or len(received) > LITTLE:
            return False
        return not any(_is_talk(mine, theirs) for mine in sent for theirs in received)

    @property
    def hinges(self) -> tuple[str, ...]:
        """The ids of the messages that such a tie hangs on: theirs."""
        return tuple(hit.gmail_id for hit in self.received or ())


def _is_talk(mine: Hit, theirs: Hit) -> bool:
    """True where the owner answered them in one thread, or they the owner, but not at once."""
    written, came = id_time(mine.gmail_id), id_time(theirs.gmail_id)
    if mine.thread_id != theirs.thread_id or written is None or came is None:
        return False
    return written > came or came - written >= AT_ONCE_MS


def find_hinges(mails: Iterable[Mail], *, few: bool) -> list[tuple[str, ...]]:
    """Return the messages that ties hang on, the most telling first; each person's are looked at together or not at all.

    Those of ties that hang on little; then the owner's only message to somebody; and among ``few`` people one or two of theirs.
    One blast of the owner's may be the only mail to many.
    """
    known = [mail for mail in mails if mail.is_both_ways]
    little = [mail.hinges for mail in known if mail.hangs_on_little]
    own = [(mail.sent[0].gmail_id,) for mail in known if mail.sent and len(mail.sent) == 1]
    theirs = [mail.hinges for mail in known if few and len(mail.hinges) <= LITTLE]
    return list(dict.fromkeys((*little, *own, *theirs)))


def unopened(mails: Mapping[str, Mail], opened: Set[str]) -> list[str]:
    """Return the keys of the people whose ties hang on little of which not everything was ``opened``."""
    return [key for key, mail in mails.items() if mail.hangs_on_little and not opened >= frozenset(mail.hinges)]


def automatic_searches(keys: Sequence[str], senders: query.AnyOf, most: int) -> list[str]:
    """Return searches for automatic replies of the people of these keys, ``most`` people in each."""
    groups = chunk(keys, senders, query.MAX_QUERY - len(AUTOMATIC) - 1, most)
    return [f"{senders.query(group)} {AUTOMATIC}" for group in groups]
