"""The document in which the preview shows a mail's own HTML: no script, no remote content, nothing that can act.

The wall is the sandboxed frame and its Content-Security-Policy. Cleaning comes on top, for what a policy does not
cover: ``<link rel=preconnect>`` and ``<meta>`` hints may open connections, and links would lead to a blocked page.
Only listed tags and attributes pass. One forward scan, because tree builders take quadratic time on deep nesting.
"""

from __future__ import annotations

import html as entities
import re
from typing import Final

POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'; sandbox"
)
"""Of the framed mail: inline style and pictures carried in the mail, nothing else (https://www.w3.org/TR/CSP3/)."""

MAX_HTML: Final = 1_000_000
"""Characters of mail HTML that are shown; the rest is cut."""

MAX_DEPTH: Final = 256
"""Open elements at a time; deeper tags are left out, their text stays."""

TAGS: Final = frozenset(
    """
    a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt
    em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s
    samp section small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr
    """.split()
)
ATTRIBUTES: Final = frozenset(
    """
    align alt bgcolor border cellpadding cellspacing class color colspan dir face height lang nowrap rowspan size span
    start style title type valign value width
    """.split()
)
VOID: Final = frozenset("br col hr img wbr".split())
UNCLOSED: Final = frozenset("dd dt li p td th tr".split())
SILENT: Final = frozenset("iframe noembed noframes noscript script style textarea title xmp".split())
"""Elements whose content is no mark-up; all but ``style`` go with their content."""

_NAME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9]*")
_ATTRIBUTE: Final = re.compile(r"""[\s/]*([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']*))?""")
_CARRIED: Final = re.compile(r"data:image/(?:png|gif|jpeg|jpg|webp|bmp);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
_FETCHING: Final = re.compile(r"url\s*\(|@import|image-set\s*\(|image\s*\(", re.IGNORECASE)
_STYLE: Final = (
    "html{color-scheme:light;background:#fff}"
    "body{margin:4px 16px 16px;font:14px/1.5 Roboto,'Segoe UI','Helvetica Neue','Noto Sans',Arial,sans-serif;"
    "color:#1f1f1f;overflow-wrap:anywhere}"
    "img{max-width:100%;height:auto}"
    "a{color:#0b57d0;text-decoration:underline}"
    "pre{white-space:pre-wrap}"
)


def sheet(html: str) -> str:
    """Return a whole HTML document that shows ``html`` without anything that runs, fetches or leads elsewhere.

    Links keep their words and lose their target, which stays readable as a tooltip. Pictures stay only as ``data:``.
    Time and size are linear in the input. Never raises.
    """
    scan = _Scan(html[:MAX_HTML])
    return f'<!doctype html><meta charset="utf-8"><title>Message</title><style>{_STYLE}</style>{scan.run()}'


class _Scan:
    """One pass over ``html``; ``out`` is always well nested, so a browser has nothing to repair or to multiply."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.at = 0
        self.out: list[str] = []
        self.open: list[str] = []

    def run(self) -> str:
        """Return the cleaned mark-up."""
        while self.at < len(self.html):
            start = self.html.find("<", self.at)
            if start < 0:
                start = len(self.html)
            self.out.append(self.html[self.at : start].replace(">", "&gt;"))
            self.at = start
            if start < len(self.html):
                self._read_mark()
        self._close(0)
        return "".join(self.out)

    def _read_mark(self) -> None:
        if self.html.startswith("<!--", self.at):
            self._skip_past("-->")
        elif self.html.startswith(("<!", "<?"), self.at):
            self._skip_past(">")
        elif self.html.startswith("</", self.at):
            name = _NAME.match(self.html, self.at + 2)
            self._skip_past(">")
            if name:
                self._end(_plain(name[0]))
        elif name := _NAME.match(self.html, self.at + 1):
            self.at = name.end()
            self._start(_plain(name[0]), self._read_attributes())
        else:
            self.out.append("&lt;")
            self.at += 1

    def _skip_past(self, mark: str) -> None:
        found = self.html.find(mark, self.at)
        self.at = len(self.html) if found < 0 else found + len(mark)

    def _read_attributes(self) -> dict[str, str]:
        found: dict[str, str] = {}
        while self.at < len(self.html) and self.html[self.at] != ">":
            match = _ATTRIBUTE.match(self.html, self.at)
            if match:
                found.setdefault(match[1].lower(), entities.unescape((match[2] or "").strip("\"'")))
            self.at = match.end() if match else self.at + 1
        self.at += 1
        return found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in SILENT:
            self._silent(name)
            return
        if self.open and name in UNCLOSED and self.open[-1] == name:
            self._close(len(self.open) - 1)
        if name not in TAGS or len(self.open) >= MAX_DEPTH:
            return
        kept = {key: value for key, value in attributes.items() if key in ATTRIBUTES}
        if "style" in kept:
            kept["style"] = _FETCHING.sub("blocked(", kept["style"])
        if name == "img" and _CARRIED.fullmatch(attributes.get("src", "")):
            kept["src"] = attributes["src"]
        if name == "a" and "href" in attributes:
            kept["title"] = attributes["href"]
        written = "".join(f' {key}="{entities.escape(value)}"' for key, value in kept.items())
        self.out.append(f"<{name}{written}>")
        if name not in VOID:
            self.open.append(name)

    def _silent(self, name: str) -> None:
        end = re.compile(f"</{name}", re.IGNORECASE).search(self.html, self.at)
        content = self.html[self.at : end.start() if end else len(self.html)]
        self.at = end.start() if end else len(self.html)
        content = content.replace("<!--", "").replace("-->", "")
        if name == "style" and "<" not in content:
            self.out.append(f"<style>{_FETCHING.sub('blocked(', content)}</style>")

    def _end(self, name: str) -> None:
        if name in self.open:
            self._close(len(self.open) - 1 - self.open[::-1].index(name))

    def _close(self, depth: int) -> None:
        while len(self.open) > depth:
            self.out.append(f"</{self.open.pop()}>")


def _plain(name: str) -> str:
    """Return the tag under which ``name`` is shown: the body becomes a block, so that its colours stay."""
    return "div" if name.lower() == "body" else name.lower()
