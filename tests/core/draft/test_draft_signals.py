"""Each signal on a draft: a case that fires and a near miss that must not; then grades, sentences and fixes."""

from __future__ import annotations

import pytest

from addon.core.address import Address, Owner
from addon.core.draft import DraftCase, Field, Kind, Repeats, declared, judge_draft, list_recipients
from addon.core.draft.recipients import Recipient, is_list_address
from addon.core.evidence import Resume
from addon.core.message import Attachment, Body, Message, ReadState
from addon.core.relationship import Flag, Level, Relationship

OWNER = Owner(("maya@example.org",), ("Maya Lind",))
NONE = Relationship(Level.NONE)
KNOWN = Relationship(Level.ANSWERED, received=2, sent=2, two_way_threads=1)
UNKNOWN = Relationship(Level.UNKNOWN)
RESUME = Resume("resume", "sender", 0.99)
OTHER = Resume("other", None, 0.01)


def people(
    count: int, field: Field = Field.BCC, tie: Relationship = NONE, domain: str = "firm{}.example"
) -> tuple[Recipient, ...]:
    return tuple(Recipient(Address(f"person{n}@{domain.format(n)}"), field, tie=tie) for n in range(count))


def one(name: str = "Ines Hart", spec: str = "ines.hart@harbour.example", tie: Relationship = NONE) -> tuple[Recipient, ...]:
    return (Recipient(Address(spec, name), tie=tie),)


def text(body: str, subject: str = "Tide gauges", files: tuple[str, ...] = ()) -> Message:
    attachments = tuple(Attachment(name, "application/pdf", 1000, ReadState.READ, "x") for name in files)
    return Message(
        subject=subject, sender=Address("maya@example.org", "Maya Lind"), body=Body(text=body), attachments=attachments
    )


def case(
    recipients: tuple[Recipient, ...], body: str | None = None, subject: str | None = "Tide gauges", **options: object
) -> DraftCase:
    message = None if body is None else text(body, subject or "")
    return DraftCase(OWNER, 0, recipients, subject=subject, message=message, **options)  # type: ignore[arg-type]


FIRES = {
    "STRANGERS_IN_BCC": case(people(2)),
    "STRANGERS_IN_SIGHT": case(people(5, Field.TO)),
    "UNCHECKED_CROWD": case(people(10, tie=UNKNOWN), subject="Project manager"),
    "RESUME_TO_STRANGERS": case(people(2), "Hello", resume=RESUME),
    "SENT_BEFORE": case(one(), repeats=Repeats(3)),
    "SUBJECT_IS_YOUR_NAME": case(one(), subject="Maya Lind"),
    "SUBJECT_IS_JOB": case(one(), subject="Senior Java Developer"),
    "SUBJECT_IS_EMPTY": case(one(), subject=" "),
    "NO_GREETING_BY_NAME": case(one(), "Hello,\n\nplease look at my tables.\n"),
    "WRONG_NAME_IN_GREETING": case(one(), "Dear Frida,\n\nplease look at my tables.\n"),
    "MERGE_RESIDUE": case(one(), "Dear {{first_name}},\n\nplease look at my tables.\n"),
}

