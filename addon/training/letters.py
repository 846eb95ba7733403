"""Invented letters (JSON Lines) as raw mail: what the models train on beside the data folder, and blind tests are run on.

``python -m addon.training.letters LETTERS.jsonl ... --out FOLDER`` writes ``cases.jsonl``, ``mail/`` and ``history/`` for
``python -m addon evaluate FOLDER/cases.jsonl``.
"""

from __future__ import annotations

import json
import mailbox
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.message import Message as RawMessage
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr, parseaddr
from pathlib import Path
from typing import Any

import click

from addon.preview.sample.papers import make_paper

LETTERS = Path(__file__).with_name("letters")
_SENT_AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
_LABELS = ("relationship", "resume", "candidate", "broadcast", "verdict_any_of")
_PAPERS = {"pdf": "pdf", "docx": "docx", "txt": "txt", "ics": "ics"}


def read_letters(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the letters of a JSON Lines file. Raises OSError when it is missing, ValueError when a line is no JSON."""
    for line in path.read_text(encoding="utf-8").split("\n"):  # not splitlines: texts hold U+2028 and the like
        if line:
            yield json.loads(line)


def write_mail(letter: Mapping[str, Any]) -> bytes:
    """Return the raw message (RFC 5322, CRLF) of a letter: its headers, body and attached files."""
    text = MIMEText(str(letter["body"]), "plain", "utf-8")
    message: RawMessage = text
    if letter.get("attachments"):
        message = MIMEMultipart("mixed", boundary=f"=_{letter['id']}_=")
        message.attach(text)
        for file in letter["attachments"]:
            message.attach(_attach(file["name"], file.get("text") or ""))
    days = timedelta(days=letter.get("days_before", 0))
    message["From"] = _encode_address(letter["from"])
    for field in ("to", "cc"):
        if letter.get(field):
            message[field.title()] = ", ".join(map(_encode_address, letter[field]))
    message["Subject"] = str(Header(" ".join(str(letter.get("subject") or "").split()), "utf-8"))
    message["Date"] = format_datetime(_SENT_AT - days)
    message["Message-ID"] = f"<{letter['id']}@letters.example.net>"
    for name, value in (letter.get("headers") or {}).items():
        if name.lower() not in {"bcc", "from", "to", "cc", "subject", "date", "message-id"}:
            message[name] = " ".join(str(value).split())
    return message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _encode_address(value: str) -> str:
    name, addr_spec = _split_address(value)
    if not addr_spec:
        return value  # a group: "undisclosed-recipients:;"
    local, _, domain = addr_spec.rpartition("@")
    return formataddr((name, f"{local}@{domain.encode('idna').decode()}"))


def _split_address(value: str) -> tuple[str, str]:
    """Name and address of ``Name <address>``: letters do not quote their names, so a comma in one ends nothing."""
    name, mark, rest = value.rpartition("<")
    return (name.strip().strip('"'), rest.rstrip("> ")) if mark else parseaddr(value)


def _attach(name: str, text: str) -> RawMessage:
    """The file called ``name`` that holds ``text``; a text outside Windows-1252 becomes a DOCX, for our PDFs hold no other."""
    stem, _, ending = name.rpartition(".")
    kind = _PAPERS.get(ending.lower())
    if kind == "pdf" and text.encode("cp1252", "replace").decode("cp1252") != text:
        name, kind = f"{stem}.docx", "docx"
    if kind is None or not text:
        part: RawMessage = MIMEApplication(text.encode(), "octet-stream")
    else:
        paper = make_paper(kind, name, text)
        part = MIMEApplication(paper.data, paper.media_type.partition("/")[2])
        part.replace_header("Content-Type", paper.media_type)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    return part


def write_cases(letters: Iterator[dict[str, Any]], out: Path) -> int:
    """Write the letters below ``out`` in the form ``addon evaluate`` reads, and return how many there are."""
    (out / "mail").mkdir(parents=True, exist_ok=True)
    (out / "history").mkdir(exist_ok=True)
    count = 0
    with (out / "cases.jsonl").open("w", encoding="utf-8") as cases:
        for letter in letters:
            count += 1
            path = out / "mail" / f"{letter['id']}.eml"
            path.write_bytes(write_mail(letter))
            case = {
                "id": letter["id"],
                "eml": f"mail/{path.name}",
                "owner": letter["owner"],
                "history": _write_history(letter, out),
                "language": letter["language"],
                "pitfall": letter["kind"],
                "labels": {
                    name: letter["label" if name == "resume" else name] for name in _LABELS if name in letter or name == "resume"
                },
                "doubt": bool(letter.get("doubt")),
            }
            cases.write(json.dumps(case, ensure_ascii=False) + "\n")
    return count


def _write_history(letter: Mapping[str, Any], out: Path) -> str | None:
    """Write the letter's earlier mail as an mbox with the label headers of a Takeout, and return its path below ``out``."""
    if not letter.get("history"):
        return None
    path = out / "history" / f"{letter['id']}.mbox"
    path.unlink(missing_ok=True)
    with closing(mailbox.mbox(str(path))) as box:
        for place, earlier in enumerate(letter["history"]):
            labels = {label.upper() for label in earlier.get("labels") or ()}
            headers = {"X-Gmail-Labels": "Sent" if "SENT" in labels else "Inbox", **(earlier.get("headers") or {})}
            row = {**earlier, "id": f"{letter['id']}-{place}", "headers": headers}
            box.add(mailbox.mboxMessage(write_mail(row).replace(b"\r\n", b"\n")))
    return f"history/{path.name}"


@click.command()
@click.argument("letters", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write to.")
def main(letters: tuple[Path, ...], out: Path) -> None:
    """Write invented LETTERS as mail files with a labelled cases.jsonl."""
    count = write_cases((letter for path in letters for letter in read_letters(path)), out)
    click.echo(f"{count} cases in {out / 'cases.jsonl'}")


if __name__ == "__main__":
    main()
