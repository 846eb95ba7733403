"""The command line: what it prints, and what it does with bad input."""

from __future__ import annotations

import base64
import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from addon.__main__ import cli
from addon.commands.bench import measure
from addon.commands.crowd import crowds_mail, friends, strangers
from addon.commands.metrics import Axis, Share, calibration, trade_off
from addon.commands.scenes import build_scenes
from tests.addon.stage import ANNA, LETTER, NOW, OWNER, mail
from tests.addon.writing import Desk


def run(*arguments: object) -> str:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


KEYS = {
    "": {"id", "verdict", "sentence", "relationship", "broadcast", "resume", "not_seen", "cost"},
    "relationship": {"level", "received", "sent", "two_way_threads", "first_contact", "last_contact", "strength", "flags"},
    "broadcast": {"call", "probability", "evidence"},
    "resume": {"call", "candidate", "probability", "evidence"},
    "cost": {"calls", "round_trips", "units", "ms"},
}


def test_assess_prints_the_documented_json(folder: Path) -> None:
    made = json.loads(run("assess", folder / "mail.eml", "--history", folder / "history.mbox", "--owner", OWNER, "--json"))

    assert made.keys() == KEYS.pop("")
    for name, keys in KEYS.items():
        assert made[name].keys() == keys
    assert made["verdict"] == "known"
    assert (made["relationship"]["received"], made["relationship"]["sent"]) == (2, 2)
    assert made["relationship"]["first_contact"] == "2026-10-11T12:00:00Z"


def test_assess_tells_a_person_in_words(folder: Path) -> None:
    text = run("assess", folder / "mail.eml", "--history", folder / "history.mbox", "--owner", OWNER)

    assert text.startswith("This is from Anna Example, whom you know.")
    assert "You have been in touch: 1 conversation since October 2026." in text


def test_assess_without_an_owner_says_what_is_missing(folder: Path) -> None:
    result = CliRunner().invoke(cli, ["assess", str(folder / "mail.eml")])

    assert result.exit_code == 2
    assert "--owner" in result.output


def test_assess_jsonl_goes_on_after_broken_lines(folder: Path) -> None:
    lines = [
        {"id": "file", "eml": "mail.eml", "owner": [OWNER], "history": "history.mbox", "labels": {"ignored": True}},
        {"id": "text", "raw": LETTER.decode(), "owner": [OWNER], "history": None},
        {"id": "base64", "raw_base64": base64.b64encode(LETTER).decode(), "owner": [OWNER], "history": "history.mbox"},
        {"id": "no owner", "eml": "mail.eml"},
        {"id": "no file", "eml": "gone.eml", "owner": [OWNER]},
        {"id": "no mbox", "eml": "mail.eml", "owner": [OWNER], "history": "gone.mbox"},
        {"id": "two mails", "eml": "mail.eml", "raw": "x", "owner": [OWNER]},
        {"id": "bad base64", "raw_base64": "%%%", "owner": [OWNER]},
    ]
    cases = folder / "cases.jsonl"
    cases.write_text("\n".join([*map(json.dumps, lines), "not json", "[]", ""]), encoding="utf-8")
    made = [json.loads(line) for line in run("assess", "--jsonl", cases).splitlines()]

    assert [line["id"] for line in made] == [*(line["id"] for line in lines), None, None]
    assert [line.get("verdict") for line in made[:3]] == ["known", "first_contact", "known"] or made[1]["verdict"] in {
        "stranger",
        "first_contact",
    }
    for broken, field in zip(made[3:], ("owner", "eml", "history", "exactly one", "raw_base64", "JSON", "object"), strict=True):
        assert field in broken["error"]


