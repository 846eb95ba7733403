"""Addresses: what RFC 5322 calls a mailbox, and when two of them are the same.

An :class:`Address` is a parsed one (display name + addr-spec). Parsing header text is the business of
``addon.mail``; here are only the rules that judgement needs.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

GMAIL_DOMAINS = frozenset({"gmail.com", "googlemail.com"})

MAX_ADDR_SPEC = 254
"""Longest addr-spec that can be used in an SMTP path (RFC 5321 4.5.3.1.3, erratum 1690), in characters."""

ROLE_LOCAL_PARTS = frozenset(
    """
    admin administrator abuse accounts accounting ap apply application applications bewerbung bewerbungen billing
    booking bookings candidature candidatures career careers carriere carrieres comercial compta contact contacto
    contato customerservice donotreply editor empleo empleos emploi enquiries events feedback finance
    help helpdesk hello helpdesk hiring hr humanresources info information infos inbox inquiries invoices it jobs job
    karriere kontakt legal mail mailer-daemon marketing media membership news newsletter no-reply noreply
    notification notifications office orders people personal personalabteilung post postmaster praca press presse
    privacy recepcion recruit recruiter recruiters recruiting recruitment recrutement reception registration reply
    rh rrhh resume resumes sales seleccion secretary security selezione service services sollicitatie sollicitaties
    staff stellen subscribe support talent talents team trabajo vacancies vacatures webmaster work
    """.split()
)
"""Local parts that name a job, not a person, with common translations."""


@dataclass(frozen=True)
class Address:
    """One address of a header: ``display_name`` decoded, ``addr_spec`` as written, case kept.

    ``organisation`` is the registrable domain (public suffix + one label, e.g. ``example.co.uk``) or "" when the
    domain has none; the mail layer fills it in.
    """

    addr_spec: str
    display_name: str = ""
    organisation: str = ""

    @property
    def local_part(self) -> str:
        """What stands before the last ``@``."""
        return self.addr_spec.rpartition("@")[0]

    @property
    def domain(self) -> str:
        """What stands after the last ``@``, lower case."""
        return self.addr_spec.rpartition("@")[2].casefold()

    @property
    def key(self) -> str:
        """The canonical addr-spec: what equality of correspondents means. See :func:`canonical_addr_spec`."""
        return canonical_addr_spec(self.addr_spec)


@functools.lru_cache(maxsize=8192)
def canonical_addr_spec(addr_spec: str) -> str:
    """Return the form under which two spellings of one address compare equal.

    Case is folded, the domain is put into its IDNA (ASCII) form, and for gmail.com and googlemail.com alone the dots and the
    ``+tag`` are dropped (https://support.google.com/mail/answer/7436150). Idempotent. Never raises: a string
    that is no addr-spec comes back case-folded and stripped.
    """
    text = addr_spec.strip().strip("<>").casefold()
    local, at, domain = text.rpartition("@")
    if not at or not local or not domain:
        return text
    domain = _ascii_domain(domain.rstrip("."))
    if domain in GMAIL_DOMAINS:
        local = local.split("+", 1)[0].replace(".", "") or local
        domain = "gmail.com"
    return f"{local}@{domain}"


def _ascii_domain(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii").casefold()
    except UnicodeError:
        return domain


def is_role_address(addr_spec: str) -> bool:
    """True where the local part names a function (``jobs@``, ``hr-team@``, ``noreply@``), not a person."""
    local = addr_spec.rpartition("@")[0].casefold().partition("+")[0]
    if local in ROLE_LOCAL_PARTS or _NO_REPLY.match(local):
        return True
    words = _WORD.findall(local)
    return len(words) > 1 and words[0] in ROLE_LOCAL_PARTS and all(w in ROLE_LOCAL_PARTS or len(w) <= 3 for w in words[1:])


_NO_REPLY = re.compile(r"(?:do[-_.]?not|no)[-_.]?reply")
_WORD = re.compile(r"[^-_.]+")


@dataclass(frozen=True)
class Owner:
    """The add-on's user: every address that counts as "me".

    ``addr_specs`` holds the mailbox address first, then aliases; ``display_names`` the names the owner
    writes under (from send-as settings), used to recognise a greeting.
    """

    addr_specs: tuple[str, ...]
    display_names: tuple[str, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """Canonical forms of all own addresses."""
        return frozenset(canonical_addr_spec(spec) for spec in self.addr_specs)

    def owns(self, addr_spec: str) -> bool:
        """True where ``addr_spec`` is one of the owner's addresses, a ``+tag`` of one included."""
        key = canonical_addr_spec(addr_spec)
        if key in self.keys:
            return True
        local, _, domain = key.rpartition("@")
        return "+" in local and f"{local.split('+', 1)[0]}@{domain}" in self.keys
