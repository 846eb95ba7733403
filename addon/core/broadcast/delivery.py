"""Who a mail was addressed to, and whether anything innocent explains why it reached the owner."""

from __future__ import annotations

import re
from itertools import islice

from addon.core.address import Address, Owner, canonical_addr_spec, is_role_address
from addon.core.broadcast.group_address import is_group_address
from addon.core.broadcast.signal import Case
from addon.core.exchange import MAX_ANSWER_RECIPIENTS
from addon.core.message import Message

FREEMAIL = frozenset(
    """
    gmail googlemail outlook hotmail live msn yahoo ymail rocketmail icloud me mac aol gmx web t-online freenet mail inbox
    list bk yandex ya rambler ukr
    proton protonmail pm tutanota tuta zoho fastmail hey qq foxmail 163 126 yeah sina sohu aliyun naver daum hanmail kakao
    nate rediffmail libero virgilio
    tiscali alice orange wanadoo free laposte sfr neuf bbox terra uol bol ig onet wp interia o2 seznam centrum azet ziggo
    kpnmail xs4all telenet
    posteo mailbox mailfence runbox hushmail startmail mailo earthlink cox charter juno
    comcast verizon att sbcglobal bellsouth btinternet virginmedia sky shaw rogers telus bigpond optusnet docomo ezweb
    softbank example localhost
    """.split()
)
"""Second-level labels of mail providers (and RFC 2606's "example"): such a domain says nothing about an organisation."""

MAX_FEW = 3
"""Others beside the owner in a note of a few; from five recipients on the crowd counts."""

WEAK_CROWD = 5
"""Recipients from which on a mail went visibly to many; one mail in 25 does."""

_MAX_HOPS = 30

SHORTEST_SPELLING = 5
"""Letters that a local part needs for two spellings of it to be one person's."""

HIRING_LOCAL_PARTS = frozenset(
    """
    jobs job careers career hr hiring recruit recruiter recruiters recruiting recruitment recrutement talent talents
    people personal personalabteilung
    bewerbung bewerbungen karriere stellen apply application applications vacancies vacatures sollicitatie sollicitaties
    candidature candidatures
    emploi empleo empleos trabajo seleccion selezione lavoro praca rekrutacja kariera resume resumes cv humanresources rh
    rrhh carriere carrieres ik kariyer rekry rekrytering
    """.split()
)
"""Role mailboxes that exist to be applied to."""


def is_from_owner(case: Case) -> bool:
    """True where the owner wrote it, by an address that is not known to be forged: then "you" is the sender, not the reader."""
    sender = case.message.sender
    return sender is not None and case.context.owner.owns(sender.addr_spec) and not case.message.authentication.failed


def is_to_owner(case: Case) -> bool:
    """True where To or Cc names an address of the owner."""
    return bool(case.own_recipients)


def list_of_others(message: Message, owner: Owner) -> str:
    """Return the id of the list a message came through, or "" where there is none or it is an address of the owner's.

    A group may stand behind careers@ of the owner's own firm: its List-Id is that address with a dot (RFC 2919 3). A list
    without List-Id is told by List-Post (RFC 2369), or by what list managers write instead.
    """
    list_id = message.list_id.casefold() or _unnamed_list(message)
    own = (canonical_addr_spec(spec).replace("@", ".") for spec in owner.addr_specs if is_role_address(spec))
    return "" if any(name in list_id for name in own) else list_id


def _unnamed_list(message: Message) -> str:
    post = message.header("list-post")
    names = (message.header(name) for name in ("x-beenthere", "mailing-list", "x-mailing-list"))
    return (post if post.strip().upper() != "NO" else "").casefold() or next(filter(None, names), "").casefold()


def list_name(case: Case) -> str:
    """Return :func:`list_of_others` for this case."""
    return list_of_others(case.message, case.context.owner)


def others(case: Case) -> tuple[Address, ...]:
    """Return the visible recipients beside the owner and the sender, each once."""
    return case.others


def crowd_size(case: Case) -> int:
    """Return how many people the mail visibly went to, the sender not counted."""
    return len(others(case)) + is_to_owner(case)


def group_recipient(case: Case) -> Address | None:
    """Return the first address in To or Cc behind which a group stands, or None."""
    return next((address for address in others(case) if is_group_address(address)), None)


def is_only_to_sender(case: Case) -> bool:
    """True where To names the sender alone, the owner is in neither To nor Cc, and nobody else is named."""
    sender, message = case.message.sender, case.message
    return bool(sender and message.to and not is_to_owner(case) and not others(case))


def explained(case: Case) -> str:
    """Say in one plain sentence why mail addressed to others still reached the owner, or "" where nothing explains it.

    A list (RFC 2919), a forwarder or alias whose trace the receiving host left, a relay that rewrote the envelope
    sender (SRS), or a resending person (RFC 5322 3.6.6) each explain it. A forwarder whose own address is not named either
    explains nothing: the blind copy went to that address.
    """
    message = case.message
    if list_name(case):
        return "It came through a mailing list."
    named = {address.key for address in message.recipients}
    traces = (*message.delivered_to, *message.forwarded_for, *_accepted_for(message))
    stamped = {canonical_addr_spec(spec) for spec in traces}
    if named & stamped:
        return "It was forwarded to you from an address named in it."
    if message.header("resent-to") or message.header("resent-from"):
        return "Somebody passed it on to you unchanged."
    if respelt_owner(case):
        return "It was sent to another spelling of your address."
    relay = _domain(message.header("return-path"))
    if (
        relay
        and message.sender
        and relay != message.sender.domain
        and any(address.domain == relay for address in message.recipients)
    ):
        return "It came through a relay address."
    return ""


