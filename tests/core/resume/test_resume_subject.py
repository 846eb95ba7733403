"""Is the subject the sender's name, or the job they want: fires and near misses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from resume_mails import file, mail

from addon.core.resume.subject import bare_subject, is_forward, is_reply_or_forward, subject_is_job_title, subject_is_sender_name

NAMES = [
    ("Anna Example", "Anna Example <anna@example.org>", "Anna Example"),
    ("ANNA EXAMPLE", "Anna Example <a.example@example.org>", "ANNA EXAMPLE"),
    ("Resume of Anna Example", "Anna Example <anna@example.org>", "Anna Example"),
    ("Fwd: Anna Example CV", "Anna Example <anna@example.org>", "Anna Example"),
    ("Anna Example - CAD engineer", "Anna Example <anna@example.org>", "Anna Example"),
    ("Sales Executive - Anna Example", "Anna Example <anna@example.org>", "Anna Example"),
    ("Anna Example MBA", "Anna Example <anna@example.org>", "Anna Example"),
    ("A. Example", "Anna Example <anna@example.org>", "A Example"),
    ("Anna Example", "anna.example@example.org", "Anna Example"),
    ("Anna Example", "annaexample77@example.org", "Anna Example"),
    ("Gudrun Aevarsdottir", "Guðrún Ævarsdóttir <gudrun@example.org>", "Gudrun Aevarsdottir"),
    ("Olena Kovalchuk", "Олена Ковальчук <o.k@example.org>", "Olena Kovalchuk"),
    ("Example Anna", "Anna Example <anna@example.org>", "Example Anna"),
    ("Смирнова А. С.", "Смирнова Анна Сергеевна <smirnova@example.org>", "Смирнова А С"),
    ("Müller Anna", "Anna Mueller <am@example.org>", "Müller Anna"),
    ("例小明-测试工程师", "例小明 <lixiaoming@example.org>", "例小明"),
    ("例田花子", "例田 花子 <hanako@example.org>", "例田花子"),
    ("Budiman", "Budiman <b@example.org>", "Budiman"),
    ("गीता उदाहरण बायोडाटा", "गीता उदाहरण <gita@example.org>", "गीता उदाहरण"),
]

NOT_NAMES = [
    ("Tom Sample", "Anna Example <anna@example.org>"),  # a third person
    ("John Example", "Anna Example <anna@example.org>"),  # a relative
    ("Peter Maria Sample", "Anna Maria Sample <ams@example.org>"),
    ("Robin Reader", "Anna Example <anna@example.org>"),  # mine
    ("Meeting with Anna Example", "Anna Example <anna@example.org>"),
    ("Invitation: Anna Example", "Anna Example <anna@example.org>"),
    ("Anna Example wedding", "Anna Example <anna@example.org>"),
    ("Hope", "Hope Example <hope@example.org>"),  # one word that happens to be a name
    ("Anna Example sent you a message about the new office", "Anna Example <anna@example.org>"),
    ("Quarterly figures", "Anna Example <anna@example.org>"),
    ("", "Anna Example <anna@example.org>"),
]


@pytest.mark.parametrize(("subject", "sender", "name"), NAMES)
def test_a_subject_that_is_the_senders_name_gives_that_name(subject: str, sender: str, name: str) -> None:
    """Whole, shouted, reversed, initialled, transliterated, or beside a title or a word like CV."""
    assert subject_is_sender_name(mail(subject, sender=sender)) == name


@pytest.mark.parametrize(("subject", "sender"), NOT_NAMES)
def test_another_name_or_more_than_a_name_does_not_count(subject: str, sender: str) -> None:
    """The name of a third person or of the reader, a meeting, a wedding, a sentence."""
    assert subject_is_sender_name(mail(subject, sender=sender)) is None


def test_a_nameless_header_is_completed_from_the_attached_resume() -> None:
    """Where the From line names nobody, the first line of an attachment does."""
    message = mail("Anna Example", "", file("CV.pdf", "Anna Example\nPhone 555 0100\n"), sender="ae77@example.org")
    assert subject_is_sender_name(message) == "Anna Example"
    assert subject_is_sender_name(mail("Anna Example", "", sender="ae77@example.org")) is None


TITLES = [
    ("Senior Java Developer", "Senior Java Developer"),
    ("IT JOB APPLICANT", "IT JOB APPLICANT"),
    ("Available Electrician", "Available Electrician"),
    ("Application: pharmacist", "pharmacist"),
    ("Re: Network engineer", "Network engineer"),
    ("Project Manager position", "Project Manager position"),
    ("Internship", "Internship"),
    ("Registered Nurse", "Registered Nurse"),
    ("Bewerbung als Sachbearbeiterin", "Sachbearbeiterin"),
    ("Initiativbewerbung Softwareentwickler", "Softwareentwickler"),
    ("Candidature menuisier poseur", "menuisier poseur"),
    ("Camarera de hotel", "Camarera de hotel"),
    ("Vendedora Externa", "Vendedora Externa"),
    ("Elettricista disponibile da maggio", "Elettricista disponibile da maggio"),
    ("nauczycielka języka niemieckiego", "nauczycielka języka niemieckiego"),
    ("Резюме продавец-кассир", "продавец кассир"),
    ("سائق يبحث عن عمل", "سائق يبحث عن عمل"),
    ("测试工程师", "测试工程师"),
    ("営業", "営業"),
]

NOT_TITLES = [
    "Meeting with the project manager",
    "We are hiring a Java developer",
    "Your invoice 20391",
    "Wanted: developer?",
    "Interview with candidate two",
    "New manager announced",
    "Elektriker gesucht",
    "Nous recrutons un comptable",
    "The engineer said the bridge is safe and we can open it",
    "Lunch",
    "Credit analyst presentation",
    "招聘工程师",
    "",
]


@pytest.mark.parametrize(("subject", "title"), TITLES)
def test_a_subject_that_is_a_job_title_gives_that_title(subject: str, title: str) -> None:
    """Head noun, seniority, seeking words; reply prefixes and words of applying set aside."""
    assert subject_is_job_title(subject) == title


@pytest.mark.parametrize("subject", NOT_TITLES)
def test_adverts_meetings_and_sentences_are_no_titles(subject: str) -> None:
    """A title in company of a verb, a meeting, an advert or a question is something else."""
    assert subject_is_job_title(subject) is None


@pytest.mark.parametrize(
    ("subject", "bare", "reply", "forward"),
    [
        ("Re: FW: Lunch", "Lunch", True, False),
        ("AW: WG: Termin", "Termin", True, False),
        ("WG: Termin", "Termin", True, True),
        ("RE[2]: Lunch", "Lunch", True, False),
        ("转发：简历", "简历", True, True),
        ("TR: candidature", "candidature", True, True),
        ("Ref: 20 boxes", "20 boxes", True, False),
        ("Reference: 20", "Reference: 20", False, False),
        ("Lunch", "Lunch", False, False),
    ],
)
def test_prefixes_of_many_languages_are_stripped(subject: str, bare: str, reply: bool, forward: bool) -> None:
    """Reply and forward prefixes go, look-alikes stay."""
    assert bare_subject(subject) == bare
    assert is_reply_or_forward(subject) is reply
    assert is_forward(subject) is forward


@given(st.text(max_size=400), st.text(max_size=60), st.text(max_size=40))
def test_no_subject_or_name_raises(subject: str, name: str, local: str) -> None:
    """Any text may stand in either place."""
    message = mail(subject, sender=f"{name} <{local}@example.com>")
    subject_is_sender_name(message)
    subject_is_job_title(subject)
