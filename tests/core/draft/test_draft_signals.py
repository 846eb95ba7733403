"""Each signal on a draft: a case that fires and a near miss that must not; then grades, sentences and fixes."""

from __future__ import annotations

from dataclasses import replace

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
WROTE = Relationship(Level.ONE_SIDED, received=1)
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


def answer(recipients: tuple[Recipient, ...], body: str, subject: str = "Re: Harbour project", **options: object) -> DraftCase:
    """Return a draft that stands in a thread, as its References say."""
    message = replace(text(body, subject), in_reply_to=("<1@x.example>",), references=("<1@x.example>",))
    return DraftCase(OWNER, 0, recipients, subject=subject, message=message, **options)  # type: ignore[arg-type]


FIRES = {
    "STRANGERS_IN_BCC": case(people(2)),
    "STRANGERS_IN_SIGHT": case(people(5, Field.TO)),
    "UNCHECKED_CROWD": case(people(10, tie=UNKNOWN), subject="Project manager"),
    "RESUME_TO_LISTS": case((Recipient(Address("tides@lists.x.example"), kind=Kind.LIST),), "Hello", resume=RESUME),
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
    ("STRANGERS_IN_BCC", "four who wrote first", case(people(4, tie=WROTE))),
    (
        "STRANGERS_IN_BCC",
        "sixty the owner declared",
        case(people(60, tie=Relationship(Level.NONE, flags=frozenset({Flag.DECLARED})))),
    ),
    ("STRANGERS_IN_SIGHT", "four strangers", case(people(4, Field.TO))),
    ("STRANGERS_IN_SIGHT", "a team of nine at one firm", case(people(9, Field.TO, domain="harbour.example"))),
    ("STRANGERS_IN_SIGHT", "ten acquaintances", case(people(10, Field.TO, KNOWN))),
    ("STRANGERS_IN_SIGHT", "nine who wrote first", case(people(9, Field.TO, WROTE))),
    ("UNCHECKED_CROWD", "nine", case(people(9, tie=UNKNOWN), subject="Project manager")),
    ("UNCHECKED_CROWD", "no job search", case(people(60, tie=UNKNOWN), subject="Tide gauges")),
    ("RESUME_TO_LISTS", "a note to a list", case((Recipient(Address("tides@lists.x.example"), kind=Kind.LIST),), "Hello")),
    ("RESUME_TO_LISTS", "a resume to people", case(people(2), "Hello", resume=RESUME)),
    ("RESUME_TO_STRANGERS", "one stranger: an application", case(one(), "Hello", resume=RESUME)),
    ("RESUME_TO_STRANGERS", "no resume", case(people(60), "Hello", resume=OTHER)),
    ("RESUME_TO_STRANGERS", "acquaintances", case(people(60, tie=KNOWN), "Hello", resume=RESUME)),
    ("SENT_BEFORE", "never before", case(one(), repeats=Repeats(0))),
    ("SENT_BEFORE", "to a friend", case(one(tie=KNOWN), repeats=Repeats(30))),
    ("SUBJECT_IS_YOUR_NAME", "another's name", case(one(), subject="Ines Hart")),
    ("SUBJECT_IS_YOUR_NAME", "to a friend", case(one(tie=KNOWN), subject="Maya Lind")),
    ("SUBJECT_IS_JOB", "a question about a job", case(one(), subject="May I ask you about the Java Developer role?")),
    ("SUBJECT_IS_JOB", "an application", case(one(), subject="Application: surveyor, ref 2231")),
    ("SUBJECT_IS_JOB", "the subject of a thread", case(one(), subject="Re: Surveyor")),
    ("SUBJECT_IS_YOUR_NAME", "the subject of a thread", case(one(), subject="Re: Maya Lind")),
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
    ("NO_GREETING_BY_NAME", "another script", case(one("Kenji Sato", "k.sato@umi.example"), "佐藤様\n\n一つ質問があります。\n")),
    ("NO_GREETING_BY_NAME", "romanised", case(one("田中 雄一", "t@umi.example"), "Dear Yuichi,\n\nplease look.\n")),
    ("NO_GREETING_BY_NAME", "a vocative", case(one("Katarzyna Nowak", "kn@x.example"), "Droga Kasiu,\n\nmam pytanie.\n")),
    ("NO_GREETING_BY_NAME", "some other name", case(one(), "Dear Frida,\n\nplease look.\n")),
    ("NO_GREETING_BY_NAME", "an answer in a thread", answer(people(3, Field.TO), "Monday works.\n\nMaya")),
    ("WRONG_NAME_IN_GREETING", "the right name", case(one(), "Dear Ines,\n\nplease look.")),
    ("WRONG_NAME_IN_GREETING", "a nickname", case(one("Robert Shaw", "rs@x.example"), "Hi Bob,\n\nplease look.")),
    ("WRONG_NAME_IN_GREETING", "a short form", case(one("Alexandra Popov", "ap@x.example"), "Hi Alex,\n\nplease look.")),
    ("WRONG_NAME_IN_GREETING", "another script", case(one("Юлия Шевченко", "js@x.example"), "Dear Julia,\n\nplease look.")),
    ("WRONG_NAME_IN_GREETING", "only an address", case(one("", "jsmith@x.example"), "Dear John,\n\nplease look.")),
    ("WRONG_NAME_IN_GREETING", "nobody by name", case(one(), "Dear hiring manager,\n\nplease look.")),
    ("WRONG_NAME_IN_GREETING", "no name in lower case", case(one(), "Hi there from the harbour,\n\nplease look.")),
    ("WRONG_NAME_IN_GREETING", "who may be a friend", case(one(tie=UNKNOWN), "Dear Frida,\n\nplease look.")),
    ("WRONG_NAME_IN_GREETING", "no full name", case(one("Ines", "ih@x.example"), "Dear Frida,\n\nplease look.")),
    ("WRONG_NAME_IN_GREETING", "their firm", case(one("Ines Hart", "ih@mekong.example"), "Dear Mekong,\n\nplease look.")),
    ("WRONG_NAME_IN_GREETING", "two recipients", case(people(2, Field.TO), "Dear Frida,\n\nplease look.")),
    ("MERGE_RESIDUE", "braces in code", case(one(), "Dear Ines,\n\nthe struct is {a, b}.")),
    (
        "MERGE_RESIDUE",
        "code among friends",
        case(one(tie=KNOWN), "Hi Ines,\n\nuse {{ item }} in the loop of the playbook, and ${HOME} in the shell.\n"),
    ),
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


# --- who counts as a stranger ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("received", [1, 3])
def test_who_only_wrote_is_a_stranger_to_a_resume(received: int) -> None:
    """The founding post's crowd: they send a newsletter, or asked once. None of them knows the writer."""
    wrote = Relationship(Level.ONE_SIDED, received=received)
    found = judge_draft(case(people(60, tie=wrote), "Hello,\n\nmy resume is attached.", "Maya Lind", resume=RESUME))

    assert (found.grade, found.strangers) == ("stop", 60)
    assert found.sentence == "You are about to send your resume to 60 people who never exchanged mail with you."


def test_who_wrote_first_is_no_stranger_to_an_ordinary_letter() -> None:
    """Three who asked get their answer, even in Bcc; a recruiter who wrote gets the resume."""
    answers = judge_draft(case(people(3, tie=WROTE), "Hello,\n\nhere are the tables."))
    asked = judge_draft(case(one(tie=WROTE), "Dear Ines,\n\nas you asked, my resume.", "My resume", resume=RESUME))

    assert (answers.grade, answers.strangers, answers.reasons) == ("fine", 0, ())
    assert answers.sentence == "All three recipients wrote to you before."
    assert (asked.grade, asked.sentence) == ("fine", "Ines Hart wrote to you before.")


def test_thirty_who_asked_in_bcc_are_worth_a_look_and_no_more() -> None:
    """An answer to a crowd is clumsy; it is no blast."""
    found = judge_draft(case(people(30, tie=WROTE), "Dear all,\n\nhere are the answers to your questions.\n"))

    assert found.grade == "think"


def test_aunts_at_a_wedding_are_worth_a_look_and_no_more() -> None:
    """Six strangers among eighty friends in Bcc; six among six are a crowd, and a resume excuses nothing."""
    wedding = "Dear friends,\n\nwe would love to see you in June.\n"
    friends = people(80, tie=KNOWN, domain="pals{}.example")

    assert judge_draft(case(friends + people(6), wedding, "We are getting married")).grade == "think"
    assert judge_draft(case(friends[:6] + people(6), wedding, "We are getting married")).grade == "stop"
    assert judge_draft(case(friends + people(6), "My resume.", "Looking for work", resume=RESUME)).grade == "stop"


def test_an_answer_to_all_of_a_thread_gets_no_warning() -> None:
    """A friend's thread with twelve others: at most a hint. The same text outside the thread, or into Bcc, is another matter."""
    friend = one("Lev Holm", "lev@pier.example", KNOWN)
    found = judge_draft(answer(friend + people(12, Field.CC), "Hi all,\n\nMonday works.\n\nMaya"))

    assert found.grade == "fine"
    assert {finding.weight for finding in found.reasons} <= {0.5}
    assert judge_draft(case(friend + people(12, Field.CC), "Hi all,\n\nMonday works.\n\nMaya")).grade == "think"
    assert judge_draft(answer(friend + people(12, Field.BCC), "Hi all,\n\nMonday works.\n\nMaya")).grade == "stop"
    assert judge_draft(answer(friend + people(12, Field.CC), "My resume.", resume=RESUME)).grade != "fine"


def test_re_in_the_subject_makes_no_thread_where_the_draft_was_read() -> None:
    """Its headers tell; only where they were not seen is the subject believed."""
    twelve = people(12, Field.TO)

    assert judge_draft(case(twelve, "Hi all,\n\nMonday works.", "Re: Harbour project")).grade == "think"
    assert judge_draft(case(twelve, None, "Re: Harbour project")).grade == "fine"
    assert judge_draft(case(twelve, None, "Fwd: Harbour project")).grade == "think"


def test_a_forward_in_a_thread_is_no_answer() -> None:
    """Gmail keeps References when it forwards."""
    assert judge_draft(answer(people(12, Field.TO), "Hi all,\n\nsee below.", "Fwd: Harbour project")).grade == "think"


def test_hi_all_to_two_new_clients_is_fine() -> None:
    """No greeting by name is a hint below five strangers."""
    few = judge_draft(case(people(2, Field.TO) + one(tie=KNOWN), "Hi all,\n\nhere is the plan."))
    many = judge_draft(case(people(5, Field.TO, domain="harbour.example"), "Hi all,\n\nhere is the plan."))

    assert few.grade == "fine"
    assert many.grade == "think"


# --- greetings --------------------------------------------------------------------------------------------------------------

CALLED = [
    ("Karen Vale", "Hi Mum"), ("Tom Vale", "Hey Buddy"), ("Tom Vale", "Hallo Schatz"), ("Tom Vale", "Hello Happy New Year"),
    ("Tom Vale", "Hi Sis"), ("Katarzyna Nowak", "Hi Kasia"), ("Małgorzata Lis", "Hi Gosia"), ("Ignacio Gil", "Hola Nacho"),
    ("Margaret Stone", "Hi Meg"), ("Elizabeth Stone", "Hi Lisa"), ("Aleksandra Lis", "Hi Ola"), ("Giuseppe Verdi", "Ciao Beppe"),
    ("Katherine Stone", "Hi Catherine"), ("Wang Xiaoming", "Hi Jason"), ("Alan Stone", "Hi AS"), ("Alan Stone", "Dear Captain"),
    ("Alan Stone", "Dear Selection Panel"), ("Alan Stone", "Dear Landlord"), ("Alan Stone", "Liebe Grüße"),
    ("Blue Door Bakery", "Hi Frida"), ("The Smiths", "Hi Ellen"), ("jsmith42", "Hi Peter"), ("Alan Stone", "Dear Surveyor"),
    ("Ines Hart (Sales)", "Dear Frida"), ("Jean-Pierre Leroy", "Cher Jean-Pierre"), ("Ines Hart", "Dear Harbour Works"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "greeting"), CALLED)
@pytest.mark.parametrize("tie", [KNOWN, NONE], ids=["friend", "stranger"])
def test_kin_pet_names_offices_and_nicknames_are_no_wrong_names(name: str, greeting: str, tie: Relationship) -> None:
    """Whatever people call each other; and a name that is no person's proves nothing."""
    draft = case(one(name, "someone@harbour.example", tie), f"{greeting},\n\nare you free on Friday?\n")

    assert declared()["WRONG_NAME_IN_GREETING"].find(draft) is None


@pytest.mark.parametrize(
    ("name", "greeting"), [("Ines Hart", "Dear Frida"), ("Linh Tran", "Dear Mr Peters"), ("Julia Baker", "Hi Tom")]
)
def test_another_persons_name_is_told(name: str, greeting: str) -> None:
    """A full name on one side, a plain name on the other, and nothing in common: to a friend it is a hint."""
    text_of_it = f"{greeting},\n\nI read your paper. Why 200 m?\n"
    stranger = judge_draft(case(one(name, "x@harbour.example"), text_of_it))
    friend = judge_draft(case(one(name, "x@harbour.example", KNOWN), text_of_it))

    assert (stranger.grade, [finding.symbol for finding in stranger.reasons]) == ("think", ["WRONG_NAME_IN_GREETING"])
    assert (friend.grade, [finding.symbol for finding in friend.reasons]) == ("fine", ["WRONG_NAME_IN_GREETING"])
    assert friend.fixes == ("opener",)


def test_a_merge_left_over_is_a_slip_and_stands_alone() -> None:
    """To a stranger it is worth a look, to a friend it is a hint, in a closing it is seen too; "nobody by name" adds nothing."""
    draft = "Dear {{first_name}},\n\nI would love to work with you.\n"
    stranger, friend = judge_draft(case(one(), draft)), judge_draft(case(one(tie=KNOWN), draft))
    message = replace(text("Dear Ines,\n\nplease look."), body=Body(text="Dear Ines,\n\nplease look.", signature="[Your Name]"))
    signed = judge_draft(DraftCase(OWNER, 0, one(), subject="Tide gauges", message=message))

    assert (stranger.grade, [finding.symbol for finding in stranger.reasons]) == ("think", ["MERGE_RESIDUE"])
    assert (friend.grade, [finding.symbol for finding in friend.reasons]) == ("fine", ["MERGE_RESIDUE"])
    assert (signed.grade, signed.sentence) == ("think", "A placeholder was left unfilled: [your name]")


# --- lists, titles, fixes, sentences ----------------------------------------------------------------------------------------


def lists(count: int) -> tuple[Recipient, ...]:
    return tuple(Recipient(Address(f"list{n}@lists.x{n}.example"), kind=Kind.LIST) for n in range(count))


@pytest.mark.parametrize(("count", "grades"), [(1, {"fine"}), (2, {"think"}), (5, {"think", "stop"})])
def test_a_resume_to_lists_is_a_resume_to_a_crowd(count: int, grades: set[str]) -> None:
    """One list may be what the list is for: a hint."""
    found = judge_draft(case(lists(count), "My resume is attached.", "Surveyor looking for work", resume=RESUME))

    assert found.grade in grades
    assert "RESUME_TO_LISTS" in {finding.symbol for finding in found.reasons}
    assert judge_draft(case(lists(count), "Does anyone still use float gauges?")).reasons == ()


def test_only_the_word_for_a_resume_says_nothing_either() -> None:
    found = judge_draft(case(people(2, Field.TO), "Hello", "CV", resume=RESUME))

    assert "The subject says only “CV”: it does not say what you ask of the reader." in {each.text for each in found.reasons}


@pytest.mark.parametrize(
    ("subject", "body", "resume", "searches"),
    [
        ("Surveyor", None, None, True),
        ("Surveyor", "Dear Ines,\n\nI am applying for the post.\n", OTHER, True),
        ("Plumber", "Dear Ines,\n\nthe tap drips. Can you come on Friday?\n", OTHER, False),
        ("Re: Surveyor", None, None, False),
        ("Nurse strike", None, None, False),
        ("Surveyor", "Piet's papers are attached.", Resume("resume", "third_party", 0.99), False),
        ("Tide tables", "My resume is attached.", RESUME, True),
    ],
)
def test_a_bare_title_alone_makes_no_job_search(subject: str, body: str | None, resume: Resume | None, searches: bool) -> None:
    """Not a reply, not another's papers, and not where the text speaks of something else."""
    assert case(one(), body, subject, resume=resume).is_job_search is searches


def test_nobody_is_offered_to_empty_a_letter_to_one() -> None:
    """From a crowd strangers can be taken out; where acquaintances stay, only one fix says so."""
    single = judge_draft(case(one(), "Dear Frida,\n\nplease look."))
    crowd = judge_draft(case(people(30)))
    mixed = judge_draft(case(people(3) + people(5, Field.TO, KNOWN, "pals{}.example")))

    assert single.fixes == ("opener", "dismiss")
    assert crowd.fixes == ("split", "remove-strangers", "dismiss")
    assert mixed.fixes == ("keep-known", "split", "dismiss")


ROLES = tuple(Recipient(Address(f"jobs@firm{n}.example"), kind=Kind.ROLE, tie=NONE) for n in range(6))
BO = Recipient(Address("bo@example.org", "Bo Lind"), tie=NONE, colleague=True)
SENTENCES = [
    (case(one(), repeats=Repeats(6)), "You already sent six messages with this subject or text to others in the last 30 days."),
    (case(ROLES, "Hello", resume=RESUME), "You are about to send your resume to six shared mailboxes that don't know you."),
    (case(people(3)), "You are about to write to three people who don't know you, all at once."),
    (case(people(2, Field.TO)), "Neither recipient knows you yet."),
    (case(people(3, Field.TO)), "None of the three recipients knows you yet."),
    (case((BO,)), "Bo Lind is a colleague."),
    (case((BO, *one(tie=KNOWN))), "Both recipients know you or are colleagues."),
    (case(people(30, tie=KNOWN)), "All 30 recipients know you."),
    (case(lists(5)), "It goes to five mailing lists: everyone on them will read this."),
    (case((*lists(1), *one(tie=KNOWN))), "Ines Hart knows you; everyone on a mailing list will read this too."),
    (case((*people(4, tie=UNKNOWN), *one(tie=KNOWN))), "Whether four of the five recipients know you could not be checked."),
    (
        case((*people(4, Field.TO, UNKNOWN), *one())),
        "One of the five recipients doesn't know you yet; whether four of the five recipients know you could not be checked.",
    ),
    (case((*people(2, Field.TO, WROTE), *one(tie=KNOWN))), "All three recipients know you or wrote to you before."),
]


@pytest.mark.parametrize(("draft", "sentence"), SENTENCES)
def test_the_sentence_says_what_was_seen(draft: DraftCase, sentence: str) -> None:
    """In plain words, with nothing promised about what was not looked at."""
    assert judge_draft(draft).sentence == sentence


# --- kinds ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spec", ["tides@googlegroups.com", "a@lists.x.org", "dev@list.x.org", "x@groups.y.com", "tides-l@x.edu", "LISTSERV@x.edu"]
)
def test_list_addresses_are_told(spec: str) -> None:
    assert is_list_address(Address(spec))


