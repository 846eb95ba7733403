"""Whatever fails, the card arrives and says what it could not check."""

import pytest

from addon.errors import StoreUnavailable
from addon.manifest import MESSAGE_PATH
from addon.preview.simulator import Fault
from addon.scopes import GMAIL_READONLY, MESSAGE_METADATA, MESSAGE_READONLY, USER_EMAIL
from addon.store import NullStore
from tests.addon.stage import ALL_SCOPES, OWNER, Stage, conversation, mail, text_of

ANNA = "Anna Example <anna@example.com>"
HISTORY = conversation(ANNA, "topic", days_ago=40, messages=4)
OPEN = mail(ANNA, OWNER, text="Shall we meet on Tuesday?")
FAULTS = [fault for fault in Fault if fault not in {Fault.DELAY, Fault.DROP_AFTER}]
ACCUSATIONS = ("stranger", "never been in touch", "blast", "sent to many")


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    return Stage([*HISTORY, OPEN])


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.value for fault in FAULTS])
def test_a_message_that_cannot_be_read_gives_a_card_that_says_so(stage: Stage, fault: Fault) -> None:
    stage.simulator.faults.inject("messages.get", fault, times=9)
    text, _ = stage.open(OPEN)

    assert "Gmail" in text or "expired" in text
    assert not any(word in text.lower() for word in ACCUSATIONS)


@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize("fault", FAULTS, ids=[fault.value for fault in FAULTS])
def test_a_search_that_fails_leaves_the_relationship_unknown_and_accuses_nobody(stage: Stage, fault: Fault, nth: int) -> None:
    stage.simulator.faults.inject("messages.list", fault, nth=nth, times=9)
    text, _ = stage.open(OPEN)

    if nth < 3 or "Could not check" in text:
        assert "Could not check your history with this sender" in text
    assert not any(word in text.lower() for word in ACCUSATIONS)


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.value for fault in FAULTS])
def test_aliases_that_cannot_be_read_are_named_and_the_rest_goes_on(stage: Stage, fault: Fault) -> None:
    stage.simulator.faults.inject("sendAs.list", fault, times=9)
    stage.simulator.faults.inject("settings.sendAs.list", fault, times=9)
    text, _ = stage.open(OPEN)

    assert "You have been in touch" in text or "Gmail" in text


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.value for fault in FAULTS])
def test_a_whole_batch_that_fails_still_gives_a_card(stage: Stage, fault: Fault) -> None:
    for nth in (1, 2, 3):
        stage.simulator.faults.clear()
        stage.simulator.faults.inject("batch", fault, nth=nth, times=9)
        stage.restart()
        text, _ = stage.open(OPEN)

        assert text
        assert not any(word in text.lower() for word in ACCUSATIONS)


def test_confirmations_that_fail_cost_only_exactness(stage: Stage) -> None:
    stage.simulator.faults.inject("messages.get", Fault.INTERNAL, nth=2, times=99)
    text, _ = stage.open(OPEN)

    assert "You have been in touch: 1 conversation since October 2026" in text


def test_a_slow_gmail_is_cut_off_at_the_deadline(stage: Stage) -> None:
    stage.config = type(stage.config)(**{**vars(stage.config), "deadline_ms": 500})
    stage.simulator.faults.inject("messages.list", Fault.DELAY, seconds=0.0, times=9)
    stage.restart()
    stage.simulator.faults.latency_ms = 0
    stage.app.extensions["acquaint"].wire._app = _Slow(stage.simulator)
    text, _ = stage.open(OPEN)

    assert "Gmail was too slow" in text
    assert "Shall" not in text


class _Slow:
    """Answers the first request at once and every later one after the deadline."""

    def __init__(self, inner: object) -> None:
        self.inner, self.seen = inner, 0

    def __call__(self, environ: dict[str, object], start_response: object) -> object:
        import threading

        self.seen += 1
        if self.seen > 1:
            threading.Event().wait(0.6)
        return self.inner(environ, start_response)


class LostStore(NullStore):
    """A store whose every method fails."""

    def __getattribute__(self, name: str) -> object:
        if name.startswith("_") or name == "close":
            return super().__getattribute__(name)

        def fail(*_args: object, **_kwargs: object) -> None:
            raise StoreUnavailable("gone")

        return fail


def test_a_lost_store_never_costs_the_card() -> None:
    text, _ = Stage([*HISTORY, OPEN], store=LostStore()).open(OPEN)

    assert "You have been in touch: 1 conversation since October 2026" in text


# --- missing scopes ------------------------------------------------------------------------------------------------------------


def without(*scopes: str) -> list[str]:
    wider = {GMAIL_READONLY, "https://www.googleapis.com/auth/gmail.modify"} if GMAIL_READONLY in scopes else set()
    return [scope for scope in ALL_SCOPES if scope not in {*scopes, *wider}]


def test_without_search_the_relationship_is_unknown_and_the_card_offers_to_ask(stage: Stage) -> None:
    answer = stage.post(MESSAGE_PATH, stage.event(MESSAGE_PATH, stage.id_of(OPEN), scopes=without(GMAIL_READONLY)))
    text = text_of(answer)

    assert "may not search your mail" in text
    assert "/addon/grant/search" in str(answer)
    assert not any(word in text.lower() for word in ACCUSATIONS)


def test_with_headers_only_the_card_says_that_the_text_was_not_seen(stage: Stage) -> None:
    scopes = without(GMAIL_READONLY, MESSAGE_READONLY)
    text, _ = stage.open(OPEN, scopes=scopes)

    assert MESSAGE_METADATA in scopes
    assert "not its text" in text


def test_without_any_reading_scope_the_card_asks_for_it(stage: Stage) -> None:
    scopes = without(GMAIL_READONLY, MESSAGE_READONLY, MESSAGE_METADATA)
    answer = stage.post(MESSAGE_PATH, stage.event(MESSAGE_PATH, stage.id_of(OPEN), scopes=scopes))

    assert "/addon/grant/read" in str(answer)
    assert stage.simulator.cost.calls == 0


def test_without_the_address_scope_nothing_is_remembered_and_the_card_still_comes(stage: Stage) -> None:
    text, _ = stage.open(OPEN, scopes=without(USER_EMAIL))

    assert "You have been in touch" in text


def test_asking_for_a_scope_is_a_whole_answer_and_after_consent_the_card_is_drawn(stage: Stage) -> None:
    path = "/addon/grant/search"
    gmail_id = stage.id_of(OPEN)
    asked = stage.post(path, stage.event(path, gmail_id, scopes=without(GMAIL_READONLY)))
    granted = stage.post(path, stage.event(path, gmail_id))

    assert asked == {"requesting_google_scopes": {"scopes": [GMAIL_READONLY]}}
    assert "You have been in touch" in text_of(granted)
    assert granted["renderActions"]["action"]["navigations"][0].keys() == {"updateCard"}


def test_checking_again_updates_the_card(stage: Stage) -> None:
    stage.open(OPEN)
    answer = stage.post("/addon/check", stage.event("/addon/check", stage.id_of(OPEN)))

    assert "updateCard" in str(answer)
    assert "You have been in touch" in text_of(answer)
