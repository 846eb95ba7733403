"""The verdict grid: every level against every call, and the rules above it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addon.core.address import Address, Owner
from addon.core.broadcast import judge_broadcast
from addon.core.context import Context
from addon.core.evidence import Broadcast, Finding, Resume
from addon.core.message import Authentication, Body, Message
from addon.core.relationship import Flag, Level, Relationship
from addon.core.verdict import CERTAIN, OPEN, PROBABLE, Verdict, VerdictName, decide

ANNA = Address("anna@examplebakery.example", "Anna Example")
BRUNO = Address("bruno@mail.example.net", "Bruno Sample")
OWNER = Owner((ANNA.addr_spec,), ("Anna Example",))
MAIL = Message(sender=BRUNO, to=(ANNA,), subject="Bread", body=Body(text="The loaf was good."))
LIST_MAIL = replace(MAIL, to=(Address("bakers@lists.example"),), list_id="<bakers.lists.example>")
FORGED = replace(MAIL, authentication=Authentication(spf="fail", dmarc="fail"))

BCC = Finding("BCC_NAMES_YOU", "proof", 3.5, "You were in Bcc.")
CROWD = Finding("MANY_RECIPIENTS", "crowd", 3.0, "It went to 40 people.")
CALLS = {
    "broadcast": Broadcast("broadcast", 0.99, (CROWD,)),
    "targeted": Broadcast("targeted", 0.02),
    "unclear": Broadcast("unclear", 0.4),
}
RESUMES = {
    "own": Resume("resume", "sender", 0.99),
    "passed on": Resume("resume", "third_party", 0.97),
    "agency": Resume("resume", "agency", 0.9),
    "advert": Resume("job_post", None, 0.05),
    "other": Resume("other", None, 0.01),
}
KNOWN = (Level.ANSWERED, Level.MAINTAINED, Level.CLOSE)
STRANGE = (Level.NONE, Level.ONE_SIDED, Level.SEEN_TOGETHER)
ACCUSING = {
    VerdictName.RESUME_BLAST,
    VerdictName.BROADCAST,
    VerdictName.STRANGER,
    VerdictName.STRANGER_RESUME,
    VerdictName.AGENCY_HOTLIST,
}


def verdict(level: Level, resume: str, call: str | Broadcast, mail: Message = MAIL, *flags: Flag, **tie: Any) -> Verdict:
    """The verdict on Bruno's mail to Anna."""
    context = Context(OWNER, Relationship(level, flags=frozenset(flags), **tie))
    return decide(mail, context, RESUMES[resume], CALLS[call] if isinstance(call, str) else call)


def expected(level: Level, resume: str, call: str) -> VerdictName:
    """The grid of relationship, broadcast and resume, written as a table."""
    presents = resume in {"own", "passed on", "agency"}
    if level is Level.UNKNOWN:
        return VerdictName.UNKNOWN
    if level in KNOWN:
        if presents:
            return VerdictName.RESUME_FROM_KNOWN
        return VerdictName.GROUP_MAIL if call == "broadcast" else VerdictName.KNOWN
    if resume == "agency":
        return VerdictName.AGENCY_HOTLIST
    row = {
        "broadcast": (VerdictName.RESUME_BLAST, VerdictName.BROADCAST),
        "targeted": (VerdictName.TARGETED_RESUME, VerdictName.FIRST_CONTACT),
        "unclear": (VerdictName.STRANGER_RESUME, VerdictName.STRANGER),
    }[call]
    return row[0] if presents else row[1]


GRID = list(itertools.product(Level, RESUMES, CALLS))


@pytest.mark.parametrize(("level", "resume", "call"), GRID, ids=lambda value: str(value))
def test_the_grid(level: Level, resume: str, call: str) -> None:
    """Every level, every kind of mail, every call: one verdict, one plain sentence."""
    seen = verdict(level, resume, call)
    assert seen.name is expected(level, resume, call)
    assert seen.confidence in {CERTAIN, PROBABLE, OPEN}
    assert "Bruno Sample" in seen.sentence
    assert seen.sentence.endswith(".")
    assert seen.sentence.count(".") == 1
    assert len(seen.sentence) <= 140
    for word in ("spam", "scam", "annoy", "abuse", "guilty", "accus"):
        assert word not in seen.sentence.lower()


@pytest.mark.parametrize(("resume", "call"), list(itertools.product(RESUMES, CALLS)))
def test_stranger_is_said_only_of_those_the_history_shows_nothing_of(resume: str, call: str) -> None:
    """Neither a known person, nor one whose history could not be searched, nor one met before is called a stranger."""
    for level in Level:
        assert "stranger" not in verdict(level, resume, call).sentence or level is Level.NONE