def test_only_mail_before_the_message_is_history(folder: Path) -> None:
    early = mail(ANNA, OWNER, days_ago=39.5)
    case = {"id": 1, "raw": early.decode(), "owner": [OWNER], "history": "history.mbox"}
    (folder / "cases.jsonl").write_text(json.dumps(case), encoding="utf-8")
    made = json.loads(run("assess", "--jsonl", folder / "cases.jsonl"))

    assert (made["relationship"]["received"], made["relationship"]["sent"]) == (1, 0)


def test_a_message_that_is_in_its_own_history_is_not_counted(folder: Path) -> None:
    with (folder / "history.mbox").open("ab") as file:
        file.write(b"From x\n" + LETTER + b"\n")
    made = json.loads(run("assess", folder / "mail.eml", "--history", folder / "history.mbox", "--owner", OWNER, "--json"))

    assert made["relationship"]["received"] == 2


def test_manifest_prints_the_deployment() -> None:
    made = json.loads(run("manifest", "--base-url", "https://acquaint.example.com", "--tier", "light"))

    assert "https://www.googleapis.com/auth/gmail.readonly" not in made["oauthScopes"]
    assert made["addOns"]["gmail"]["contextualTriggers"][0]["onTriggerFunction"] == "https://acquaint.example.com/addon/message"


def test_help_teaches_every_command() -> None:
    text = run("--help")

    for name in ("preview", "assess", "evaluate", "bench", "manifest"):
        assert name in text
        assert len(run(name, "--help").splitlines()) > 5


def test_bench_measures_exact_costs_within_the_budgets() -> None:
    rows = {row["scene"]: row for row in (measure(scene, 2) for scene in build_scenes())}

    assert rows["homepage opened"]["calls"] == 0
    assert rows["message opened: a true stranger, no attachment"]["units"] <= 40
    assert rows["message opened: a close contact, never seen before"]["units"] <= 80
    assert rows["the same message opened again"]["units"] <= 5
    blast, crowd = rows["draft to 60 strangers in Bcc"], rows["draft to 500, 20 of them known, nobody remembered"]
    assert (blast["round_trips"], blast["units"]) == (2, 25)
    assert crowd["round_trips"] <= 4
    assert 500 <= crowd["units"] <= 1500
    for row in rows.values():
        assert row["own_compute"]["p95_ms"] > 0


def test_the_measured_crowd_holds_twenty_friends_and_strangers_of_every_kind() -> None:
    """What is measured is the dear case: who wrote once, who was written to, and who got the owner's blast."""
    desk = Desk(crowds_mail(OWNER, NOW.timestamp()))
    desk.compose(to=[*friends(), *strangers(0, 480)], bcc=[])
    levels = Counter(each.tie.level.value for each in desk.found().case.recipients)

    assert levels["maintained"] + levels["answered"] + levels["close"] == 20
    assert levels["seen_together"] == 2
    assert levels["one_sided"] == 12 + 3 + 60
    assert levels["none"] == 480 - 77


def test_a_share_has_wilsons_interval() -> None:
    low, high = Share(95, 100).interval or (0, 0)

    assert (round(low, 4), round(high, 4)) == (0.8882, 0.9785)
    assert Share(0, 0).value is None


def test_precision_and_recall_are_of_the_named_call() -> None:
    axis = Axis((("a", "a"), ("a", "b"), ("b", "a"), ("b", "b"), ("b", "b")))

    assert axis.precision("a").value == 0.5
    assert axis.recall("a").value == 0.5
    assert axis.recall("b").value == 2 / 3
    assert axis.f1("a") == 0.5


def test_perfect_and_useless_probabilities_are_told_apart() -> None:
    assert calibration([(0.0, False), (1.0, True)])[1] == 0.0
    assert calibration([(0.9, False)] * 10)[1] == pytest.approx(0.9)
    assert calibration([])[1] is None


def test_the_trade_off_lowers_the_threshold_step_by_step() -> None:
    assert trade_off([(0.9, True), (0.8, False), (0.7, True)]) == [(0.9, 1.0, 0.5), (0.8, 0.5, 0.5), (0.7, 2 / 3, 1.0)]
