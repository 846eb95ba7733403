"""How a draft will look to them, and the better way: the same judges as for received mail, and the owner's own ties."""

from __future__ import annotations

from dataclasses import replace

from addon.core.address import Address, Owner
from addon.core.draft import DraftCase, Field, Recipient, Repeats, advise, looks_to_stranger
from addon.core.draft.looks import as_received, typical_stranger
from addon.core.evidence import Resume
from addon.core.message import Body, Message
from addon.core.relationship import Flag, Level, Relationship

OWNER = Owner(("maya@example.org",), ("Maya Lind",))
NONE = Relationship(Level.NONE)
RESUME = Resume("resume", "sender", 0.99)
BLAST = "Hello,\n\nI am looking for a position as project manager. Please find my resume attached.\n\nMaya Lind"


def recipient(number: int, field: Field, tie: Relationship = NONE) -> Recipient:
    return Recipient(Address(f"person{number}@firm{number}.example"), field, tie=tie)


def draft(recipients: tuple[Recipient, ...], body: str = BLAST, subject: str = "Maya Lind", resume: Resume = RESUME) -> DraftCase:
    headers = (("bcc", "everybody"), ("subject", subject))
    message = Message(subject=subject, sender=Address("maya@example.org", "Maya Lind"), headers=headers, body=Body(text=body))
    return DraftCase(OWNER, 1_700_000_000_000, recipients, subject=subject, message=message, resume=resume)


def test_a_blind_copy_names_only_its_reader() -> None:
    """As in Gmail, a Bcc header in a received copy holds that reader alone."""
    case = draft(tuple(recipient(n, Field.BCC) for n in range(20)))
    reader = typical_stranger(case)
    assert reader is not None
    seen = as_received(case, reader)

    assert seen is not None
    assert seen.bcc == (reader.address,)
    assert seen.header("bcc") == reader.address.addr_spec
    assert (seen.to, seen.cc) == ((), ())


def test_who_stands_in_to_sees_no_bcc() -> None:
    case = draft((recipient(0, Field.TO), recipient(1, Field.TO), recipient(2, Field.TO), recipient(3, Field.BCC)))
    reader = typical_stranger(case)
    assert reader is not None
    seen = as_received(case, reader)

    assert reader.field is Field.TO
    assert seen is not None
    assert seen.bcc == ()
    assert seen.header("bcc") == ""


def test_the_blast_looks_like_one_and_a_personal_letter_does_not() -> None:
    """The writer is shown what the reader's card would say."""
    blast = looks_to_stranger(draft(tuple(recipient(n, Field.BCC) for n in range(60))))
    ines = Recipient(Address("ines.hart@harbour.example", "Ines Hart"), Field.TO, tie=NONE)
    letter = "Dear Ines,\n\nyour talk on tide gauges in Lisbon made me think. Could I ask how you calibrate them?\n\nMaya"
    personal = looks_to_stranger(draft((ines,), letter, "Your talk in Lisbon", Resume("other", None, 0.0)))

    assert blast is not None
    assert blast.name.value in {"broadcast", "resume_blast"}
    assert personal is not None
    assert personal.name.value == "first_contact"


def test_without_a_stranger_or_a_text_there_is_nothing_to_show() -> None:
    friend = recipient(0, Field.TO, Relationship(Level.CLOSE, received=9, sent=9))

    assert looks_to_stranger(draft((friend,))) is None
    assert looks_to_stranger(DraftCase(OWNER, 0, (recipient(0, Field.BCC),))) is None


def test_dormant_ties_come_before_weak_ones_and_strong_ones_are_left_out() -> None:
    """Strength 60 is no weak tie; dormant first, then the stronger of the weak."""
    ties = [
        Relationship(Level.ANSWERED, strength=10.0),
        Relationship(Level.ANSWERED, strength=30.0),
        Relationship(Level.CLOSE, strength=60.0),
        Relationship(Level.ANSWERED, strength=2.0, flags=frozenset({Flag.DORMANT})),
    ]
    people = tuple(recipient(n, Field.BCC, tie) for n, tie in enumerate(ties))
    lines = advise(draft((*people, *(recipient(n, Field.BCC) for n in (8, 9)))))

    named = [line for line in lines if line.text.startswith("Write to")]
    assert [line.text for line in named] == [
        "Write to person3@firm3.example first, then to person1@firm1.example and person0@firm0.example."
    ]
    assert (named[0].about, named[0].source) == ("person3@firm3.example", "")


def test_sources_stand_beside_the_claims_they_make() -> None:
    """The paper is cited for what it found, and the blog's post by its title: only its home can be linked."""
    lines = advise(draft(tuple(recipient(n, Field.BCC) for n in range(9))))
    cited = {line.source: line.note for line in lines if line.source}

    assert len(cited) == 2
    assert "20 million people" in cited["https://doi.org/10.1126/science.abl4476"]
    assert "“How To Commit Networking Suicide”" in cited["https://www.pmstudent.com/"]


def test_one_application_gets_no_plan_unless_it_is_one_of_many() -> None:
    """To one person the better way is what the writer does already; a series is another matter."""
    single = draft((recipient(0, Field.TO),))

    assert advise(single) == ()
    assert advise(replace(single, repeats=Repeats(2))) == ()
    assert advise(replace(single, repeats=Repeats(3)))


def test_an_introducer_shares_the_strangers_organisation() -> None:
    """A friend at the same firm can introduce; a friend at the same mail provider cannot."""
    known = Relationship(Level.ANSWERED, strength=80.0)
    inside = Recipient(Address("lev@pier.example", "Lev Holm"), Field.BCC, tie=known)
    stranger = Recipient(Address("pilot@pier.example", "Head Pilot"), Field.BCC, tie=NONE)
    at_gmail = Recipient(Address("lev@gmail.com", "Lev Holm"), Field.BCC, tie=known)
    other_gmail = Recipient(Address("pilot@gmail.com", "Head Pilot"), Field.BCC, tie=NONE)

    assert any("introduce you to Head Pilot" in line.text for line in advise(draft((inside, stranger))))
    assert not any("introduce" in line.text for line in advise(draft((at_gmail, other_gmail))))


def test_advice_is_for_job_seekers_only() -> None:
    people = tuple(recipient(n, Field.BCC) for n in range(9))

    assert advise(draft(people))
    assert advise(draft(people, "See the tables.", "Tide tables", Resume("other", None, 0.0))) == ()
