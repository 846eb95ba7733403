"""Does a file name say that the file is a resume? A table per language, and the traps around "CV" and "resume"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from addon.core.resume.data import word_set
from addon.core.resume.fold import CJK, LETTER, fold, loose_name

_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,5})\s*$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(rf"{LETTER}+")
_MAX_NAME = 300

DOCUMENT_EXTENSIONS = frozenset(
    "pdf doc docx odt rtf pages txt htm html md wpd wps dot tex jpg jpeg png heic tif tiff zip rar 7z dotx docm hwp".split()
)
"""Kinds of file a resume comes in, photographs and archives included."""

_STRONG = word_set("words", "file_strong")
_STRONG_INSIDE = (
    "简历",
    "簡歷",
    "履历",
    "履歷",
    "履歴書",
    "経歴書",
    "이력서",
    "자기소개서",
    "경력기술서",
    "lebenslauf",
    "curriculumvitae",
    "السيرة",
)
_STRONG_PAIRS = (("hoja", "vida"), ("bio", "data"), ("curric", "vit"), ("bewerbungs", "mappe"))
_WEAK = word_set("words", "file_weak")
_GLUED = re.compile(
    r"^(?:my|new|updated|latest|final|the)?(?:resume|cv)(?:\d*|new|final|updated|latest|copy|en|eng|de|fr|es|pt|it|english)$|resume$|^resume"
)
_NOT_A_RESUME = word_set("words", "file_not_a_resume")
_NEUTRAL = word_set("words", "file_neutral")


@dataclass(frozen=True)
class FileNameReading:
    """What a file name says.

    ``other_name``: words left that may be somebody else's name; ``is_form``: a template, form, guide or the like.
    """

    is_resume: bool
    has_sender_name: bool = False
    other_name: tuple[str, ...] = ()
    is_form: bool = False


def is_resume_file_name(name: str, sender_names: tuple[str, ...] = ()) -> bool:
    """True where ``name`` calls the file a resume, CV, Lebenslauf, 履歴書 and so on.

    ``sender_names``: words of the sender's own name; a document named after nobody but the sender also counts when its
    other words are neutral ("Anna_Example.pdf"). Not fooled by "cv" inside a word, by templates, forms, terms and
    manuals, by "S.A. de C.V.", nor by CV for computer vision, cardiovascular or central heating.
    """
    return read_file_name(name, sender_names).is_resume


def read_file_name(name: str, sender_names: tuple[str, ...] = ()) -> FileNameReading:
    """Return what ``name`` says; ``sender_names`` are words of the sender's own name, any spelling. Never raises."""
    words, extension = _split(name)
    if not words or (extension and extension not in DOCUMENT_EXTENSIONS):
        return FileNameReading(is_resume=False)
    keys = {loose_name(word) for word in sender_names if len(word) > 1}
    own = [word for word in words if len(word) > 1 and loose_name(word) in keys]
    has_sender = bool(own) or (
        CJK.search("".join(words)) is not None and any(key in loose_name("".join(words)) for key in keys if CJK.search(key))
    )
    says = _says_resume(words)
    rest = tuple(w for w in words if w not in own and w not in _STRONG | _WEAK | _NEUTRAL and len(w) > 2 and not _GLUED.search(w))
    spoilt = any(word in _NOT_A_RESUME and word not in own for word in words) or any(
        trap in "".join(words) for trap in ("模板", "范文", "テンプレート")
    )
    if spoilt:
        return FileNameReading(is_resume=False, has_sender_name=has_sender, other_name=rest, is_form=True)
    named_after_sender = len(own) >= 2 and not rest and extension in {"pdf", "doc", "docx", "odt", "rtf", "pages"}
    return FileNameReading(is_resume=says or named_after_sender, has_sender_name=has_sender, other_name=rest)


def _split(name: str) -> tuple[list[str], str]:
    """Folded words of the name without its path and ending, and the ending in lower case."""
    name = re.split(r"[\\/]", name[-_MAX_NAME:])[-1]
    match = _EXTENSION.search(name)
    stem = name[: match.start()] if match else name
    extension = match.group(1).casefold() if match else ""
    stem = re.sub(r"\.(?:pdf|docx?|odt|rtf)$", "", stem, flags=re.IGNORECASE)
    if re.search(r"(?i)\bS\.?\s?A\.?(?:\s?B\.?)?\s+de\s+C\.?\s?V\b", stem):
        stem = re.sub(r"(?i)\bC\.?\s?V\b\.?", " ", stem)
    return _WORD.findall(fold(_CAMEL.sub(" ", stem.replace("_", " ")))), extension


def _says_resume(words: list[str]) -> bool:
    joined = "".join(words)
    if any(word in _STRONG or _GLUED.search(word) for word in words) or any(inside in joined for inside in _STRONG_INSIDE):
        return True
    pairs = [(fold(a), fold(b)) for a, b in _STRONG_PAIRS]
    return any(
        words[i].startswith(a) and any(word.startswith(b) for word in words[i + 1 : i + 3])
        for a, b in pairs
        for i in range(len(words) - 1)
    )


_IN_TEXT = re.compile(
    r"<<[ \t]*(?:File:[ \t]*)?([^<>\n]{1,80}?\.[A-Za-z]{2,4})[ \t]*>>"
    r"|\(See attached file:[ \t]*([^()\n]{1,80}?\.[A-Za-z]{2,4})\)"
    r"|^[ \t]{0,3}-[ \t]([^\n<>]{1,80}?\.(?:docx?|pdf|rtf|odt|wpd|txt|zip|htm))[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_LINK = re.compile(r"https?://([^\s<>\"]{1,300})", re.IGNORECASE)
_DOCUMENT = re.compile(r"[^/]{1,80}\.(?:docx?|pdf|rtf|odt)", re.IGNORECASE)
"""A link, and the last part of one that leads to a document: the file is there, not here, and cannot be read."""


def file_names_in_text(text: str) -> list[str]:
    """Return file names in the text: as old mailers left them (<<x.doc>>, " - x.doc") and those that links lead to."""
    text = text[:40000]
    left = [next(group for group in match.groups() if group) for match in _IN_TEXT.finditer(text)]
    ends = (re.split("[?#]", match.group(1), maxsplit=1)[0].rpartition("/")[2] for match in _LINK.finditer(text))
    return [*left, *(unquote(end) for end in ends if _DOCUMENT.fullmatch(end))][:20]
