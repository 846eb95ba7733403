"""The application's few pages, headers and housekeeping."""

from __future__ import annotations

import json
import logging
import re

import pytest

from addon.app import _JsonFormatter
from addon.handlers.memory import RECENT_LASTS_MS, Recent, RecentAssessments
from addon.handlers.reading import Visit
from addon.manifest import HOMEPAGE_PATH, MESSAGE_PATH
from addon.scopes import GMAIL_READONLY, SCOPES_OF_TIER, Tier
from addon.store import NullStore
from tests.addon.stage import OWNER, Stage, conversation, mail, text_of

ANNA = "Anna Example <anna@example.com>"


@pytest.fixture(scope="module")
def stage() -> Stage:
    return Stage([mail(ANNA, OWNER)])


@pytest.mark.parametrize("path", ["/", "/privacy"])
def test_the_privacy_page_says_what_is_kept(stage: Stage, path: str) -> None:
    answer = stage.client.get(path)

    assert answer.status_code == 200
    assert "What is kept" in answer.get_data(as_text=True)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_logo_is_a_png_and_nothing_else_is_served(stage: Stage) -> None:
    with stage.client.get("/static/logo.png") as logo:
        assert logo.data.startswith(b"\x89PNG")
    assert stage.client.get("/static/../app.py").status_code == 404
    assert stage.client.get("/nothing").status_code == 404


def test_warm_up_loads_what_the_first_card_needs(stage: Stage) -> None:
    assert stage.client.get("/_ah/warmup").status_code == 204


def test_answers_are_never_cached_and_never_sniffed(stage: Stage) -> None:
    answer = stage.client.post(HOMEPAGE_PATH, json=stage.event(HOMEPAGE_PATH))

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_homepage_says_what_it_may_do_and_offers_what_is_missing(stage: Stage) -> None:
    full = stage.post(HOMEPAGE_PATH)
    light = stage.post(HOMEPAGE_PATH, stage.event(HOMEPAGE_PATH, scopes=SCOPES_OF_TIER[Tier.LIGHT]))

    assert "/addon/grant/search" not in str(full)
    assert "/addon/grant/search" in str(light)
    assert "Search your mail" in text_of(full)


def test_what_outlived_its_retention_is_purged_once_a_day(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh, purged = Stage([mail(ANNA, OWNER)]), []
    monkeypatch.setattr(type(fresh.store), "purge", lambda _self, now: purged.append(now) or 0)
    for hours in (0, 1, 22, 2):
        fresh.now += hours * 3600
        fresh.post(HOMEPAGE_PATH)

    assert len(purged) == 2


def test_what_is_recent_is_kept_per_owner_and_permission_and_not_for_long() -> None:
    stage = Stage([*conversation(ANNA, "topic", days_ago=9), mail(ANNA, OWNER)])
    stage.open(mail(ANNA, OWNER))
    recent: RecentAssessments = stage.app.extensions["acquaint"].recent
    now, gmail_id = round(stage.now * 1000), stage.id_of(mail(ANNA, OWNER))
    visit = Visit("owner-1", OWNER, frozenset(SCOPES_OF_TIER[Tier.FULL]), now)

    assert isinstance(recent.find(visit, gmail_id), Recent)
    assert recent.find(Visit("owner-2", OWNER, visit.scopes, now), gmail_id) is None
    assert recent.find(Visit("owner-1", OWNER, visit.scopes - {GMAIL_READONLY}, now), gmail_id) is None
    assert recent.find(Visit("owner-1", OWNER, visit.scopes, now + RECENT_LASTS_MS + 1), gmail_id) is None


def test_a_fault_of_ours_is_a_card_and_a_log_line_without_values(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("addon.routes.open_message", lambda *_a, **_k: 1 / 0)
    text = text_of(stage.post(MESSAGE_PATH, stage.event(MESSAGE_PATH, "18c0ffee00000001")))
    record = next(record for record in caplog.records if record.levelno == logging.ERROR)
    line = json.loads(_JsonFormatter().format(record))

    assert "Something went wrong on our side" in text
    assert line["error"] == "ZeroDivisionError"
    assert "division" not in json.dumps(line)
    assert any(re.search(r"routes\.py:\d+", place) for place in line["stack"])


def test_each_card_is_drawn_in_the_owners_time_zone() -> None:
    stage = Stage([*conversation(ANNA, "topic", days_ago=20 - 0.5 + 1), mail(ANNA, OWNER)])
    event = stage.event(MESSAGE_PATH, stage.id_of(mail(ANNA, OWNER)))
    event["commonEventObject"]["timeZone"] = {"id": "Pacific/Auckland", "offset": "46800000"}

    assert "Last contact: 1 November 2026" in text_of(stage.post(MESSAGE_PATH, event))


def press(stage: Stage, path: str, **parameters: str) -> str:
    event = stage.event(path)
    event["commonEventObject"]["parameters"] = parameters
    return text_of(stage.post(path, event))


def test_hiring_mode_is_switched_on_and_off_and_pressed_twice_changes_nothing_more() -> None:
    stage = Stage([mail(ANNA, OWNER)])

    assert "Are you hiring?" in text_of(stage.post(HOMEPAGE_PATH))
    for _ in range(2):
        assert "You are hiring" in press(stage, "/addon/hiring", hiring="on")
    assert "You are hiring" in text_of(stage.post(HOMEPAGE_PATH))
    assert "Are you hiring?" in press(stage, "/addon/hiring", hiring="off")


@pytest.mark.parametrize("value", ["", "maybe", "<b>"])
def test_an_odd_hiring_value_is_a_card_that_changes_nothing(value: str) -> None:
    stage = Stage([mail(ANNA, OWNER)])

    assert "could not read" in press(stage, "/addon/hiring", hiring=value)
    assert "Are you hiring?" in text_of(stage.post(HOMEPAGE_PATH))


def test_hiring_mode_makes_a_resume_an_answer() -> None:
    letter = "I am looking for a position as a welder. Please find attached my resume. I have ten years of experience. " * 3
    raw = mail(ANNA, "undisclosed-recipients:;", subject="Anna Example", text=letter, headers={"Bcc": OWNER})
    stage = Stage([raw])
    before, _ = stage.open(raw)
    press(stage, "/addon/hiring", hiring="on")
    after, _ = stage.open(raw)

    assert "Resume blast" in before
    assert "Resume blast" not in after


def test_deleting_what_is_remembered_leaves_nothing_of_the_owner() -> None:
    stage = Stage([*conversation(ANNA, "topic", days_ago=9), mail(ANNA, OWNER)])
    stage.open(mail(ANNA, OWNER))
    press(stage, "/addon/hiring", hiring="on")
    text = press(stage, "/addon/forget")

    assert "is deleted" in text
    assert "Are you hiring?" in text_of(stage.post(HOMEPAGE_PATH))
    assert stage.store.recall_correspondents("owner-1", ["anna@example.com"]) == {}


def test_a_setting_that_cannot_be_kept_is_said() -> None:
    stage = Stage([mail(ANNA, OWNER)], store=NullStore())

    assert "memory is unavailable" in press(stage, "/addon/hiring", hiring="on")
