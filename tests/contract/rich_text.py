"""Reads the little HTML that Google's rich card fields allow, as a browser would, and says what is wrong with it."""

from __future__ import annotations

import html.parser
import re

TAGS: dict[str, set[str]] = {"b": set(), "i": set(), "u": set(), "s": set(), "br": set(), "font": {"color"}, "a": {"href"}}
LINKS = ("https://", "mailto:", "tel:")


class _Reader(html.parser.HTMLParser):
    """Reads rich text as a browser would, noting what is drawn and what is wrong."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.problems: list[str] = []
        self.drawn: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.problems.append(f"tag {tag!r}")
        for name, value in attrs:
            if name not in TAGS.get(tag, set()):
                self.problems.append(f"attribute {name!r} of {tag!r}")
            if name == "href" and not (value or "").startswith(LINKS):
                self.problems.append(f"a link to {value!r}")
            if name == "color" and not re.fullmatch(r"#[0-9a-f]{6}", value or ""):
                self.problems.append(f"colour {value!r}")
        if tag == "br":
            self.drawn.append("\n")
        else:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"{tag!r} closed out of turn")

    def handle_data(self, data: str) -> None:
        self.drawn.append(data)

    def handle_comment(self, data: str) -> None:
        self.problems.append("a comment")

    def handle_decl(self, decl: str) -> None:
        self.problems.append("a declaration")

    def handle_pi(self, data: str) -> None:
        self.problems.append("a processing instruction")


def _read(text: str) -> _Reader:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader


def markup_problems(text: str) -> list[str]:
    """Return what is wrong with rich text: tags not allowed, not balanced, not escaped."""
    reader = _read(text)
    bare = re.sub(r"</?[a-z]+(?: [a-z]+=\"[^\"<>]*\")*>", "", text)
    unescaped = ["a bare < or >"] if "<" in bare or ">" in bare else []
    ampersands = ["a bare &"] if re.search(r"&(?!(?:amp|lt|gt|quot|#39);)", text) else []
    return reader.problems + [f"{tag!r} never closed" for tag in reader.open] + unescaped + ampersands


def visible(text: str) -> str:
    """Return what a reader sees of rich text: no tags, entities decoded, line breaks as newlines."""
    return "".join(_read(text).drawn)