def test_how_sure_the_sentence_sounds_follows_the_probability() -> None:
    """From 95 % on it is "almost certainly", below that "probably"; what is open says so."""
    sure, likely = (verdict(Level.NONE, "own", Broadcast("broadcast", p, (CROWD,))) for p in (0.97, 0.8))
    assert (sure.confidence, likely.confidence) == (CERTAIN, PROBABLE)
    assert "almost certainly sent to many people: you owe no answer" in sure.sentence
    assert "probably sent to many people" in likely.sentence
    assert verdict(Level.NONE, "own", "unclear").confidence == OPEN


def test_own_mail_is_own() -> None:
    """Written by the owner, or sent from the mailbox under any name."""
    assert verdict(Level.NONE, "own", "broadcast", replace(MAIL, sender=ANNA)).name is VerdictName.OWN_MESSAGE
    assert verdict(Level.NONE, "own", "broadcast", replace(MAIL, label_ids=frozenset({"SENT"}))).name is VerdictName.OWN_MESSAGE


def test_the_owners_address_forged_is_not_own() -> None:
    """A mail in the owner's name that fails authentication is unknown, and says why."""
    forged = verdict(Level.NONE, "other", "unclear", replace(FORGED, sender=ANNA))
    assert forged.name is VerdictName.UNKNOWN
    assert "could not confirm" in forged.sentence


def test_a_mail_without_sender_is_unknown() -> None:
    """Nobody to compare with."""
    assert verdict(Level.NONE, "own", "broadcast", replace(MAIL, sender=None)).name is VerdictName.UNKNOWN


@pytest.mark.parametrize("call", ["targeted", "unclear"])
@pytest.mark.parametrize("mail_flags", [(FORGED,), (MAIL, Flag.UNPROVEN_SENDER)], ids=["header", "flag"])
@pytest.mark.parametrize("level", Level)
def test_an_unproven_sender_borrows_no_trust(level: Level, mail_flags: tuple[Any, ...], call: str) -> None:
    """Whoever the address belongs to: not known, not a first contact, and the sentence says what is missing."""
    seen = verdict(level, "other", call, *mail_flags)
    assert seen.name is VerdictName.UNKNOWN
    assert "could not confirm" in seen.sentence


@pytest.mark.parametrize("level", KNOWN)
def test_a_friends_address_forged_for_a_blast_does_not_make_the_friend_a_blaster(level: Level) -> None:
    """Unproven and known is unknown, even where the crowd is visible."""
    assert verdict(level, "own", "broadcast", FORGED).name is VerdictName.UNKNOWN


def test_an_unproven_stranger_can_still_be_a_blaster() -> None:
    """The crowd in To needs no authentication."""
    assert verdict(Level.NONE, "own", "broadcast", FORGED).name is VerdictName.RESUME_BLAST


def test_a_colleague_who_passes_a_candidates_papers_round_blasts_nobody() -> None:
    """Committees read resumes: it went to many, and no favour is asked. A colleague's own resume to a crowd stays a blast."""
    mail = replace(MAIL, sender=Address("bruno@examplebakery.example", "Bruno Sample"))
    seen = verdict(Level.NONE, "passed on", "broadcast", mail)
    assert seen.name is VerdictName.BROADCAST
    assert seen.sentence == (
        "Bruno Sample, a colleague new to you, almost certainly passed this resume on to many people: no answer is expected."
    )
    assert verdict(Level.NONE, "own", "broadcast", mail).name is VerdictName.RESUME_BLAST
    assert verdict(Level.NONE, "passed on", "broadcast").name is VerdictName.RESUME_BLAST
    forged = replace(mail, authentication=FORGED.authentication)
    assert verdict(Level.NONE, "passed on", "broadcast", forged).name is VerdictName.RESUME_BLAST


def test_kind_words_about_somebody_make_nobody_a_blaster() -> None:
    """Of another's resume a blast needs a fact that shows it, or near certainty; without one it is mail to many."""
    said = Finding("resume.said_sent", "resume", 2.0, "The message says that a resume comes with it.")
    third = Finding("resume.third_party", "resume", 1.0, "The sender recommends somebody else.")
    context = Context(OWNER, Relationship(Level.NONE))
    likely = Resume("resume", "third_party", 0.7, (third,))
    assert decide(MAIL, context, likely, CALLS["broadcast"]).name is VerdictName.BROADCAST
    assert decide(MAIL, context, replace(likely, findings=(third, said)), CALLS["broadcast"]).name is VerdictName.RESUME_BLAST
    assert decide(MAIL, context, likely, CALLS["targeted"]).name is VerdictName.TARGETED_RESUME
    assert decide(MAIL, context, replace(likely, candidate="sender"), CALLS["broadcast"]).name is VerdictName.RESUME_BLAST