_FOR = re.compile(r"\bfor\s{1,4}<?([^\s<>;,]{1,320}@[^\s<>;,]{1,320})")


def _accepted_for(message: Message) -> tuple[str, ...]:
    """The recipients whom hosts on the way named in their Received lines (RFC 5321 4.4): an old address that hands mail on.

    Of a blind copy every line names the one who got it, or nobody: hosts that take mail for several name none.
    """
    lines = islice(message.header_all("received"), _MAX_HOPS)
    return tuple(match.group(1) for line in lines if (match := _FOR.search(line[:2_000])))


def _domain(path: str) -> str:
    return path.strip().strip("<>").rpartition("@")[2].casefold()


def is_of_own_firm(address: Address, owner: Owner) -> bool:
    """True where ``address`` is at the owner's own organisation, which is no mail provider: the same or a sister domain."""
    domains = {canonical_addr_spec(spec).rpartition("@")[2] for spec in owner.addr_specs}
    firm = address.organisation or address.domain
    if address.domain.partition(".")[0] in FREEMAIL or firm.partition(".")[0] in FREEMAIL:
        return False
    return any(domain == address.domain or domain == firm or domain.endswith(f".{firm}") for domain in domains)


def firm_recipient(case: Case) -> Address | None:
    """Return the first of the other recipients at the owner's own firm, or None: firms hand on what their mailboxes get."""
    return next((address for address in others(case) if is_of_own_firm(address, case.context.owner)), None)


def is_from_own_organisation(case: Case) -> bool:
    """True where sender and owner share a domain that is no mail provider's: distribution lists are how a firm writes."""
    return is_colleague(case.message, case.context.owner)


def is_colleague(message: Message, owner: Owner) -> bool:
    """True where the sender's domain is one of the owner's and no mail provider's. Not proof: see ``message.authentication``."""
    sender = message.sender
    return (
        sender is not None
        and sender.domain.partition(".")[0] not in FREEMAIL
        and any(sender.domain == spec.rpartition("@")[2].casefold() for spec in owner.addr_specs)
    )


def is_to_few(case: Case) -> bool:
    """True where To or Cc names the owner, under whatever spelling, beside at most three others: a note, not a circular."""
    return len(others(case)) <= MAX_FEW and (is_to_owner(case) or respelt_owner(case) is not None)


def respelt_owner(case: Case) -> Address | None:
    """Return the recipient that spells an address of the owner's in another way (anna_example@ for anna.example@), or None.

    Firms deliver such spellings, and not everybody lists them as their own.
    """
    own = {_bare(spec) for spec in case.context.owner.addr_specs}
    return next((address for address in others(case) if _bare(address.addr_spec) in own), None)


def _bare(spec: str) -> str:
    local, _, domain = spec.casefold().rpartition("@")
    letters = "".join(char for char in local if char.isalnum())
    return f"{letters}@{domain}" if len(letters) >= SHORTEST_SPELLING else spec.casefold()


def owner_is_absent(case: Case) -> bool:
    """True where the owner is named neither in To nor in Cc, did not write it, and nothing innocent explains that."""
    return not is_to_owner(case) and not is_from_owner(case) and not explained(case)


def organisation_labels(case: Case) -> frozenset[str]:
    """Return the names of the owner's organisations as domains give them ("examplebakery"), mail providers left out."""
    labels: set[str] = set()
    for spec in case.context.owner.addr_specs:
        domain = canonical_addr_spec(spec).rpartition("@")[2]
        organisation = next((a.organisation for a in case.message.recipients if a.domain == domain and a.organisation), domain)
        label = organisation.partition(".")[0].casefold()
        if len(label) >= 4 and label not in FREEMAIL:
            labels.add(label)
    return frozenset(labels)


def is_hiring_address(addr_spec: str) -> bool:
    """True for jobs@, hr-team@, bewerbung@ and the like, and for a tag that says so (anna+jobs@)."""
    local, _, tag = addr_spec.rpartition("@")[0].casefold().partition("+")
    words = re.split(r"[-_.]", local)
    is_team = len(words) > 1 and is_role_address(addr_spec) and any(word in HIRING_LOCAL_PARTS for word in words)
    return local in HIRING_LOCAL_PARTS or is_team or any(word in HIRING_LOCAL_PARTS for word in re.split(r"[-_.]", tag))


def own_hiring_addresses(case: Case) -> tuple[Address, ...]:
    """Return the addresses in To or Cc that are hiring mailboxes of the owner's or, for an application, of their firm's."""
    context = case.context
    declared = {canonical_addr_spec(spec) for spec in context.role_addresses}
    return tuple(
        address
        for address in case.message.recipients
        if address.key in declared
        or (address in case.own_recipients and is_hiring_address(address.addr_spec))
        or (case.resume.call == "resume" and is_of_own_firm(address, context.owner) and _takes_applications(address))
    )


def _takes_applications(address: Address) -> bool:
    """True for jobs@ and, since a firm's own mailboxes need no guessing, also warehouse-jobs@."""
    words = re.split(r"[-_]", address.local_part.casefold())
    return is_hiring_address(address.addr_spec) or any(word in HIRING_LOCAL_PARTS for word in words)


def is_small_circle(case: Case) -> bool:
    """True where so few people are named that an introduction, an answer or an application can be meant for the owner."""
    return crowd_size(case) <= MAX_ANSWER_RECIPIENTS
