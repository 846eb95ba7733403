"""Reading one text: sections, ranges, mentions, and the three-way call."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from resume_mails import ADVERTS, CVS, INVOICE, MANUAL

from addon.core.address import Owner
from addon.core.message import Body, Forwarded, Message
from addon.core.resume import read_text
from addon.core.resume.features import look_at, stem_of, text_features, under_subject
from addon.core.resume.fold import fold, loose_name
from addon.core.resume.mentions import count_families
from addon.core.resume.model import models
from addon.core.resume.parts import is_stem, look_at_layers
from addon.core.resume.phrases import PhraseTable, split_sentences


@pytest.mark.parametrize("language", CVS)
def test_a_resume_reads_like_one(language: str) -> None:
    """Headings, local date ranges and a contact block are seen in each writing."""
    reading = read_text(CVS[language])
    assert reading.call == "resume"
    assert reading.resume > 0.9
    look = look_at(CVS[language])
    assert len(look.sections) >= 4
    assert look.ranges >= 2
    assert look.phones >= 1
    assert look.emails >= 1


@pytest.mark.parametrize("language", ADVERTS)
def test_an_advert_reads_like_a_job_post(language: str) -> None:
    """Hiring words, requirements, pay, and how to apply."""
    reading = read_text(ADVERTS[language])
    assert reading.call == "job_post"
    assert {"hiring words", "requirements", "how to apply"} <= set(reading.reasons)


@pytest.mark.parametrize("text", [INVOICE, MANUAL, "Lunch on Friday?", "", "   \n", "1234567890" * 50])
def test_other_texts_are_neither(text: str) -> None:
    """Invoices with date ranges, manuals, small talk, nothing at all."""
    assert read_text(text).call == "other"


def test_the_three_probabilities_sum_to_one() -> None:
    """For a resume, an advert and anything else."""
    for text in (*CVS.values(), *ADVERTS.values(), INVOICE):
        reading = read_text(text)
        assert reading.resume + reading.job_post + reading.other == pytest.approx(1.0)


@pytest.mark.parametrize(
    "line",
    [
        "2012 - 2016",
        "03/2016 – present",
        "Jan 2015 to Mar 2018",
        "04/2015 – heute",
        "2016 à ce jour",
        "2019 - actualidad",
        "2014年4月 ～ 現在",
        "2019.04 - 至今",
        "2018.03 ~ 현재",
        "2015 - настоящее время",
        "2016 - الآن",
        "2010 – halen",
        "May'12 - Jun'14",
    ],
)
def test_date_ranges_are_seen_with_the_local_word_for_now(line: str) -> None:
    """Years, months and "present" in many languages."""
    assert look_at(line).ranges == 1


@pytest.mark.parametrize("line", ["2016", "555-0100", "Room 2014", "pages 12 - 18", "01.02. - 04.02.", "1930 1931"])
def test_other_numbers_are_no_date_ranges(line: str) -> None:
    """A year, a telephone number, a room, pages, days."""
    assert look_at(line).ranges == 0


@pytest.mark.parametrize(
    ("experience", "education"),
    [
        ("Work experience", "Education"),
        ("Berufserfahrung", "Ausbildung"),
        ("Expérience professionnelle", "Formation"),
        ("Experiencia laboral", "Formación académica"),
        ("Experiência profissional", "Formação"),
        ("Esperienza lavorativa", "Istruzione"),
        ("Werkervaring", "Opleiding"),
        ("Doświadczenie zawodowe", "Wykształcenie"),
        ("İş Deneyimi", "Eğitim"),
        ("Опыт работы", "Образование"),
        ("Досвід роботи", "Освіта"),
        ("Pracovní zkušenosti", "Vzdělání"),
        ("Arbetslivserfarenhet", "Utbildning"),
        ("कार्य अनुभव", "शिक्षा"),
        ("工作经历", "教育背景"),
        ("職歴", "学歴"),
        ("경력사항", "학력사항"),
        ("الخبرات العملية", "التعليم"),
    ],
)
def test_headings_are_known_in_every_language(experience: str, education: str) -> None:
    """A heading counts on its own line, plain, shouted, marked or with a colon; not inside a sentence."""
    look = look_at(f"{experience}:\nx\n\n== {education.upper()} ==\ny\n")
    assert look.sections == ("experience", "education")
    assert look_at(f"We spoke about {experience} and {education} for a long while yesterday evening").sections == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I have attached my resume.", "own_sent"),
        ("Anbei mein Lebenslauf.", "own_sent"),
        ("Veuillez trouver ci-joint mon CV.", "own_sent"),
        ("Özgeçmişim ektedir.", "own_sent"),
        ("Attached is her CV.", "other_sent"),
        ("Please find attached Tom's resume.", "other_sent"),
        ("PFA resume.", "plain_sent"),
        ("附件是简历，请查收。", "plain_sent"),
        ("Please send me your resume.", "yours"),
        ("Please forward me the resume of Tom.", "asked"),
        ("履歴書をお送りください。", "asked"),
        ("履歴書をお送りします。", "plain_sent"),
    ],
)
def test_whose_resume_and_what_is_done_with_it(text: str, expected: str) -> None:
    """Mine enclosed, another's enclosed, one enclosed, yours, one asked for."""
    _, mentions = count_families(split_sentences(fold(text)))
    assert getattr(mentions, expected) == 1
    assert mentions.total == 1


