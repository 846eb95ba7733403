"""Labelled texts and messages for the resume models: invented letters beside this file, and a data folder.

The data folder is no part of the project. It holds ``composed/`` and ``real/`` (``cases.jsonl`` and mail),
``resumes/resumes.jsonl``, ``adverts.jsonl``, ``lookalikes/``, ``mailboxes/*.mbox`` and ``lists/``. All of it is other people's
text: nothing but the weights of common words leaves this package.
"""

from __future__ import annotations

import base64
import gzip
import json
import mailbox
import re
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from addon.core.address import Address, Owner
from addon.core.message import Body, Message
from addon.core.resume.layers import own_text, passed_on_text
from addon.core.resume.subject import bare_subject
from addon.mail import parse_message
from addon.training.letters import LETTERS, read_letters, write_mail

FOLDS = 5
_SCREEN = re.compile(
    r"resum|curricul|\bcv\b|candidate|\bjob|applicant|employment|position|recruit|career|internship", re.IGNORECASE
)
MARKS = frozenset(
    """
    enron ebs ees maharashtra pune mumbai california texas houston energy gas power trading trade traders trader
    kernel patch linux apache git example com org net http https www mailto
    """.split()
)
"""Words that only tell which collection a text came from: its company, towns and business, and what addresses are made of."""

READ = "mailbox/read"
"""Source of mailbox messages that speak of jobs. In the office mailbox each was looked at, most by subject and first words, on
the kernel list those that a model found doubtful: they present nobody and offer nothing, but for"""

_APPLICATIONS = frozenset({"skilling-j-879", "skilling-j-978", "skilling-j-1457"})
"""these, whose writers offer themselves,"""

_UNCERTAIN = frozenset(f"skilling-j-{place}" for place in (988, 989, 1002, 1706, 1931))
"""and these: copies of one of them, and mail that two readers may call by two names."""

_LETTER = 0.09
"""Weight of an invented letter in the message model: together the thousands weigh about as much as the composed mail."""

_MAX_WEAK = {"skilling-j.mbox": 1200, "zohar-m.slice.mbox": 400}


@dataclass(frozen=True)
class LabelledText:
    """One text for the text model; texts of one ``group`` share a fold."""

    text: str
    label: str
    source: str
    group: str
    weight: float = 1.0
    language: str = "en"
    subject: str = ""


@dataclass(frozen=True)
class LabelledMessage:
    """One message for the message model. ``doubt`` marks a label that readers may dispute: never trained on or counted."""

    name: str
    message: Message
    owner: Owner
    label: str
    candidate: str | None
    source: str
    group: str
    weight: float = 1.0
    language: str = "en"
    doubt: bool = False


def fold_of(group: str) -> int:
    """Return the cross-validation fold (0..4) of a group: the same on every run and machine."""
    return zlib.crc32(group.encode()) % FOLDS


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file. Raises OSError when it is missing."""
    for line in path.read_text(encoding="utf-8").split("\n"):  # not splitlines: texts hold U+2028 and the like
        if line:
            yield json.loads(line)


def read_names(data: Path) -> frozenset[str]:
    """Return folded first names and surnames of the census lists: words that may not become features."""
    names: set[str] = set()
    for path in sorted((data / "lists").glob("census-*.txt.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            names.update(line.strip().casefold() for line in lines if not line.startswith("#"))
    return frozenset(names)


def read_messages(data: Path) -> list[LabelledMessage]:
    """Return the labelled messages, then mail of whole mailboxes: what speaks of jobs as it was read, of the rest a part."""
    found = [case for kind in ("composed", "real") for case in _read_cases(data, kind)] + read_invented(LETTERS)
    known = {_fingerprint(case.message) for case in found}
    mail = [case for path in sorted((data / "mailboxes").glob("*.mbox")) for case in read_mailbox(path)]
    found += [case for case in mail if _fingerprint(case.message) not in known]
    found += _read_adverts_as_messages(data)
    return found


def _read_cases(data: Path, kind: str) -> list[LabelledMessage]:
    parsed = [(case, parse_message((data / kind / case["eml"]).read_bytes())) for case in read_lines(data / kind / "cases.jsonl")]
    groups = _group([_keys(case["id"], message) for case, message in parsed])
    return [
        LabelledMessage(
            case["id"],
            message,
            Owner(tuple(case["owner"])),
            case["labels"]["resume"],
            case["labels"]["candidate"],
            kind,
            group,
            weight=3.0 if kind == "real" else 1.0,
            language=case["language"],
            doubt=bool(case.get("doubt")),
        )
        for (case, message), group in zip(parsed, groups, strict=True)
    ]


def read_invented(folder: Path) -> list[LabelledMessage]:
    """Return the invented letters of every JSON Lines file in ``folder``, as the mail they make."""
    return [
        LabelledMessage(
            letter["id"],
            parse_message(write_mail(letter)),
            Owner(tuple(letter["owner"])),
            letter["label"],
            letter["candidate"],
            f"letters/{path.stem}",
            letter["id"],
            weight=_LETTER if letter["label"] == "other" else _LETTER / 2,  # most mail of a mailbox is neither, unlike these
            language=letter["language"],
            doubt=bool(letter.get("doubt")),
        )
        for path in sorted(folder.glob("*.jsonl"))
        for letter in read_letters(path)
    ]


def _fingerprint(message: Message) -> tuple[str, str]:
    """What tells that a mailbox message is one of the labelled cases: some were taken from these mailboxes."""
    return " ".join(message.subject.split()), " ".join(message.body.text.split())[:80]


def _keys(name: str, message: Message) -> list[str]:
    """What ties messages into one group: the sender, and any resume text they share."""
    sender = message.sender
    keys = [(sender.display_name or sender.addr_spec).casefold() if sender else name]
    texts = [message.body.text, *(a.text for a in message.attachments)]
    keys += [" ".join(text.split())[-160:] for text in texts if len(text) > 400]
    return keys


def _group(keys: list[list[str]]) -> list[str]:
    """Return a group name per row; rows that share a key, directly or through others, get the same one (union-find)."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for row in keys:
        for key in row[1:]:
            parent[root(key)] = root(row[0])
    return [root(row[0]) for row in keys]


