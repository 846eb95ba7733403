"""Is a subject a bare job title, or only the word for a resume? Said to the writer's face, so every near miss must keep still."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.core.resume.bare_title import subject_is_bare_paper, subject_is_bare_title

TITLES = [
    ("Senior Java Developer", "Senior Java Developer"),
    ("IT JOB APPLICANT", "IT JOB APPLICANT"),
    ("Hydrographic Surveyor", "Hydrographic Surveyor"),
    ("Surveyor in Tromsø", "Surveyor"),
    ("Surveyor, Bergen", "Surveyor"),
    ("Softwareentwickler (m/w/d)", "Softwareentwickler"),
    ("Software Engineer - 10+ years experience", "Software Engineer"),
    ("Resume: Senior Surveyor", "Senior Surveyor"),
    ("Surveyor looking for work", "Surveyor"),
    ("Looking for a surveyor role", "surveyor"),
    ("Project Manager position", "Project Manager"),
    ("Director of Operations", "Director of Operations"),
    ("Welder/Fitter", "Welder Fitter"),
    ("Ingénieur hydrographe", "Ingénieur hydrographe"),
    ("Agent de sécurité", "Agent de sécurité"),
    ("Camarera de hotel", "Camarera de hotel"),
    ("Инженер-геодезист", "Инженер геодезист"),
    ("看護師", "看護師"),
    ("产品经理", "产品经理"),
    ("Marketing internship", "Marketing internship"),
    ("Praktikum", "Praktikum"),
]

NOT_BARE = [
    "Application: surveyor, ref 2231",
    "Bewerbung als Vermessungsingenieurin",
    "Candidature au poste d'ingénieur",
    "Your advert: senior surveyor",
    "Piet Holst for your surveyor post",
    "Piet Holst, surveyor",
    "Surveyor in Tromsø: my application",
    "Re: Surveyor",
    "Fwd: Surveyor",
    "Doctor appointment",
    "Nurse strike",
    "Driver licence renewal",
    "Lawyer letter",
    "Architect drawings",
    "Designer dress",
    "Cleaner on Friday",
    "Surveyor, Friday",
    "Tutor for Ben",
    "Pilot project",
    "Server migration",
    "Stage design",
    "Teacher training day",
    "Surveyor 22314",
    "Project manager wanted?",
    "Elektriker gesucht",
    "招聘工程师",
    "我想请教一个关于潮位测量的问题给您的工程师",
    "Nora Vale",
    "Lunch",
    "",
]


@pytest.mark.parametrize(("subject", "title"), TITLES)
def test_a_bare_title_is_told(subject: str, title: str) -> None:
    """Seniority, a place, years and words like position may stand beside it; the title comes back without them."""
    assert subject_is_bare_title(subject) == title


@pytest.mark.parametrize("subject", NOT_BARE)
def test_a_title_among_other_words_is_not_bare(subject: str) -> None:
    """Another noun behind it, a reference, an advert, a person, a day, a thread."""
    assert subject_is_bare_title(subject) is None


@pytest.mark.parametrize(
    "subject", ["CV", "My resume", "求职", "履歴書", "Job application", "Bewerbung", "Candidature spontanée"]
)
def test_only_the_word_for_a_resume_is_told(subject: str) -> None:
    assert subject_is_bare_paper(subject) == subject


@pytest.mark.parametrize(
    "subject", ["CV risk", "Resume the trial", "Re: CV", "Application deadline", "Nora Vale CV", "Job", "CV?", ""]
)
def test_the_word_among_others_is_something_else(subject: str) -> None:
    assert subject_is_bare_paper(subject) is None


@given(st.text(max_size=400))
def test_no_subject_raises(subject: str) -> None:
    """Any text may stand there."""
    subject_is_bare_title(subject)
    subject_is_bare_paper(subject)
