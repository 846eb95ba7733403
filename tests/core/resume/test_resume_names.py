"""File names that say "resume", and the traps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.core.resume.names import file_names_in_text, is_resume_file_name, read_file_name

RESUMES = """
resume.pdf|Resume (1).docx|CV.pdf|cv_2024_final.doc|Anna_Winter_CV.pdf|AnnaWinterCV.pdf|myresume final.docx|Updated_Resume.docx
Curriculum Vitae.odt|Curriculum_Vitæ_Exemple.pdf|Lebenslauf.pdf|Bewerbung_Winter.zip|Bewerbungsunterlagen.pdf
Hoja_de_vida_Ejemplo.pdf|Currículum.docx|curriculo.pdf|резюме.docx|Резюме_Пример.pdf|履歴書.pdf|職務経歴書_例田.docx
个人简历.docx|例小明-简历.zip|이력서_홍길동.docx|السيرة_الذاتية_-_سعيد.docx|سيرة ذاتية.pdf|Özgeçmiş Örnek.pdf
Życiorys_Przykład.pdf
zyciorys.doc|Životopis.pdf|sollicitatie.docx|बायोडाटा.pdf|Anna Bio Data.pdf|cv-en.pdf|CV (password 1234).rar|resume.jpg
RESUME~1.RTF|KW.Resume.doc|KWresume.doc|Resume Format.docx
"""

TRAPS = """
resume_upload_service_terms.pdf|CV_template.docx|Vorlage Lebenslauf.docx|PHP程序员简历模板.md|Grupo Ejemplo S.A. de C.V..pdf
cvs_export.csv|mcvay.pdf|CV outcomes study.pdf|cv-ketel handleiding.pdf|invoice.pdf|presumed.pdf|summary.docx|cv.exe|resume.py
report.pdf|photo.jpg|cover letter.docx|recvolt.pdf|Board pack.pdf|.pdf|resume writing guide.pdf
"""


def split(block: str) -> list[str]:
    """Return the names of a block."""
    return [name for line in block.strip().split("\n") for name in line.split("|")]


@pytest.mark.parametrize("name", split(RESUMES))
def test_names_for_a_resume_are_known_in_many_languages(name: str) -> None:
    """Whole, glued, numbered, in camel case, in any writing."""
    assert is_resume_file_name(name)


@pytest.mark.parametrize("name", split(TRAPS))
def test_traps_are_not_taken_for_a_resume(name: str) -> None:
    """Letters inside a word, templates, terms, company forms, other meanings of CV, and programs."""
    assert not is_resume_file_name(name)


def test_a_document_named_after_the_sender_alone_counts() -> None:
    """“Anna_Example.pdf” from Anna Example is most likely her resume; from somebody else, or with other words, it is not."""
    assert is_resume_file_name("Anna_Example.pdf", ("anna", "example"))
    assert is_resume_file_name("Example Anna 2025.docx", ("anna", "example"))
    assert not is_resume_file_name("Anna_Example.pdf", ("tom", "sample"))
    assert not is_resume_file_name("Anna_Example_contract.pdf", ("anna", "example"))
    assert not is_resume_file_name("Anna_Example.xlsx", ("anna", "example"))


def test_whose_name_stands_in_the_file_name_is_told() -> None:
    """Words left over may be somebody else's name."""
    reading = read_file_name("Tom Sample CV.pdf", ("anna", "example"))
    assert reading.other_name == ("tom", "sample")
    assert not reading.has_sender_name
    assert read_file_name("CV_Anna.pdf", ("anna", "example")).has_sender_name


def test_a_form_word_that_is_the_senders_own_name_does_not_spoil() -> None:
    """Ms Example's “CV_Anna_Example.pdf” is a resume; “CV_example.pdf” from somebody else is an example."""
    assert is_resume_file_name("CV_Anna_Example.pdf", ("anna", "example"))
    assert read_file_name("CV_example.pdf", ("tom", "sample")).is_form


def test_file_names_that_old_mailers_left_in_the_text_are_found() -> None:
    """Angle brackets, Lotus Notes brackets, and list lines; not a sentence with a hyphen."""
    text = "See below.\n<<Resume.doc>>\n(See attached file: cover.rtf)\n - Anna.Resume.doc\n - we agreed on the plan\n"
    assert file_names_in_text(text) == ["Resume.doc", "cover.rtf", "Anna.Resume.doc"]


@given(st.text(max_size=500))
def test_no_file_name_raises(name: str) -> None:
    """Any text may stand as a file name."""
    read_file_name(name, ("anna", name))