def read_mailbox(path: Path) -> list[LabelledMessage]:
    """Every message of the mailbox that speaks of jobs, as it was read, and of those that do not every second one."""
    most = _MAX_WEAK.get(path.name, 300)
    owner = Owner(("owner@example.com",))
    kept: list[LabelledMessage] = []
    weak = 0
    with closing(mailbox.mbox(str(path), create=False)) as box:
        for place, raw in enumerate(box):
            message = parse_message(raw.as_bytes())
            inner = message.body.forwarded.text if message.body.forwarded else ""
            group = message.sender.addr_spec if message.sender else path.name
            name = f"{path.stem}-{place}"
            if _SCREEN.search(f"{message.subject} {message.body.text} {message.body.quoted} {inner}"):
                label, candidate = ("resume", "sender") if name in _APPLICATIONS else ("other", None)
                kept.append(LabelledMessage(name, message, owner, label, candidate, READ, group, doubt=name in _UNCERTAIN))
            elif weak < most and zlib.crc32(f"{path.name}{place}".encode()) % 2 == 0:
                weak += 1
                kept.append(LabelledMessage(name, message, owner, "other", None, "mailbox", group))
    return kept


def _read_adverts_as_messages(data: Path) -> list[LabelledMessage]:
    sender = Address("jobs@example.com", "")
    return [
        LabelledMessage(
            row["id"],
            Message(subject=row.get("subject") or "", sender=sender, body=Body(text=row["text"])),
            Owner(("owner@example.com",)),
            "job_post",
            None,
            "advert",
            row["id"],
            weight=0.05,
            language=row["language"],
        )
        for row in read_lines(data / "adverts.jsonl")
    ]


def read_texts(data: Path, messages: list[LabelledMessage]) -> list[LabelledText]:
    """Return resumes, adverts and look-alikes as files, and the layers and attachments of the labelled messages."""
    groups = {case.name: case.group for case in messages}
    found = []
    for row in read_lines(data / "resumes" / "resumes.jsonl"):
        used = [groups[name] for name in row.get("used_in", []) if name in groups]
        found.append(LabelledText(row["text"], "resume", f"resumes/{row['source'][:8]}", used[0] if used else row["id"]))
    found += [
        LabelledText(row["text"], "job_post", f"adverts/{row['source'][:8]}", row["id"], 3.0, row["language"])
        for row in read_lines(data / "adverts.jsonl")
    ]
    found += _read_lookalikes(data)
    for case in messages:
        if case.doubt or case.source == "advert":
            continue
        weight = {"real": 3.0 if case.label != "other" else 1.0, "mailbox": 0.5}.get(case.source, 1.0)
        is_rare = not case.source.startswith("letters") and (case.label == "job_post" or case.candidate == "agency")
        weight *= 3.0 if is_rare else 1.0
        own = own_text(case.message), bare_subject(case.message.subject)
        for text, subject in (own, (passed_on_text(case.message), "")):
            if len(text) > 40:
                found.append(LabelledText(text, case.label, f"{case.source}/body", case.group, weight, case.language, subject))
        for attachment in case.message.attachments:
            if len(attachment.text) > 150:
                found.append(LabelledText(attachment.text, case.label, f"{case.source}/file", case.group, 1.0, case.language))
    return found


def _read_lookalikes(data: Path) -> list[LabelledText]:
    """Texts of the PDF, Word and Markdown look-alikes, read by the mail layer as attachments of a bare message."""
    found = []
    for path in sorted((data / "lookalikes").rglob("*.*")):
        if path.suffix.lower() not in {".pdf", ".doc", ".docx", ".odt", ".md"}:
            continue
        kind = path.suffix.lower().lstrip(".")
        head = f'From: a@example.com\nSubject: x\nMIME-Version: 1.0\nContent-Type: application/{kind}; name="file.{kind}"\n'
        head += f'Content-Disposition: attachment; filename="file.{kind}"\nContent-Transfer-Encoding: base64\n\n'
        message = parse_message(head.encode() + _base64(path.read_bytes()))
        text = message.attachments[0].text if message.attachments else ""
        is_resume = path.parent.name == "resumes_multilang" and not path.name.startswith("ResumeSample")
        if text.strip():
            found.append(LabelledText(text, "resume" if is_resume else "other", "lookalikes", path.name[:16], 2.0, "xx"))
    return found


def _base64(raw: bytes) -> bytes:
    return base64.encodebytes(raw)