def test_two_users_of_one_mail_provider_are_no_colleagues() -> None:
    """gmail.com is nobody's firm."""
    owner, mail = Owner(("anna@gmail.com",)), replace(MAIL, sender=Address("bruno@gmail.com", "Bruno Sample"))
    seen = decide(mail, Context(owner, Relationship(Level.NONE)), RESUMES["passed on"], CALLS["broadcast"])
    assert seen.name is VerdictName.RESUME_BLAST
    assert "a stranger" in seen.sentence


@pytest.mark.parametrize("resume", RESUMES)
@pytest.mark.parametrize("level", [*STRANGE, Level.UNKNOWN])
def test_a_list_is_judged_as_a_list(level: Level, resume: str) -> None:
    """A resume posted to a list the owner reads is no blast at the owner."""
    assert verdict(level, resume, "broadcast", LIST_MAIL).name is VerdictName.LIST_MAIL


@pytest.mark.parametrize("resume", RESUMES)
@pytest.mark.parametrize("level", KNOWN)
def test_list_mail_is_list_mail_whoever_posts_it(level: Level, resume: str) -> None:
    """The list brought it, not the tie; that the poster is known is said in the sentence."""
    seen = verdict(level, resume, "broadcast", LIST_MAIL)
    assert seen.name is VerdictName.LIST_MAIL
    assert seen.sentence == "Bruno Sample, whom you know, wrote to a mailing list you receive."


@pytest.mark.parametrize("field", ["to", "cc"])
def test_a_known_poster_who_names_the_owner_too_writes_to_the_owner(field: str) -> None:
    """A mail to the list and to the owner is that person's mail: it may want an answer."""
    mail = replace(LIST_MAIL, **{field: (*getattr(LIST_MAIL, field), ANNA)})
    assert verdict(Level.CLOSE, "other", "broadcast", mail).name is VerdictName.GROUP_MAIL
    assert verdict(Level.CLOSE, "other", "targeted", mail).name is VerdictName.KNOWN
    assert verdict(Level.NONE, "other", "targeted", mail).name is VerdictName.LIST_MAIL


def test_a_forged_friend_on_a_list_is_not_called_known() -> None:
    """Unproven on a list: list mail, and the sentence claims no tie."""
    mail = replace(FORGED, to=LIST_MAIL.to, list_id=LIST_MAIL.list_id)
    seen = verdict(Level.CLOSE, "other", "broadcast", mail)
    assert seen.name is VerdictName.LIST_MAIL
    assert "whom you know" not in seen.sentence


def test_a_list_id_that_is_the_owners_own_group_is_no_list() -> None:
    """Mail to careers@ of the owner's firm comes through a group and is still meant for the owner."""
    owner = Owner((ANNA.addr_spec, "careers@examplebakery.example"))
    mail = replace(MAIL, to=(Address("careers@examplebakery.example"),), list_id="<careers.examplebakery.example>")
    context = Context(owner, Relationship(Level.NONE))
    assert decide(mail, context, RESUMES["own"], CALLS["targeted"]).name is VerdictName.TARGETED_RESUME


@pytest.mark.parametrize("resume", RESUMES)
def test_unsearched_history_never_accuses_and_tells_what_the_mail_proves(resume: str) -> None:
    """The sender may be a friend, so the verdict is open; a hidden audience is told, a crowd plus form words is not."""
    proven = verdict(Level.UNKNOWN, resume, Broadcast("broadcast", 0.99, (BCC,)))
    assert (proven.name, proven.confidence) == (VerdictName.UNKNOWN, OPEN)
    assert "almost certainly went to many people" in proven.sentence
    assert "could not be checked" in proven.sentence
    assert "owe" not in proven.sentence
    crowded = verdict(Level.UNKNOWN, resume, "broadcast")
    assert crowded.name is VerdictName.UNKNOWN
    assert "many" not in crowded.sentence
    assert "could not be checked" in crowded.sentence


def test_an_automatic_notice_is_called_one() -> None:
    """A receipt is neither a letter nor a blast."""
    notice = verdict(Level.NONE, "other", "targeted", replace(MAIL, headers=(("auto-submitted", "auto-generated"),)))
    assert notice.name is VerdictName.FIRST_CONTACT
    assert notice.sentence == "An automatic notice from Bruno Sample, meant for you."


