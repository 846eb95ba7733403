"""Invented letters become the mail they describe, and every committed one keeps the form and the house rules."""

from __future__ import annotations

import json
import mailbox
import re
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from addon.commands.evaluate import evaluate_file
from addon.core.message import ReadState
from addon.mail import parse_message
from addon.training.letters import LETTERS, main, read_letters, write_mail

BLIND = Path(__file__).parents[1] / "letters"
FILES = sorted([*LETTERS.glob("*.jsonl"), *BLIND.glob("*.jsonl")])
LETTER = {
    "id": "x-001",
    "language": "en",
    "kind": "cold-application",
    "subject": "Zoë's loaf",
    "from": "Zoë Example <zoe@example.org>",
    "to": ["Anna Example <anna@example.com>"],
    "owner": ["anna@example.com"],
    "body": "Dear Anna,\n\nmy resume is attached.\nZoë",
    "attachments": [{"name": "zoë.pdf", "text": "Zoë Example\nEducation\n2001 - 2004 Bakery school"}],
    "label": "resume",
    "candidate": "sender",
    "broadcast": "targeted",
}
LEVELS = {"none", "one_sided", "seen_together", "answered", "maintained", "close"}
_ADDRESS = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_RESERVED = re.compile(r"(?:^|\.)(?:example|example\.(?:com|org|net))$")


def test_a_letter_becomes_mail_that_reads_back() -> None:
    """Names, subject, text and the text of the attached file survive the way through RFC 5322 and PDF."""
    message = parse_message(write_mail(LETTER))
    assert message.subject == "Zoë's loaf"
    assert message.sender is not None
    assert (message.sender.display_name, message.sender.addr_spec) == ("Zoë Example", "zoe@example.org")
    assert [address.addr_spec for address in message.to] == ["anna@example.com"]
    assert "my resume is attached" in message.body.text
    (file,) = message.attachments
    assert (file.filename, file.state) == ("zoë.pdf", ReadState.READ)
    assert "Bakery school" in file.text


def test_a_file_in_another_writing_becomes_a_word_file() -> None:
    """Our PDFs hold Latin letters only; the text must not turn into question marks."""
    letter = {
        **LETTER,
        "attachments": [{"name": "履歴書.pdf", "text": "職務経歴\n2001年4月 - 2010年3月 例製パン株式会社 製造部 主任として勤務"}],
    }
    (file,) = parse_message(write_mail(letter)).attachments
    assert file.filename == "履歴書.docx"
    assert "職務経歴" in file.text


def test_a_comma_in_a_name_ends_no_address() -> None:
    """Letters write names as people do, without quotes; the mail they become quotes them."""
    raw = write_mail({**LETTER, "from": "Example, Zoë <zoe@example.org>", "to": ["Head, Bread School <anna@example.com>"]})
    message = parse_message(raw)
    assert message.sender is not None
    assert (message.sender.display_name, message.sender.addr_spec) == ("Example, Zoë", "zoe@example.org")
    assert [(a.display_name, a.addr_spec) for a in message.to] == [("Head, Bread School", "anna@example.com")]


def test_a_hidden_audience_stays_hidden() -> None:
    """The empty group of a blind copy is written as mailers write it (RFC 5322 3.4)."""
    message = parse_message(write_mail({**LETTER, "to": ["undisclosed-recipients:;"]}))
    assert message.to == ()
    assert message.empty_groups == ("undisclosed-recipients",)


def test_a_letter_cannot_break_out_of_its_headers() -> None:
    """Line ends in a header value are spaces, and the fields a letter sets by itself are not set twice."""
    raw = write_mail({**LETTER, "headers": {"List-Id": "<a.example>\nBcc: b@example.com", "Bcc": "c@example.com"}})
    assert b"\nBcc:" not in raw
    assert parse_message(raw).list_id


def test_letters_become_cases_that_can_be_evaluated(tmp_path: Path) -> None:
    """The command writes mail, history and labels; ``evaluate`` reads them, the history with its labels included."""
    earlier = {"from": "anna@example.com", "to": ["zoe@example.org"], "subject": "Bread", "body": "Hi", "labels": ["SENT"]}
    answer = {"from": "zoe@example.org", "to": ["anna@example.com"], "subject": "Re: Bread", "body": "Hello", "labels": ["INBOX"]}
    history = [{**earlier, "days_before": 40}, {**answer, "days_before": 39}]
    letter = {**LETTER, "history": history, "relationship": "answered", "verdict_any_of": ["resume_from_known"]}
    source = tmp_path / "letters.jsonl"
    source.write_text(json.dumps(letter) + "\n", encoding="utf-8")
    run = CliRunner().invoke(main, [str(source), "--out", str(tmp_path / "out")])
    assert run.output.startswith("1 cases")
    with closing(mailbox.mbox(str(tmp_path / "out" / "history" / "x-001.mbox"))) as box:
        assert len(box) == 2
    figures = json.loads(evaluate_file(tmp_path / "out" / "cases.jsonl", as_json=True, plot=None))
    assert figures["broken"] == []
    assert figures["verdict"]["right"]["hits"] == 1
    assert figures["axes"]["relationship"]["confusion"] == {"answered -> answered": 1}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_committed_letters_are_well_formed(path: Path) -> None:
    """Ids are unique, labels are of the allowed values, and whose resume it is stands exactly where there is one."""
    letters = list(read_letters(path))
    assert len({letter["id"] for letter in letters}) == len(letters) > 20
    for letter in letters:
        assert letter["label"] in {"resume", "job_post", "other"}, letter["id"]
        assert letter["candidate"] in ({"sender", "third_party", "agency"} if letter["label"] == "resume" else {None}), letter[
            "id"
        ]
        assert letter["broadcast"] in {"broadcast", "targeted", "unclear"}, letter["id"]
        assert letter.get("relationship", "none") in LEVELS, letter["id"]
        assert letter["owner"], letter["id"]
        assert letter["body"] or letter["attachments"], letter["id"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_committed_letters_name_no_real_mailbox(path: Path) -> None:
    """All addresses are on the reserved names of RFC 2606."""
    text = path.read_text(encoding="utf-8").replace("\\n", "\n").replace("\\t", "\t")
    outside = {match.group() for match in _ADDRESS.finditer(text) if not _RESERVED.search(match.group(1).rstrip(".").lower())}
    assert outside == set()