def test_a_persons_name_speaks_louder_than_the_form_of_an_address() -> None:
    """``-l`` may be an initial and mail@ the only mailbox of an own domain; jobs@ and a list host leave no doubt."""
    given = [
        Address("anna-l@corp.example", "Anna Lind"), Address("mary-list@corp.example", "Mary List"),
        Address("mail@annasolo.example", "Anna Solo"), Address("jobs@corp.example", "Anna Solo"),
        Address("noreply@corp.example", "Anna Solo"), Address("tides@lists.corp.example", "Anna Lind"),
        Address("tides-l@corp.example"), Address("mail@corp.example", "Corp Sales Team"), Address("mail@corp.example"),
    ]  # fmt: skip
    kinds = [list_recipients([(Field.TO, [each])], OWNER)[0].kind for each in given]

    person, role, many = Kind.PERSON, Kind.ROLE, Kind.LIST
    assert kinds == [person, person, person, role, role, many, many, role, role]


def test_a_list_guessed_from_its_address_is_not_stated() -> None:
    guessed = list_recipients([(Field.TO, [Address("anna-l@corp.example", "Anna-L")])], OWNER)
    certain = list_recipients([(Field.TO, [Address("tides@lists.corp.example", "Tides")])], OWNER)

    assert judge_draft(case(guessed)).sentence == "Anna-L looks like a mailing list: everyone on it will read this."
    assert judge_draft(case(certain)).sentence == "Tides is a mailing list: everyone on it will read this."


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
