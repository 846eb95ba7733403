"""`evaluate`: what it counts, what it refuses, and what it prints."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from addon.__main__ import cli
from addon.commands import evaluate as command
from addon.commands.desk import Judged
from addon.commands.figures import figures_of
from addon.commands.labels import Labels
from addon.commands.metrics import Axis, calibration
from addon.commands.scored import Scored
from addon.commands.worst import worst_cases
from addon.core.address import Owner
from addon.core.assessment import Assessment
from addon.core.evidence import Broadcast, Finding, Resume
from addon.core.message import Message
from addon.core.relationship import Level, Relationship
from addon.core.verdict import Verdict, VerdictName
from addon.mail import parse_message
from cards.view import Cost
from tests.addon.stage import LETTER, OWNER, mail

LABELS = {
    "relationship": "answered",
    "resume": "other",
    "candidate": None,
    "broadcast": "targeted",
    "verdict_any_of": ["known"],
}


def case(case_id: str = "a", **changes: Any) -> dict[str, Any]:
    """A good case, or one with other fields; a label that is changed stands under ``labels``."""
    good = {"id": case_id, "eml": "mail.eml", "owner": [OWNER], "history": "history.mbox", "labels": LABELS, "language": "en"}
    return {**good, **changes}


def labelled(**labels: Any) -> dict[str, Any]:
    return case(labels={**LABELS, **labels})


def evaluate(folder: Path, *lines: Mapping[str, Any] | str, options: tuple[str, ...] = ()) -> Result:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    (folder / "labels.jsonl").write_text(text, encoding="utf-8")
    return CliRunner().invoke(cli, ["evaluate", str(folder / "labels.jsonl"), *options], catch_exceptions=False)


def figures(folder: Path, *lines: Mapping[str, Any] | str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(evaluate(folder, *lines, options=("--json",)).stdout)
    return made


# --- labels and fields --------------------------------------------------------------------------------------------------------

WRONG = [
    (
        {"labels": "resume"},
        'labels: must be an object with relationship, resume, candidate, broadcast, verdict_any_of; it is "resume"',
    ),
    ({"labels": ["resume"]}, "labels: must be an object"),
    ({"labels": None}, "it is null"),
    ({"labels": {}}, "labels: give at least one of relationship"),
    ({"labels": {"resum": "other"}}, "labels: give at least one of relationship"),
    (labelled(verdict_any_of=5), 'labels.verdict_any_of: must be a list of verdicts such as ["known"], or null; it is 5'),
    (labelled(verdict_any_of="known"), 'it is "known"'),
    (labelled(verdict_any_of=["strangr"]), 'labels.verdict_any_of: "strangr" is not one of known, group_mail, '),
    (labelled(verdict_any_of=["known", 3]), "labels.verdict_any_of: 3 is not one of"),
    (labelled(verdict_any_of=[["known"]]), 'labels.verdict_any_of: ["known"] is not one of'),
    (labelled(resume="Resume"), 'labels.resume: "Resume" is not one of resume, job_post, other, null'),
    (labelled(broadcast=["targeted"]), 'labels.broadcast: ["targeted"] is not one of broadcast, targeted, unclear, null'),
    (labelled(relationship="R5"), 'labels.relationship: "R5" is not one of none, one_sided, seen_together, answered, '),
    (labelled(relationship="unknown"), 'labels.relationship: "unknown" is not one of'),
    (labelled(candidate="Sender"), 'labels.candidate: "Sender" is not one of sender, third_party, agency, none, null'),
    (labelled(candidate=False), "labels.candidate: false is not one of"),
    ({"doubt": "false"}, 'doubt: must be true or false, without quotes; it is "false"'),
    ({"doubt": 0}, "doubt: must be true or false, without quotes; it is 0"),
    ({"language": ["de"]}, 'language: must be a string or null; it is ["de"]'),
    ({"pitfall": {"a": 1}}, 'pitfall: must be a string or null; it is {"a": 1}'),
    ({"id": ["a"]}, 'id: must be a string or a number; it is ["a"]'),
    ({"owner": "bogus"}, 'owner: must be a list of addresses, the mailbox first, such as ["ann@example.com"]; it is "bogus"'),
    ({"owner": ["a@"]}, 'owner: needs an address such as ann@example.com; there is "a@"'),
    ({"history": 5}, "history: must be the path of an mbox, or null where there is no other mail; it is 5"),
    ({"history": "."}, 'history: "." is a folder, not a file'),
    ({"history": "gone.mbox"}, 'history: there is no file "gone.mbox"'),
    ({"history": "mail.eml"}, 'history: mail.eml is no mbox: the first line of one begins with "From "'),
    ({"eml": None, "raw": ""}, "raw: the message is empty"),
    ({"eml": None, "raw": "\ud800"}, "raw: holds half of a surrogate pair"),
    ({"eml": None, "raw_base64": "é"}, 'raw_base64: not valid base64; it is "é"'),
]


@pytest.mark.parametrize(("changes", "told"), WRONG, ids=[told[:60] for _, told in WRONG])
def test_a_wrong_field_breaks_its_line_alone_and_is_named_with_its_value_and_the_fix(
    folder: Path, changes: dict[str, Any], told: str
) -> None:
    made = figures(folder, {**case("a"), **changes}, case("good"))

    (broken,) = made["broken"]
    assert broken["line"] == 1
    assert broken["id"] == (None if told.startswith("id:") else "a")
    assert told in broken["error"]
    assert "BadCase" not in broken["error"]
    assert made["cases"] == 1
    assert made["verdict"]["right"]["total"] == 1


RIGHT = [
    labelled(verdict_any_of=None),
    labelled(verdict_any_of=[]),
    labelled(verdict_any_of=["known", "known"]),
    labelled(resume=None, broadcast=None, relationship=None),
    labelled(candidate="none"),
    {"labels": {"candidate": None}},
    {"labels": {"resume": "other"}},
    {"doubt": False},
    {"doubt": None, "language": None, "pitfall": None},
    {"id": 7},
    {"owner": OWNER},
    {"history": None},
]


@pytest.mark.parametrize("changes", RIGHT, ids=str)
def test_what_may_be_left_out_breaks_nothing(folder: Path, changes: dict[str, Any]) -> None:
    result = evaluate(folder, {**case(), **changes}, options=("--json",))

    assert json.loads(result.stdout)["broken"] == []
    assert result.exit_code == 0


def test_every_wrong_field_of_a_line_is_named(folder: Path) -> None:
    (broken,) = figures(folder, {**labelled(resume="CV", broadcast="mass"), "doubt": "no"})["broken"]

    for told in ('labels.resume: "CV"', 'labels.broadcast: "mass"', "doubt: must be"):
        assert told in broken["error"]


def test_an_absent_label_is_no_class_and_is_counted_as_missing(folder: Path) -> None:
    """A null candidate says that nobody is presented; any other null says that nobody labelled it."""
    made = figures(
        folder, labelled(resume=None, broadcast=None, verdict_any_of=[]), case("b"), {**case("c"), "labels": {"resume": "other"}}
    )

    assert made["unlabelled"] == {"resume": 1, "candidate": 1, "broadcast": 2, "relationship": 1, "verdict_any_of": 2}
    assert made["axes"]["resume"]["confusion"] == {"other -> other": 2}
    assert made["axes"]["candidate"]["confusion"] == {"none -> none": 2}
    assert "Cases without a label" in evaluate(folder, labelled(resume=None)).stdout
    assert "Cases without a label" not in evaluate(folder, case()).stdout


def test_an_unknown_label_beside_known_ones_is_named_once_with_what_was_meant(folder: Path) -> None:
    made = figures(
        folder, labelled(brodcast="targeted"), {**labelled(brodcast="x"), "id": "b"}, {**labelled(note="ok"), "id": "c"}
    )

    assert made["broken"] == []
    assert made["warnings"] == [
        'labels: there is no label "brodcast", so it is ignored; did you mean broadcast? (2 lines, the first is line 1)',
        'labels: there is no label "note", so it is ignored (line 3)',
    ]


def test_a_misspelt_field_is_named_and_a_field_of_ones_own_is_not(folder: Path) -> None:
    made = figures(folder, {**case(), "histroy": "x", "why": "because", "origin": 3})

    assert made["warnings"] == ['"histroy" is ignored; did you mean history? (line 1)']


def test_what_is_no_address_among_the_owners_is_named(folder: Path) -> None:
    made = figures(folder, case(owner=[OWNER, "me@"]), {**case(), "id": "b"})

    assert made["warnings"] == ['owner: "me@" is no address and is left out (line 1)']


def test_an_id_that_stands_twice_is_named(folder: Path) -> None:
    assert figures(folder, case(), case(), case("b"))["warnings"] == [
        'id: "a" stands on more than one line (2 lines, the first is line 1)'
    ]


# --- the file and the exit status ---------------------------------------------------------------------------------------------


def test_a_run_with_broken_lines_prints_its_figures_and_fails(folder: Path) -> None:
    result = evaluate(folder, case(), "not json")

    assert result.exit_code == 1
    assert "1 cases judged, 0 doubtful left out, 1 broken" in result.stdout
    assert "BROKEN line 2 (no id): the line is not JSON" in result.stdout
    assert "1.000 (0.207-1.000, 1/1)" in result.stdout
    assert "1 line could not be judged" in result.stderr


def test_a_whole_run_succeeds(folder: Path) -> None:
    result = evaluate(folder, case(), {**case("b"), "doubt": True})

    assert result.exit_code == 0
    assert "1 cases judged, 1 doubtful left out, 0 broken" in result.stdout
    assert result.stderr == ""


def test_an_empty_file_fails_and_says_so(folder: Path) -> None:
    result = evaluate(folder, "")

    assert result.exit_code == 1
    assert "there is no case in this file" in result.stderr


def test_the_broken_lines_beyond_those_printed_are_counted(folder: Path) -> None:
    lines = [{**case(f"x{number}"), "owner": None} for number in range(23)]
    text = evaluate(folder, *lines).stdout

    assert text.count("BROKEN line") == 20
    assert "BROKEN line 20 (case x19)" in text
    assert "BROKEN and 3 more lines; --json names them all" in text
    assert "more lines" not in evaluate(folder, *lines[:20]).stdout
    assert len(figures(folder, *lines)["broken"]) == 23


def test_a_byte_order_mark_breaks_nothing(folder: Path) -> None:
    assert figures(folder, "\ufeff" + json.dumps(case()))["cases"] == 1


def test_bytes_that_are_not_utf8_are_refused_and_never_guessed(folder: Path) -> None:
    (folder / "labels.jsonl").write_bytes(json.dumps(case("é"), ensure_ascii=False).encode("latin-1"))
    result = CliRunner().invoke(cli, ["evaluate", str(folder / "labels.jsonl")], catch_exceptions=False)

    assert "BROKEN line 1 (no id): the line is not UTF-8 text: save the file as UTF-8" in result.stdout


def test_deeply_nested_json_breaks_its_line_alone(folder: Path) -> None:
    made = figures(folder, "[" * 100_000, case())

    assert [each["line"] for each in made["broken"]] == [1]
    assert made["cases"] == 1


def test_an_id_cannot_drive_the_terminal(folder: Path) -> None:
    text = evaluate(folder, {**case("\x1b[31mred\n\ud800"), "owner": None}).stdout

    assert "\x1b" not in text
    assert "(case  [31mred  )" in text


def test_a_fault_of_ours_is_told_and_ends_no_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Judged:
        raise KeyError("x")

    monkeypatch.setattr(command.Desk, "judge", fail)
    (broken,) = figures(folder, case())["broken"]

    assert broken["error"] == "judging it failed, which is a fault of this program: KeyError: 'x'"


# --- the curves ---------------------------------------------------------------------------------------------------------------


def test_curves_are_drawn_with_their_intervals(folder: Path) -> None:
    evaluate(folder, case(), options=("--plot", str(folder / "curves.SVG")))
    drawn = (folder / "curves.SVG").read_text(encoding="utf-8")

    assert drawn.startswith("<svg")
    assert drawn.count("<circle") == drawn.count("<line") == 2


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("curves.png", "curves are written as SVG only, so the name must end with .svg"),
        ("curves", "must end with .svg"),
        ("gone/curves.svg", "there is no folder"),
    ],
)
def test_a_place_where_curves_cannot_be_written_is_refused_before_anything_is_judged(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, told: str
) -> None:
    judged: list[object] = []
    monkeypatch.setattr(command.Desk, "judge", lambda *_: judged.append(1))
    result = evaluate(folder, case(), options=("--plot", str(folder / name)))

    assert result.exit_code == 1
    assert told in result.output
    assert not judged
    assert not (folder / name).exists()


def test_figures_are_printed_even_where_the_curves_then_fail_to_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    (folder / "labels.jsonl").write_text(json.dumps(case()), encoding="utf-8")
    monkeypatch.setattr(Path, "write_text", fail)
    arguments = ["evaluate", str(folder / "labels.jsonl"), "--plot", str(folder / "curves.svg")]
    result = CliRunner().invoke(cli, arguments, catch_exceptions=False)

    assert result.exit_code == 1
    assert "1 cases judged" in result.stdout
    assert "No space left on device" in result.stderr


# --- figures ------------------------------------------------------------------------------------------------------------------


def scored(
    case_id: str,
    verdict: str,
    accepted: tuple[str, ...],
    *,
    resume: tuple[str, float, str] = ("other", 0.0, "other"),
    broadcast: tuple[str, float | None, str] = ("targeted", 0.0, "targeted"),
    relationship: str = "none",
    language: str = "en",
) -> Scored:
    """A judged case: each of ``resume`` and ``broadcast`` is (label, probability, call)."""
    findings = (Finding("X", "x", 1.0, "It went to 40 people."),)
    found = Assessment(
        message(),
        Owner((OWNER,)),
        Relationship(Level.NONE),
        Resume(resume[2], None, resume[1]),
        Broadcast(broadcast[2], broadcast[1], findings),
        Verdict(VerdictName(verdict), "What it is.", "probably"),
    )
    labels = Labels(relationship, resume[0], "none", broadcast[0], accepted, language, "-", doubt=False)
    return Scored(case_id, Judged(found, Cost(0, 0, 0, 0), 0.0), labels)


def message() -> Message:
    return parse_message(LETTER)


def test_the_verdict_table_says_what_was_accepted_and_what_was_given() -> None:
    """The order in which a labeller wrote the accepted verdicts makes no row of its own."""
    cases = [
        scored("a", "first_contact", ("stranger", "first_contact")),
        scored("b", "stranger", ("first_contact", "stranger")),
        scored("c", "broadcast", ("stranger", "first_contact")),
        scored("d", "known", ("known",)),
    ]

    assert figures_of(cases)["verdict"]["confusion"] == {
        "first_contact | stranger -> broadcast": 1,
        "first_contact | stranger -> first_contact": 1,
        "first_contact | stranger -> stranger": 1,
        "known -> known": 1,
    }


def test_precision_of_a_verdict_is_lenient_and_recall_strict() -> None:
    cases = [
        scored("a", "resume_blast", ("resume_blast",)),
        scored("b", "stranger_resume", ("resume_blast",)),
        scored("c", "resume_blast", ("resume_blast", "stranger_resume")),
        scored("d", "stranger_resume", ("resume_blast", "stranger_resume")),
        scored("e", "resume_blast", ("known",)),
    ]
    made = figures_of(cases)["verdict"]

    assert (made["resume_blast_precision"]["hits"], made["resume_blast_precision"]["total"]) == (2, 3)
    assert (made["resume_blast_recall"]["hits"], made["resume_blast_recall"]["total"]) == (1, 2)
    assert made["by_name"]["resume_blast"] == {"precision": made["resume_blast_precision"], "recall": made["resume_blast_recall"]}
    assert made["by_name"]["known"]["recall"]["total"] == 1
    assert "list_mail" not in made["by_name"]


def test_resume_and_advert_calls_are_counted_by_language() -> None:
    cases = [
        scored("a", "known", ("known",), resume=("resume", 0.9, "resume"), language="de"),
        scored("b", "known", ("known",), resume=("resume", 0.1, "other"), language="de"),
        scored("c", "known", ("known",), resume=("job_post", 0.1, "job_post"), language="fr"),
    ]
    made = figures_of(cases)["by_language"]

    assert made["de"]["resume"]["recall"]["value"] == 0.5
    assert made["de"]["resume"]["precision"]["value"] == 1.0
    assert made["de"]["job_post"]["recall"]["total"] == 0
    assert made["fr"]["job_post"]["f1"] == 1.0
    assert made["de"]["cases"] == 2
    assert made["de"]["verdict_right"]["hits"] == 2
    assert made["de"]["resume_right"]["hits"] == 1


def test_unclear_calls_are_counted_as_abstentions() -> None:
    cases = [scored("a", "known", ("known",), broadcast=("targeted", 0.4, "unclear")), scored("b", "known", ("known",))]
    made = figures_of(cases)["axes"]

    assert (made["broadcast"]["abstained"]["hits"], made["broadcast"]["abstained"]["total"]) == (1, 2)
    assert "abstained" not in made["resume"]


def test_the_worst_are_false_alarms_then_wrong_verdicts_then_the_furthest_probabilities() -> None:
    cases = [
        scored("sure and right", "known", ("known",)),
        scored("resume missed", "known", ("known",), resume=("resume", 0.2, "other")),
        scored("broadcast missed", "known", ("known",), broadcast=("broadcast", 0.05, "targeted")),
        scored("no truth", "known", ("known",), broadcast=("unclear", 0.9, "broadcast")),
        scored("not told", "known", ("known",), broadcast=("broadcast", None, "unclear")),
        scored("wrong", "known", ("stranger",)),
        scored("wrong and far", "known", ("stranger",), resume=("resume", 0.4, "other")),
        scored("alarm on a stranger", "broadcast", ("stranger",)),
        scored("alarm on a friend", "broadcast", ("known",), relationship="close"),
    ]

    assert [each["id"] for each in worst_cases(cases)] == [
        "alarm on a friend",
        "wrong and far",
        "wrong",
        "alarm on a stranger",
        "broadcast missed",
        "resume missed",
    ]


def test_ten_worst_are_given_with_their_sentences() -> None:
    cases = [scored(str(number), "known", ("known",), resume=("other", number / 100, "other")) for number in range(1, 15)]
    worst = worst_cases(cases)

    assert [each["id"] for each in worst] == [str(number) for number in range(14, 4, -1)]
    assert worst[0]["evidence"]["broadcast"] == [{"symbol": "X", "group": "x", "text": "It went to 40 people."}]
    assert worst[0]["off_by"] == {"resume": 0.14, "broadcast": 0.0}
    assert worst[0]["probabilities"] == {"resume": 0.14, "broadcast": 0.0}


def test_the_text_tells_the_worst_cases_in_sentences(folder: Path) -> None:
    text = evaluate(folder, {**labelled(verdict_any_of=["resume_blast", "stranger"]), "pitfall": "names"}).stdout

    assert "a (en, names): verdict known wrong, accepted resume_blast | stranger" in text
    assert "    This is from Anna Example, whom you know." in text
    assert "    relationship: called answered, labelled answered" in text
    assert "    - broadcast: You are its only recipient, as far as it shows." in text


def test_the_text_holds_every_table(folder: Path) -> None:
    text = evaluate(folder, {**case(), "pitfall": "names"}).stdout

    for title in (
        "Verdict, accepted down, given across",
        "Resume, labels down, calls across",
        "Candidate, labels down",
        "Broadcast, labels down",
        "Relationship, labels down",
        "Calibration of resume",
        "Calibration of broadcast",
        "By language: right",
        "By pitfall: right",
        "resume_blast precision, lenient: any accepted verdict is right",
        "resume_blast recall, strict: cases that accept nothing else",
    ):
        assert title in text
    assert all(line == line.rstrip() for line in text.splitlines())


def test_groups_without_resumes_or_adverts_have_no_row_in_their_tables(folder: Path) -> None:
    text = evaluate(folder, case()).stdout
    assert "the call resume" not in text

    assert "By language: the call resume" in evaluate(folder, labelled(resume="resume")).stdout


DOCUMENTED = {
    "": {
        "cases", "doubt_left_out", "broken", "warnings", "unlabelled", "verdict", "axes", "calibration",
        "by_language", "by_pitfall", "worst",
    },
    "verdict": {
        "right", "abstained", "alarms_on_friends", "resume_blast_precision", "resume_blast_recall", "by_name", "confusion",
    },
    "axes": {"resume", "candidate", "broadcast", "relationship"},
    "calibration": {"resume", "broadcast"},
}  # fmt: skip


def test_the_json_has_the_documented_fields(folder: Path) -> None:
    made = figures(folder, case(), labelled(verdict_any_of=["stranger"]))

    assert made.keys() == DOCUMENTED[""]
    for name in ("verdict", "axes", "calibration"):
        assert made[name].keys() == DOCUMENTED[name]
    assert made["axes"]["resume"].keys() == {"accuracy", "confusion", "other"}
    assert made["axes"]["resume"]["other"].keys() == {"precision", "recall", "f1"}
    assert made["verdict"]["right"].keys() == {"value", "interval", "hits", "total"}
    assert made["calibration"]["resume"].keys() == {"expected_calibration_error", "cases", "bins"}
    assert made["calibration"]["resume"]["bins"][0].keys() == {"low", "high", "count", "mean", "true", "interval"}
    assert made["by_language"]["en"].keys() == {
        "cases", "verdict_right", "resume_right", "broadcast_right", "resume", "job_post",
    }  # fmt: skip
    assert made["worst"][0].keys() == {
        "id", "language", "pitfall", "verdict", "accepted", "right", "sentence", "calls", "labels", "probabilities",
        "off_by", "evidence",
    }  # fmt: skip


def test_a_confusion_table_is_aligned_and_marks_what_is_wrong() -> None:
    axis = Axis((("job_post", "job_post"), ("job_post", "other"), ("other", "other")), ("resume", "job_post", "other"))

    assert axis.table() == [
        "           job_",
        "           post  other",
        "  job_post    1      1*",
        "  other       .      1",
    ]


def test_a_row_of_the_reliability_table_has_wilsons_interval() -> None:
    (row,), _ = calibration([(0.95, True), (0.92, True), (0.99, False)])

    assert (row.share.hits, row.share.total) == (2, 3)
    assert row.as_json()["interval"] == row.share.interval


# --- `assess` and bad files ---------------------------------------------------------------------------------------------------


def assess(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["assess", *map(str, arguments)], catch_exceptions=False)


@pytest.mark.parametrize("owner", ["bogus", "a@", "a@example.com, b@example.com", ""])
def test_an_owner_that_is_no_address_is_refused_in_a_sentence(folder: Path, owner: str) -> None:
    result = assess(folder / "mail.eml", "--owner", OWNER, "--owner", owner)

    assert result.exit_code == 2
    assert "is no address such as ann@example.com" in result.output


def test_an_owner_may_be_written_with_a_name(folder: Path) -> None:
    assert assess(folder / "mail.eml", "--owner", f"Me Example <{OWNER}>").exit_code == 0


def test_an_empty_message_is_refused_in_a_sentence(folder: Path) -> None:
    (folder / "empty.eml").write_bytes(b"")
    result = assess(folder / "empty.eml", "--owner", OWNER)

    assert result.exit_code == 1
    assert "empty.eml is empty: it should hold one mail" in result.output


def test_a_message_without_headers_is_judged_all_the_same(folder: Path) -> None:
    (folder / "body.eml").write_bytes(b"\n\nHello")

    assert assess(folder / "body.eml", "--owner", OWNER).exit_code == 0


def test_a_history_that_is_no_mbox_is_refused_in_a_sentence(folder: Path) -> None:
    (folder / "picture.mbox").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    result = assess(folder / "mail.eml", "--owner", OWNER, "--history", folder / "picture.mbox")

    assert result.exit_code == 1
    assert 'picture.mbox is no mbox: the first line of one begins with "From "' in result.output


def test_a_preview_of_what_is_no_mbox_is_refused_in_a_sentence(folder: Path) -> None:
    arguments = ["preview", "--mbox", str(folder / "mail.eml"), "--owner", OWNER]
    result = CliRunner().invoke(cli, arguments, catch_exceptions=False)

    assert result.exit_code == 1
    assert "mbox: mail.eml is no mbox" in result.output


def test_an_empty_history_is_an_empty_mailbox(folder: Path) -> None:
    (folder / "empty.mbox").write_bytes(b"")

    assert assess(folder / "mail.eml", "--owner", OWNER, "--history", folder / "empty.mbox").exit_code == 0


def test_errors_of_assess_are_free_of_jargon(folder: Path) -> None:
    (folder / "cases.jsonl").write_text(json.dumps({"id": "\ud800a", "eml": "gone.eml"}) + "\n[]", encoding="utf-8")
    first, second = (json.loads(line) for line in assess("--jsonl", folder / "cases.jsonl").stdout.splitlines())

    assert (first["id"], first["line"]) == (" a", 1)
    assert first["error"].startswith('eml: there is no file "gone.eml"')
    assert second["error"].startswith("a case must be an object")


def test_text_from_a_mail_cannot_drive_the_terminal(folder: Path) -> None:
    (folder / "mail.eml").write_bytes(mail("=?utf-8?q?=1B=5B31mAnna?= <anna@example.com>", OWNER, text="Hello"))
    result = assess(folder / "mail.eml", "--owner", OWNER)

    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
