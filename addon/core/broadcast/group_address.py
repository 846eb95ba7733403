"""Is this the address of a group? Told by the form of the address alone: list hosts, list names, "all-staff", display names.

A distribution list of a firm, a mail group without List-Id, a student list: whoever writes to one writes to many alike. The
names are those that list managers and directories give (RFC 2142 section 6, LISTSERV and Majordomo "-l", Mailman hosts, Exchange
 "DL-" and "All ..."); a team's role mailbox (support@, jobs@) is one reader for many hands and is not a group.
"""

from __future__ import annotations

import re

from addon.core.address import Address
from addon.core.resume.fold import fold

_GROUP_HOSTS = frozenset(
    "yahoogroups.com yahoogroupes.fr googlegroups.com groups.io freelists.org egroups.com listbot.com topica.com"
    " onelist.com simplelists.com mail-list.com jiscmail.ac.uk freeml.com emailgroups.net".split()
)
_GROUP_LABELS = frozenset("list lists listen listes listas liste listserv listserver mailman majordomo groups ml".split())
"""First labels of hosts that carry nothing but lists (lists.example.org)."""

_WHOLE = (
    r"everyone|everybody|all|allstaff|staff|employees|members|subscribers|students|alumni|faculty|parents|volunteers|residents"
)
_EVERYBODY = frozenset(
    f"{_WHOLE}|mitarbeiter|mitglieder|alle|kollegen|studierende|tous|membres|collegues|etudiants|todos|empleados|miembros|alumnos"
    "|funcionarios|membros|alunos|tutti|dipendenti|soci|studenti|iedereen|allen|medewerkers|leden|alla|medarbetare|wszyscy".split(
        "|"
    )
)
_LIST_WORDS = frozenset(
    "list liste lista lijst mailinglist distribution dist dl newsletter announce announcements rundbrief".split()
)
_DISPLAY = re.compile(
    r"^(?:dl[-_ :]|dist(?:ribution)?[-_ ]list|all[-_ ](?!an )|alle |tous |todos |tutti )|\b(?:everyone|everybody)\b"
    r"|\b(?:mailing|distribution) list\b"
)


def is_group_address(address: Address) -> bool:
    """True where the form of ``address`` says that a group stands behind it: host, local part or display name."""
    domain = address.domain.casefold()
    if domain in _GROUP_HOSTS or (domain.count(".") > 1 and domain.partition(".")[0] in _GROUP_LABELS):
        return True
    words = [word for word in re.split(r"[-_.+]+", fold(address.local_part)) if word]
    if not words:
        return False
    if _EVERYBODY & {words[0], words[-1]} or _LIST_WORDS & {words[0], words[-1]} or (len(words) > 1 and words[-1] == "l"):
        return True
    return _DISPLAY.search(fold(address.display_name[:80])) is not None


_HIDDEN = re.compile(
    r"(?:undisclosed|unlisted|undeclared|hidden|suppressed|unspecified)[-_. ]?(?:recipients?|addresse?e?s?|list)"
    r"|recipients?[-_. ]?(?:list)?[-_. ]?(?:suppressed|not[-_. ]?shown|undisclosed)|list[-_. ]?suppressed"
)


def is_hidden_list(address: Address) -> bool:
    """True for what gateways make of an empty group: undisclosed-recipients@ their own host (RFC 5322 3.4)."""
    return _HIDDEN.fullmatch(fold(address.local_part)) is not None
