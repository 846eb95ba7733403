"""`assess-draft`: a draft from a file goes the way of the compose card, and comes out as the documented JSON."""

from __future__ import annotations

import json
import mailbox
from pathlib import Path

import pytest
from click.testing import CliRunner

from addon.__main__ import cli
from tests.addon.stage import OWNER
from tests.addon.writing import BLAST, NOTE, draft_bytes, friend, friends_mail, strangers

FIELDS = {
    "id", "grade", "sentence", "recipients", "strangers", "known", "resume", "reasons", "fixes", "looks_like", "better_way",
    "not_seen", "cost",
}  # fmt: skip


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, ["assess-draft", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """An mbox in which five people know the owner."""
    path = tmp_path / "history.mbox"
    box = mailbox.mbox(path)
    for raw in friends_mail(5):
        box.add(raw)
    box.close()
    return path


def saved(tmp_path: Path, raw: bytes, name: str = "draft") -> str:
    path = tmp_path / f"{name}.eml"
    path.write_bytes(raw)
    return str(path)


def test_the_blast_as_json(tmp_path: Path, history: Path) -> None:
    """The founding post's blast: stop, in three round trips and sixty units at most."""
    path = saved(tmp_path, draft_bytes(bcc=strangers(60), subject="Maya Lind", text=BLAST, resume=True), "blast")
    found = json.loads(run(path, "--history", str(history), "--owner", OWNER, "--json"))

    assert set(found) == FIELDS
    assert (found["id"], found["grade"], found["strangers"], found["known"]) == ("blast", "stop", 60, 0)
    assert found["resume"]["call"] == "resume"
    assert found["looks_like"]["verdict"] == "resume_blast"
    assert found["recipients"][0] == {
        "addr_spec": strangers(1)[0],
        "field": "bcc",
        "level": "none",
        "kind": "person",
        "colleague": False,
    }
    assert {reason["symbol"] for reason in found["reasons"]} >= {
        "STRANGERS_IN_BCC",
        "RESUME_TO_STRANGERS",
        "SUBJECT_IS_YOUR_NAME",
    }
    assert "split" in found["fixes"]
    assert found["cost"]["round_trips"] <= 3
    assert found["cost"]["units"] <= 60


def test_friends_and_a_personal_note_are_fine(tmp_path: Path, history: Path) -> None:
    """Known people from the history file have their levels; one stranger with a personal letter is fine too."""
    five = saved(tmp_path, draft_bytes([friend(n) for n in range(5)], subject="Lunch", text="Hi all,\n\nlunch at noon?"))
    note = draft_bytes(
        ["Ines Hart <ines@harbour.example>"], subject="Your tide gauges", text=NOTE.format(name="Ines"), resume=True
    )
    friends = json.loads(run(five, "--history", str(history), "--owner", OWNER, "--json"))
    single = json.loads(run(saved(tmp_path, note, "note"), "--history", str(history), "--owner", OWNER, "--json"))

    assert (friends["grade"], friends["known"], friends["strangers"], friends["reasons"]) == ("fine", 5, 0, [])
    assert {each["level"] for each in friends["recipients"]} <= {"answered", "maintained", "close"}
    assert friends["not_seen"] == []
    assert (single["grade"], single["strangers"]) == ("fine", 1)
    assert len(single["reasons"]) <= 1


def test_the_text_form_opens_with_the_grade(tmp_path: Path) -> None:
    path = saved(tmp_path, draft_bytes(bcc=strangers(60), subject="Maya Lind", text=BLAST, resume=True))
    lines = run(path, "--owner", OWNER).splitlines()

    assert lines[0].startswith("Hold on: You are about to send your resume to 60 people")
    assert any(line == "  and 40 more" for line in lines)
    assert "60 don't know you." in lines
    assert any(line.startswith("How it will look to someone who doesn't know you: A resume from Maya Lind") for line in lines)


def test_strangers_are_those_whom_the_sentence_counts(tmp_path: Path, history: Path) -> None:
    """Shared mailboxes included; the text form leaves out what there is none of."""
    roles = [f"jobs@firm{number}.example" for number in range(6)]
    path = saved(tmp_path, draft_bytes(roles, subject="Surveyor", text=BLAST, resume=True))
    found = json.loads(run(path, "--owner", OWNER, "--json"))
    mixed = saved(tmp_path, draft_bytes([friend(0), "tides@lists.pier.example"], subject="Tides", text="Hi all"), "mixed")

    assert (found["sentence"], found["strangers"]) == (
        "You are about to send your resume to six shared mailboxes that don't know you.",
        6,
    )
    assert "6 don't know you." in run(path, "--owner", OWNER).splitlines()
    assert "1 knows you, 1 is a mailing list." in run(mixed, "--history", str(history), "--owner", OWNER).splitlines()


def test_lines_are_judged_one_by_one_and_a_bad_one_ends_nothing(tmp_path: Path, history: Path) -> None:
    """The same history serves every line and is left as it was."""
    saved(tmp_path, draft_bytes([friend(0)], subject="Lunch", text="Hi, lunch at noon?"), "a")
    rows = [
        {"id": "a", "eml": "a.eml", "owner": [OWNER], "history": history.name},
        {"id": "bad", "eml": "missing.eml", "owner": [OWNER]},
        {"id": "b", "raw": f"From: {OWNER}\nTo: {friend(1)}\nSubject: Hi\n\nHello\n", "owner": [OWNER], "history": history.name},
        {"id": "none", "raw": "Subject: Hi\n\nHello\n", "owner": [OWNER]},
    ]
    cases = tmp_path / "cases.jsonl"
    cases.write_text("\n".join(json.dumps(row) for row in rows) + "\nnot json\n", encoding="utf-8")
    found = [json.loads(line) for line in run("--jsonl", str(cases)).splitlines()]

    assert [each.get("grade") for each in found] == ["fine", None, "fine", "empty", None]
    assert [each["known"] for each in found if each.get("grade") == "fine"] == [1, 1]
    assert "error" in found[1]
    assert "error" in found[4]


@pytest.mark.parametrize("arguments", [[], ["draft.eml"], ["draft.eml", "--jsonl", "draft.eml"]])
def test_wrong_use_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    saved(tmp_path, draft_bytes([friend(0)]))
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["assess-draft", *arguments])

    assert result.exit_code == 2
    assert "Error:" in result.output


def test_every_address_given_is_the_owners(tmp_path: Path) -> None:
    """A copy to the second address is a copy to oneself: nobody to judge."""
    path = saved(tmp_path, draft_bytes(to=[*strangers(1), "maya@home.example.net"], subject="A question"))
    one = json.loads(run(path, "--owner", OWNER, "--json"))
    both = json.loads(run(path, "--owner", OWNER, "--owner", "maya@home.example.net", "--json"))
    assert (one["strangers"], both["strangers"]) == (2, 1)