MISSES = [
    ("STRANGERS_IN_BCC", "one stranger in Bcc", case(people(1))),
    ("STRANGERS_IN_BCC", "sixty acquaintances in Bcc", case(people(60, tie=KNOWN))),
    ("STRANGERS_IN_BCC", "sixty who could not be checked", case(people(60, tie=UNKNOWN))),
    ("STRANGERS_IN_BCC", "sixty who wrote first", case(people(60, tie=Relationship(Level.ONE_SIDED, received=1)))),
    (
        "STRANGERS_IN_BCC",
        "sixty the owner declared",
        case(people(60, tie=Relationship(Level.NONE, flags=frozenset({Flag.DECLARED})))),
    ),
    ("STRANGERS_IN_SIGHT", "four strangers", case(people(4, Field.TO))),
    ("STRANGERS_IN_SIGHT", "a team of nine at one firm", case(people(9, Field.TO, domain="harbour.example"))),
    ("STRANGERS_IN_SIGHT", "ten acquaintances", case(people(10, Field.TO, KNOWN))),
    ("UNCHECKED_CROWD", "nine", case(people(9, tie=UNKNOWN), subject="Project manager")),
    ("UNCHECKED_CROWD", "no job search", case(people(60, tie=UNKNOWN), subject="Tide gauges")),
    ("RESUME_TO_STRANGERS", "one stranger: an application", case(one(), "Hello", resume=RESUME)),
    ("RESUME_TO_STRANGERS", "no resume", case(people(60), "Hello", resume=OTHER)),
    ("RESUME_TO_STRANGERS", "acquaintances", case(people(60, tie=KNOWN), "Hello", resume=RESUME)),
    ("SENT_BEFORE", "never before", case(one(), repeats=Repeats(0))),
    ("SENT_BEFORE", "to a friend", case(one(tie=KNOWN), repeats=Repeats(30))),
    ("SUBJECT_IS_YOUR_NAME", "another's name", case(one(), subject="Ines Hart")),
    ("SUBJECT_IS_YOUR_NAME", "to a friend", case(one(tie=KNOWN), subject="Maya Lind")),
    ("SUBJECT_IS_JOB", "a question about a job", case(one(), subject="May I ask you about the Java Developer role?")),
    ("SUBJECT_IS_EMPTY", "not told", case(one(), subject=None)),
    ("NO_GREETING_BY_NAME", "by first name", case(one(), "Hi Ines,\n\nplease look.\n")),
    ("NO_GREETING_BY_NAME", "by family name", case(one(), "Dear Dr. Hart,\n\nplease look.\n")),
    ("NO_GREETING_BY_NAME", "to a friend", case(one(tie=KNOWN), "please look.\n\nM")),
    (
        "NO_GREETING_BY_NAME",
        "a shared mailbox",
        case((Recipient(Address("jobs@x.example"), kind=Kind.ROLE, tie=NONE),), "Hello,\n\nplease look."),
    ),
    ("NO_GREETING_BY_NAME", "nothing written yet", case(one(), "")),
    ("WRONG_NAME_IN_GREETING", "the right name", case(one(), "Dear Ines,\n\nplease look.")),
    ("WRONG_NAME_IN_GREETING", "a nickname", case(one("Robert Shaw", "rs@x.example"), "Hi Bob,\n\nplease look.")),
    ("WRONG_NAME_IN_GREETING", "a short form", case(one("Alexandra Popov", "ap@x.example"), "Hi Alex,\n\nplease look.")),
    ("WRONG_NAME_IN_GREETING", "another script", case(one("Юлия Шевченко", "js@x.example"), "Dear Julia,\n\nplease look.")),
    ("WRONG_NAME_IN_GREETING", "only an address", case(one("", "jsmith@x.example"), "Dear John,\n\nplease look.")),
    ("WRONG_NAME_IN_GREETING", "nobody by name", case(one(), "Dear hiring manager,\n\nplease look.")),
    ("WRONG_NAME_IN_GREETING", "no name in lower case", case(one(), "Hi there from the harbour,\n\nplease look.")),
    ("WRONG_NAME_IN_GREETING", "two recipients", case(people(2, Field.TO), "Dear Frida,\n\nplease look.")),
    ("MERGE_RESIDUE", "braces in code", case(one(), "Dear Ines,\n\nthe struct is {a, b}.")),
]


@pytest.mark.parametrize("symbol", FIRES)
def test_signal_fires(symbol: str) -> None:
    """The case shows the fact, in a sentence that ends."""
    finding = declared()[symbol].find(FIRES[symbol])

    assert finding is not None
    assert finding.symbol == symbol
    assert finding.weight > 0
    assert len(finding.text) > 15


@pytest.mark.parametrize(("symbol", "why", "missed"), MISSES, ids=[f"{symbol}: {why}" for symbol, why, _ in MISSES])
def test_signal_keeps_still(symbol: str, why: str, missed: DraftCase) -> None:
    """The near miss must not fire."""
    assert declared()[symbol].find(missed) is None, why


def test_every_signal_has_both_kinds_of_cases() -> None:
    assert set(declared()) == set(FIRES) == {symbol for symbol, _, _ in MISSES}


# --- grades ------------------------------------------------------------------------------------------------------------


def test_the_blast_is_a_halt_with_its_sentence() -> None:
    """Sixty in Bcc, own name as subject, a resume."""
    found = judge_draft(case(people(60), "Hello,\n\nmy resume is attached.", "Maya Lind", resume=RESUME))

    assert found.grade == "stop"
    assert found.sentence == "You are about to send your resume to 60 people who don't know you."
    assert (found.strangers, found.known) == (60, 0)
    assert found.fixes == ("split", "remove-strangers", "subject", "dismiss")