@pytest.mark.parametrize(
    ("text", "presents"),
    [
        ("Here is the resume of Tom.", True),
        ("Please send me the resume of Tom.", False),
        ("I attach the resume of Tom, please send me your view.", True),
        ("My husband is a good welder.", True),
        ("My husband and I have sailed with them for years.", False),
    ],
)
def test_who_is_asked_about_or_speaks_is_not_presented(text: str, presents: bool) -> None:
    """Words for another person count, unless their resume is only asked for, or the writer stands beside them."""
    families, _ = count_families(split_sentences(fold(text)))
    assert ("third" in families) is presents


@pytest.mark.parametrize(
    ("text", "passed_on"),
    [
        ("I'll forward your resume to Jane.", True),
        ("Ich leite Ihre Unterlagen an die Personalabteilung weiter.", True),
        ("J'ai fait suivre votre CV.", True),
        ("Wysłałem wczoraj, przekażę Pani CV kierowniczce.", True),
        ("您的简历已转给王经理。", True),
        ("Please forward your resume to Jane.", False),
        ("Bitte senden Sie Ihre Unterlagen.", False),
    ],
)
def test_the_readers_resume_passed_on_is_an_answer_and_no_advert(text: str, passed_on: bool) -> None:
    """Who passes the reader's resume on acknowledges it; who asks for it may well offer work."""
    families, _ = count_families(split_sentences(fold(text)))
    assert ("ack" in families) is passed_on


@pytest.mark.parametrize(
    "text",
    [
        "Deliveries will resume on Monday.",
        "Resume your subscription today.",
        "We resume after lunch.",
        "CV risk was high in both arms.",
        "Grupo Ejemplo, S.A. de C.V. is the buyer.",
        "No. 01-00123-CV, affirmed.",
        "suspend and resume support",
        "see http://jobs.example/resume.asp",
    ],
)
def test_other_senses_are_no_mention(text: str) -> None:
    """The verb, cardiovascular, the company form, dockets, and web addresses."""
    _, mentions = count_families(split_sentences(fold(text)))
    assert mentions.total == 0


def test_phrases_match_with_endings_and_gaps() -> None:
    """``*`` is any ending, ``~`` up to three words; a longer gap or another order does not match."""
    table = PhraseTable({"a": "looking for ~ job", "b": "attach*", "c": "求職"})

    def hits(text: str) -> list[str]:
        return [family for sentence in split_sentences(fold(text)) for family, _ in table.find(sentence, {})]

    assert hits("looking for a new job") == ["a"]
    assert hits("looking for a job") == ["a"]
    assert hits("looking for one two three four job") == []
    assert hits("job looking for") == []
    assert hits("Attached. An attachment; attach it. unattached") == ["b", "b", "b"]
    assert hits("求職のお知らせ") == ["c"]


def test_folding_keeps_letters_that_differ_and_joins_spellings_that_do_not() -> None:
    """Accents and case go; Japanese voicing, Indic vowels stay; names meet across writings."""
    assert fold("ÉCOLE Straße ŁÓDŹ ＣＶ") == "ecole strasse lodz cv"
    assert fold("が") != fold("か")
    assert fold("कि") != fold("क")
    assert fold(fold("Ǿ İ ﬁ")) == fold("Ǿ İ ﬁ")
    assert loose_name("Юлия") == loose_name("Yuliya") == loose_name("Julia")
    assert loose_name("Müller") == loose_name("Mueller")
    assert loose_name("Anna") != loose_name("Anita")