@pytest.mark.parametrize(
    ("level", "flags", "tie", "words"),
    [
        (Level.SEEN_TOGETHER, (), {}, "only in shared mail"),
        (Level.ONE_SIDED, (), {"received": 2}, "who wrote before without an answer"),
        (Level.ONE_SIDED, (), {"sent": 1}, "to whom you wrote before"),
        (Level.NONE, (Flag.NEW_ADDRESS,), {}, "a name you know at an address new to you"),
    ],
)
def test_the_sentence_names_the_tie_as_it_is(level: Level, flags: tuple[Flag, ...], tie: dict[str, int], words: str) -> None:
    """A person met in shared mail is no stranger, and a known name at a new address is told as such."""
    assert words in verdict(level, "own", "unclear", MAIL, *flags, **tie).sentence


def test_the_sender_is_named_by_name_else_by_address_on_one_line_and_capped() -> None:
    """Names are quoted as written, unescaped; a hostile one cannot break or flood the sentence."""
    nameless = verdict(Level.NONE, "other", "unclear", replace(MAIL, sender=Address("b@example.net")))
    assert "b@example.net" in nameless.sentence
    hostile = verdict(Level.NONE, "other", "unclear", replace(MAIL, sender=Address("b@example.net", "<b>x\n" * 99)))
    assert "\n" not in hostile.sentence
    assert "<b>x" in hostile.sentence
    assert len(hostile.sentence) < 200


_addresses = st.sampled_from(
    [ANNA, BRUNO, Address("jobs@examplebakery.example"), *(Address(f"p{i}@f{i}.example") for i in range(12))]
)
_messages = st.builds(
    Message,
    sender=st.one_of(st.none(), st.just(BRUNO)),
    to=st.lists(_addresses, max_size=14).map(tuple),
    cc=st.lists(_addresses, max_size=3).map(tuple),
    bcc=st.lists(_addresses, max_size=1).map(tuple),
    empty_groups=st.sampled_from([(), ("undisclosed-recipients",)]),
    subject=st.sampled_from(["Bruno Sample", "Java Developer", "Bread"]),
    headers=st.sampled_from([(), (("list-unsubscribe", "<x>"),), (("feedback-id", "x"),), (("precedence", "bulk"),)]),
    list_id=st.sampled_from(["", "<bakers.lists.example>"]),
    authentication=st.sampled_from([Authentication(), Authentication(dmarc="fail"), Authentication(dmarc="pass")]),
    body=st.builds(Body, text=st.sampled_from(["Dear Sir,\nhire me.", "Dear Anna,\nyou wrote of rye?", "", "Hi {{name}},"])),
)
_contexts = st.builds(
    Context,
    owner=st.just(OWNER),
    relationship=st.builds(
        Relationship, level=st.sampled_from(Level), flags=st.sets(st.sampled_from(Flag), max_size=2).map(frozenset)
    ),
    answers_owner=st.sampled_from([None, True, False]),
    known_recipients=st.sampled_from([None, frozenset()]),
    hiring=st.booleans(),
)


@settings(max_examples=300)
@given(_messages, _contexts, st.sampled_from(list(RESUMES.values())))
def test_whoever_is_known_is_never_called_stranger_or_blaster(mail: Message, context: Context, resume: Resume) -> None:
    """For any mail at all: the worst error, a false alarm on a friend, cannot happen."""
    seen = decide(mail, context, resume, judge_broadcast(mail, context, resume))
    if context.relationship.level.is_known or context.relationship.level is Level.UNKNOWN:
        assert seen.name not in ACCUSING
    assert seen.sentence
    assert "stranger" not in seen.sentence or context.relationship.level is Level.NONE


def test_nobody_is_told_to_leave_a_friend_at_a_new_address_unanswered() -> None:
    """A blind-copied resume under a known name may be a friend's; under an unknown one nothing is owed."""
    namesake = verdict(Level.NONE, "own", "broadcast", MAIL, Flag.NEW_ADDRESS)
    assert namesake.name is VerdictName.RESUME_BLAST
    assert "owe" not in namesake.sentence
    assert "help if you like" in namesake.sentence
    assert "you owe no answer" in verdict(Level.NONE, "own", "broadcast").sentence


@pytest.mark.parametrize(("findings", "meant"), [((), True), ((CROWD,), False), ((BCC,), False)])
def test_a_notice_to_many_is_not_said_to_be_meant_for_the_reader(findings: tuple[Finding, ...], meant: bool) -> None:
    """An invitation to twenty, a receipt with hidden recipients: a machine's, and not for one reader."""
    notice = replace(MAIL, headers=(("auto-submitted", "auto-generated"),))
    sentence = verdict(Level.NONE, "other", Broadcast("targeted", 0.1, findings), notice).sentence
    assert ("meant for you" in sentence) is meant
    assert ("not written for you alone" in sentence) is not meant