def test_the_columnists_specimen_is_a_halt() -> None:
    """A bare job title, an empty body, five files, fifteen people in sight of one another."""
    draft = case(people(15, Field.TO), "", "IT JOB APPLICANT", resume=RESUME)

    assert judge_draft(draft).grade == "stop"


@pytest.mark.parametrize("count", [1, 5, 60, 500])
def test_people_who_know_the_owner_never_cause_a_warning(count: int) -> None:
    """Whatever is sent to them: a resume, a bare subject, no greeting."""
    for field in Field:
        found = judge_draft(case(people(count, field, KNOWN), "resume attached", "Maya Lind", resume=RESUME, repeats=Repeats(40)))
        assert (found.grade, found.fixes) == ("fine", ())


@pytest.mark.parametrize("count", [1, 9, 60])
def test_who_could_not_be_checked_is_never_called_a_stranger(count: int) -> None:
    found = judge_draft(case(people(count, tie=UNKNOWN), "Hello", "Maya Lind", resume=RESUME))

    assert found.strangers == 0
    assert "don't know you" not in found.sentence
    assert found.grade in {"fine", "think"}


@pytest.mark.parametrize(
    "body",
    ["Dear Ines,\n\nyour talk made me think. Could I ask how you calibrate?\n\nMaya", "my application is attached, thanks"],
)
@pytest.mark.parametrize("subject", ["Your tide gauges", "Maya Lind", "Project manager", ""])
def test_one_stranger_is_fine_with_one_hint_at_most(body: str, subject: str) -> None:
    """Hints never add up to a warning, and only the first is shown."""
    found = judge_draft(case(one(), body, subject, resume=RESUME))

    assert found.grade == "fine"
    assert len(found.reasons) <= 1
    assert found.fixes == ()


def test_an_empty_draft_is_graded_empty_and_a_dismissed_one_is_quiet() -> None:
    assert judge_draft(DraftCase(OWNER, 0)).grade == "empty"
    quiet = judge_draft(case(people(60), dismissed=True))
    assert (quiet.grade, quiet.reasons, quiet.fixes) == ("fine", (), ("undismiss",))


def test_a_few_strangers_among_friends_are_worth_a_look() -> None:
    found = judge_draft(case(people(3) + people(5, Field.TO, KNOWN, "pals{}.example")))

    assert found.grade == "think"
    assert found.sentence == "Three of the eight recipients don't know you."
    assert found.fixes[0] == "keep-known"


def test_a_merge_left_over_is_worth_a_look_even_to_a_friend() -> None:
    """It is a slip, not a stranger warning."""
    found = judge_draft(case(one(tie=KNOWN), "Dear {{first_name}},\n\nplease look."))

    assert found.grade == "think"
    assert "placeholder" in found.sentence
    assert found.fixes == ("dismiss",)


# --- kinds ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spec", ["tides@googlegroups.com", "a@lists.x.org", "dev@list.x.org", "x@groups.y.com", "tides-l@x.edu", "LISTSERV@x.edu"]
)
def test_list_addresses_are_told(spec: str) -> None:
    assert is_list_address(Address(spec))


@pytest.mark.parametrize(
    "spec", ["anna@listen-up.example", "al@x.example", "liz@groups.example", "l@x.example", "anna-lee@x.example"]
)
def test_people_are_no_lists(spec: str) -> None:
    assert not is_list_address(Address(spec))


def test_colleagues_share_the_organisation_but_not_a_mail_provider() -> None:
    """A colleague is of the owner's own firm, a subdomain included; two gmail.com addresses are strangers."""
    work = Owner(("maya@firm.example",))
    home = Owner(("maya@gmail.com",))
    people = [Address("a@sub.firm.example", organisation="firm.example"), Address("b@gmail.com", organisation="gmail.com")]

    assert [each.colleague for each in list_recipients([(Field.TO, people)], work)] == [True, False]
    assert [each.colleague for each in list_recipients([(Field.TO, people)], home)] == [False, False]


def test_each_recipient_is_listed_once_where_it_stands_first() -> None:
    found = list_recipients([(Field.TO, [Address("a.b@gmail.com")]), (Field.BCC, [Address("AB+x@googlemail.com")])], OWNER)

    assert [(each.address.addr_spec, each.field) for each in found] == [("a.b@gmail.com", Field.TO)]