@given(st.text(max_size=2000))
def test_no_text_raises_and_the_features_stay_in_bounds(text: str) -> None:
    """Any text gives finite features of modest size and probabilities between 0 and 1."""
    values = text_features(look_at(text))
    assert all(-5 <= value <= 5 for value in values.values())
    assert 0 <= read_text(text).resume <= 1


@pytest.mark.parametrize(
    "unit", [". ", "1 ", "2020-", "(", "cv ", "From: x\n", "To: \n", "a.", "<<a.doc ", "履歴書", "x@y.", "Subject: a\n", "- "]
)
def test_a_hostile_megabyte_is_cut_not_chewed(unit: str) -> None:
    """Only the first part of a long text is read: twice the text gives the same look."""
    once = unit * (40_000 // len(unit))
    assert look_at(once) == look_at(once * 4)


def test_a_line_of_dots_between_two_letters_is_stripped_of_nothing() -> None:
    """Bullets and rules go from both ends of a heading; what stands inside a line stays, and costs its length once."""
    hostile = f"x{'(' * 23_990}x"
    assert look_at(f"*** Education ...\n--> Experience\n{hostile}").sections == ("education", "experience")
    assert look_at(hostile).sections == ()


def test_terms_are_words_and_pairs_within_a_sentence_and_pairs_of_characters() -> None:
    """What the letter model reads: no numbers, no pair across a full stop."""
    assert look_at("Hire me. Now 2026!").terms == {"hire", "me", "hire me", "now"}
    assert {"職務", "務経", "経歴"} <= look_at("職務経歴").terms
    assert look_at("").terms == frozenset()


def test_stems_tell_where_a_word_stands() -> None:
    """A word of the subject, of the letter and of what is passed on are three; inflections of one word are one."""
    forward = Message(
        subject="FW: Applications",
        body=Body(text="applicant for you", forwarded=Forwarded(text="applying now")),
    )
    terms = look_at_layers(forward, Owner(())).terms
    assert {"applications", "s:appli", "b:appli", "p:apply", "b:for", "applicant for"} <= terms
    assert [term for term in terms if is_stem(term) and " " in term] == []


def test_a_stem_is_five_letters_or_two_syllables_of_hangul() -> None:
    """Korean words carry their particles at the end: two syllables are a word."""
    assert [stem_of(word) for word in ("applications", "cv", "이력서를", "резюме")] == ["appli", "cv", "이력", "резюм"]


def test_what_the_subject_says_counts_as_the_bodys_first_sentence() -> None:
    """Families add up and words join; nothing else of the body's look changes."""
    body, subject = look_at("Dear Anna, see below."), look_at("We are hiring a baker")
    joined = under_subject(body, subject)
    assert joined.families["hire"] == subject.families["hire"] > 0
    assert joined.vocabulary == body.vocabulary | subject.vocabulary
    assert (joined.sections, joined.ranges, joined.mentions) == (body.sections, body.ranges, body.mentions)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("I write to you and your team", 1, 2),
        ("Ich schreibe Ihnen von meiner Arbeit", 2, 1),
        ("मैं आपको लिख रहा हूँ", 1, 1),
        ("私は貴社に応募します", 1, 1),
        ("Пишу вам о своей работе, я пекарь", 1, 1),
    ],
)
def test_i_and_you_are_counted_in_many_languages(text: str, first: int, second: int) -> None:
    """Who speaks of whom: words where they are parted, characters where not."""
    look = look_at(text)
    assert (look.first_person, look.second_person) == (first, second)


def test_the_shipped_words_are_common_words() -> None:
    """No address, number, capital or very long token is a feature: nothing of anybody's mail is in the weights."""
    words = models().text.words
    assert 200 < len(words) < 8000
    assert all(word.isalpha() and word == word.lower() and 3 <= len(word) <= 16 for word in words)
    assert not {"enron", "skilling", "houston"} & words.keys()


def test_every_shipped_weight_belongs_to_a_feature_that_exists() -> None:
    """The weights and the code that counts cannot drift apart unnoticed."""
    assert set(models().text.weights) == set(text_features(look_at("x")))
