"""What goes wrong beside a draft is told in words for a draft, and always on a card."""

from __future__ import annotations

from typing import Any

import pytest

from addon import errors
from addon.compose_routes import draft_path
from addon.errors import AddonError, StoreUnavailable
from addon.manifest import COMPOSE_PATH, MESSAGE_PATH
from addon.preview.simulator import Fault
from tests.addon.stage import BASE, local_google, text_of
from tests.addon.writing import Desk, buttons, draft_bytes, friends_mail, strangers, toast


def all_errors() -> list[type[AddonError]]:
    """Return every error that may be drawn on a card."""
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, AddonError)]
    return [kind for kind in kinds if not issubclass(kind, errors.Refused) and kind is not errors.BadConfig]


@pytest.mark.parametrize("kind", all_errors(), ids=lambda kind: kind.__name__)
def test_in_words_for_drafts_nobody_is_sent_to_a_message(kind: type[AddonError]) -> None:
    """Beside a compose window no message is open."""
    error = kind.__new__(kind)

    for sentence in (error.what_draft, error.what_write, error.how_draft):
        assert "message" not in sentence.replace("one message to at most", "")
    assert "allow Acquaint to read" not in error.what_write


def test_a_draft_that_is_gone_is_told_as_a_draft() -> None:
    """404 of drafts.list and of drafts.get."""
    for method in ("drafts.list", "drafts.get"):
        desk = Desk(friends_mail(1))
        desk.save(draft_bytes(to=strangers(3), subject="Tide tables", text="Hello"))
        desk.simulator.faults.inject(method, Fault.NOT_FOUND, times=9)
        text = text_of(desk.compose(to=strangers(3), cc=[], bcc=[], subject="Tide tables")[0])

        assert "Your text. Gmail no longer has this draft." in text


def test_a_split_of_a_draft_that_is_gone_says_so() -> None:
    desk = Desk(friends_mail(1))
    desk.save(draft_bytes(to=strangers(3), subject="Tide tables", text="Hello"))
    window = {"to": strangers(3), "cc": [], "bcc": [], "subject": "Tide tables"}
    desk.compose(**window)
    desk.simulator.faults.inject("drafts.get", Fault.NOT_FOUND, times=9)

    assert toast(desk.click("split", **window)) == "No drafts were made. Gmail no longer has this draft."


def test_an_error_card_beside_a_draft_looks_at_the_draft_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not at a message or the homepage, as the other error cards do."""
    desk = Desk([])

    def fail(*_args: object, **_options: object) -> None:
        raise StoreUnavailable

    monkeypatch.setattr("addon.compose_routes.assess_draft", fail)
    card, _ = desk.compose(to=strangers(1), cc=[], bcc=[])

    assert buttons(card)["check"]["function"] == BASE + draft_path("check")


def test_a_crash_beside_a_draft_sends_nobody_to_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_args: object, **_options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("addon.compose_routes.assess_draft", crash)
    text = text_of(Desk([]).compose(to=strangers(1), cc=[], bcc=[])[0])

    assert "Something went wrong on our side." in text
    assert "message" not in text


# --- events that are too large --------------------------------------------------------------------------------------------------


def post_large(desk: Desk, path: str, headers: dict[str, str]) -> Any:
    """Post an event with five thousand hostile recipients."""
    event = desk.event(path)
    event["gmail"] = {
        "accessToken": "x",
        "toRecipients": [f'"\u202e<b>x{n}</b>{"A" * 200}" <h{n}@firm.example>' for n in range(5_000)],
    }
    return desk.client.post(path, json=event, headers=headers)


@pytest.mark.parametrize("path", [COMPOSE_PATH, draft_path("keep-known"), MESSAGE_PATH])
def test_googles_own_event_over_the_cap_gets_a_card(path: str) -> None:
    """The header proves that Google sent it; nothing of the body is read."""
    desk = Desk([])
    answer = post_large(desk, path, {"Authorization": f"Bearer {local_google().system_token(BASE + path)}"})

    assert answer.status_code == 200
    assert "at most 500 people" in text_of(answer.get_json())
    assert desk.simulator.cost.log == []


def test_nobody_else_gets_more_than_a_bare_status_for_a_large_body() -> None:
    """No token in the header, a forged one, one for another endpoint."""
    desk = Desk([])
    other = {"Authorization": f"Bearer {local_google().system_token(BASE + MESSAGE_PATH)}"}

    for headers, status in (({}, 413), ({"Authorization": "Bearer x.y.z"}, 401), (other, 401)):
        answer = post_large(desk, COMPOSE_PATH, headers)
        assert (answer.status_code, answer.data) == (status, b"")


def test_five_hundred_recipients_with_long_names_are_read() -> None:
    """The near miss: what Gmail can send stays far below the cap."""
    people = [f'"{"A" * 120} {n}" <person{n}@{"firm" * 10}{n}.example>' for n in range(500)]
    desk = Desk([])
    desk.compose(to=[], cc=[], bcc=people)

    assert len(desk.found().case.recipients) == 500
