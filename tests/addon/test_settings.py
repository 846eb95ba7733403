"""The settings card, end to end: what is typed is checked, kept for its owner alone, and honoured when mail is judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addon.core.address import Owner
from addon.errors import StoreUnavailable
from addon.handlers.settings import (
    MAX_ADDRESSES,
    MAX_OPENINGS,
    Form,
    check_form,
    form_of,
    is_addr_spec,
    kept_sentences,
    with_own_addresses,
)
from addon.manifest import HOMEPAGE_PATH, MESSAGE_PATH, SETTINGS_PATH
from addon.scopes import USER_EMAIL
from addon.settings_routes import SAVE_PATH
from addon.store import NullStore, OwnerRecord, open_store
from tests.addon.stage import ALL_SCOPES, BASE, OWNER, Stage, as_json, conversation, local_google, mail, text_of
from tests.addon.writing import Desk
from tests.contract.answer_schema import check_answer
from tests.contract.card_schema import check_card, walk

ANNA = "Anna Example <anna@example.com>"
ME = "owner-1"
NO_EMAIL = tuple(scope for scope in ALL_SCOPES if scope != USER_EMAIL)


@pytest.fixture
def stage() -> Stage:
    return Stage([mail(ANNA, OWNER)])


def event(stage: Stage, path: str, inputs: Mapping[str, str] | None = None, **parameters: str) -> dict[str, Any]:
    """A click with a form, as Gmail sends it: what is off or empty it may leave out."""
    made = stage.event(path)
    filled = {name: {"stringInputs": {"value": [value]}} for name, value in (inputs or {}).items()}
    made["commonEventObject"] |= {"parameters": parameters, "formInputs": filled}
    return made


def save(stage: Stage, **inputs: str) -> dict[str, Any]:
    """Send the form; the answer is a valid one that updates the settings card."""
    answer = stage.post(SAVE_PATH, event(stage, SAVE_PATH, inputs))
    assert check_answer(answer, "click") == []
    assert card_of(answer)["name"] == "settings"
    return answer


def card_of(answer: dict[str, Any]) -> dict[str, Any]:
    (step,) = answer["renderActions"]["action"]["navigations"]
    (card,) = step.values()
    assert check_card(card) == []
    return card


def toast(answer: dict[str, Any]) -> str:
    return answer["renderActions"]["action"].get("notification", {}).get("text", "")


def fields(answer: dict[str, Any]) -> dict[str, str]:
    """What the form's text fields hold."""
    return {
        value["name"]: value.get("value", "")
        for _, key, value in walk(card_of(answer))
        if key == "textInput" and isinstance(value, dict)
    }


def is_on(answer: dict[str, Any]) -> bool:
    """Whether the card's switch is on."""
    (item,) = [value for _, key, value in walk(card_of(answer)) if key == "items" and isinstance(value, dict)]
    return item["selected"]


def shown(stage: Stage) -> dict[str, Any]:
    return stage.post(SETTINGS_PATH, event(stage, SETTINGS_PATH))


# --- reaching it ------------------------------------------------------------------------------------------------------------


def test_the_homepage_leads_to_the_settings(stage: Stage) -> None:
    assert BASE + SETTINGS_PATH in as_json(stage.post(HOMEPAGE_PATH))
    answer = shown(stage)
    assert "pushCard" in answer["renderActions"]["action"]["navigations"][0]
    assert fields(answer) == {"openings": "", "addresses": ""}
    assert not is_on(answer)


def test_asked_for_from_its_own_card_it_takes_that_cards_place(stage: Stage) -> None:
    """Else each "Try again" would lay one more card on the stack."""
    answer = stage.post(SETTINGS_PATH, event(stage, SETTINGS_PATH, again="yes"))
    assert "updateCard" in answer["renderActions"]["action"]["navigations"][0]


def test_settings_open_beside_a_message_too(stage: Stage) -> None:
    """As the add-on's menu does, also on phones, where there is no homepage."""
    made = event(stage, SETTINGS_PATH)
    made["gmail"] = {"messageId": f"msg-f:{int(stage.id_of(mail(ANNA, OWNER)), 16)}", "accessToken": "message-token"}
    assert fields(stage.post(SETTINGS_PATH, made)) == {"openings": "", "addresses": ""}


def test_settings_cost_gmail_nothing(stage: Stage) -> None:
    before = stage.simulator.cost.snapshot()
    shown(stage)
    save(stage, hiring="on", openings="Welder", addresses="me@club.example")
    save(stage, openings="IT")
    stage.post("/addon/forget", event(stage, "/addon/forget"))
    assert (stage.simulator.cost.snapshot() - before).calls == 0


# --- saving -----------------------------------------------------------------------------------------------------------------


def test_what_is_saved_is_kept_and_shown_again(stage: Stage) -> None:
    """Each entry once, one a line, in the order given; the switch as it was left."""
    answer = save(
        stage,
        hiring="on",
        openings="Welder, Night  porter\nwelder;REF-2024/17",
        addresses="Maya <me@club.example>\nME@club.example, maya@example.net",
    )
    assert toast(answer) == "Saved."
    for card in (answer, shown(stage)):
        assert fields(card) == {
            "openings": "Welder\nNight porter\nREF-2024/17",
            "addresses": "me@club.example\nmaya@example.net",
        }
        assert is_on(card)
    assert "You are hiring" in text_of(stage.post(HOMEPAGE_PATH))


def test_saving_twice_is_saving_once(stage: Stage) -> None:
    """Google repeats an event after consent."""
    first, second = (save(stage, openings="Welder", addresses="me@club.example") for _ in range(2))
    assert first == second


def test_what_is_emptied_is_gone(stage: Stage) -> None:
    """Gmail leaves out a switch that is off, and may leave out an empty field."""
    save(stage, hiring="on", openings="Welder", addresses="me@club.example")
    answer = save(stage)
    assert fields(answer) == {"openings": "", "addresses": ""}
    assert not is_on(answer)
    assert stage.store.owner_record(ME).own_addresses == ()


def test_saving_leaves_what_gmail_told(stage: Stage) -> None:
    """The addresses that Gmail knows stay remembered, so that the next card need not ask for them."""
    stage.open(mail(ANNA, OWNER))
    before = stage.store.owner_record(ME)
    save(stage, addresses="me@club.example")
    after = stage.store.owner_record(ME)
    assert before.aliases
    assert (after.aliases, after.aliases_checked_ms) == (before.aliases, before.aliases_checked_ms)


FAULTS = {
    "a title too general": ({"openings": "Welder, IT"}, "Positions I am filling: “IT” would fit nearly any letter"),
    "a title too long": ({"openings": "W" * 81}, "Positions I am filling: “" + "W" * 59 + "…” is longer than 80 characters"),
    "too many titles": ({"openings": ",".join(f"Welder {n}" for n in range(21))}, "Positions I am filling: 21 are too many"),
    "no address": ({"addresses": "me@club.example\nme at club"}, "My other addresses: “me at club” is not an e-mail address"),
    "two in one line": ({"addresses": "a@club.example b@club.example"}, "“a@club.example b@club.example” is not"),
    "a whole domain": ({"addresses": "*@club.example"}, "My other addresses: “*@club.example” is not an e-mail address"),
    "too many addresses": (
        {"addresses": "\n".join(f"me{n}@club.example" for n in range(21))},
        "My other addresses: 21 are too many. Keep at most 20",
    ),
    "markup": ({"addresses": "<b>@club.example"}, "is not an e-mail address"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_beside_its_field_and_what_was_typed_stays(stage: Stage, fault: str) -> None:
    """Nothing is saved, the other field's text and the switch stay as typed, too."""
    inputs, sentence = FAULTS[fault]
    save(stage, openings="Night porter")
    answer = save(stage, hiring="on", **{"openings": "Cook", "addresses": "maya@example.net"} | inputs)

    assert sentence in text_of(answer)
    assert "Nothing was saved" in toast(answer)
    assert fields(answer) == {"openings": "Cook", "addresses": "maya@example.net"} | inputs
    assert is_on(answer)
    assert stage.store.owner_record(ME).openings == ("Night porter",)
    assert stage.store.owner_record(ME).own_addresses == ()
    assert not stage.store.owner_record(ME).hiring


def test_the_fault_stands_right_below_its_field(stage: Stage) -> None:
    for section in card_of(save(stage, openings="IT", addresses="x"))["sections"]:
        kinds = [next(iter(widget)) for widget in section["widgets"]]
        if "textInput" in kinds:
            below = section["widgets"][kinds.index("textInput") + 1]["textParagraph"]["text"]
            assert "IT" in below or "is not an e-mail address" in below


def test_as_many_as_allowed_are_kept(stage: Stage) -> None:
    """The near miss of "too many" and "too long"."""
    titles = [f"{'W' * 77} {n:02}" for n in range(MAX_OPENINGS)]
    specs = [f"me{n}@club.example" for n in range(MAX_ADDRESSES)]
    assert toast(save(stage, openings="\n".join(titles), addresses="\n".join(specs))) == "Saved."
    record = stage.store.owner_record(ME)
    assert (list(record.openings), list(record.own_addresses)) == (titles, specs)


def test_the_mailbox_itself_need_not_be_listed(stage: Stage) -> None:
    assert toast(save(stage, addresses=f"{OWNER}\nme@club.example")) == "Saved."
    assert stage.store.owner_record(ME).own_addresses == ("me@club.example",)


@pytest.mark.parametrize(
    "text", ["me@club.example", "o'neill+x@mail.club.example", "jürgen@bücher.example", "a@xn--bcher-kva.example", "1@2.example"]
)
def test_an_address_is_one(text: str) -> None:
    assert is_addr_spec(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "me", "me@", "@club.example", "me@club", "me@@club.example", ".me@club.example", "m..e@club.example"),
        *("me@-club.example", "me@club..example", "me@[192.0.2.1]", '"me"@club.example', "-me@c.example"),
        *(f"{'m' * 65}@club.example", f"me@{'c' * 250}.example"),
    ],
)
def test_what_is_no_address_is_none(text: str) -> None:
    """Near misses, and forms that no one can search for."""
    assert not is_addr_spec(text)


# --- whose ------------------------------------------------------------------------------------------------------------------


def test_nobody_without_googles_token_saves_anything(stage: Stage) -> None:
    made = event(stage, SAVE_PATH, {"addresses": "evil@crowd.example"})
    del made["authorizationEventObject"]["systemIdToken"]
    assert stage.client.post(SAVE_PATH, json=made).status_code == 401
    assert stage.store.owner_record(ME) == OwnerRecord()


def test_a_form_reaches_only_the_settings_of_whom_the_token_names(stage: Stage) -> None:
    """Whatever it says of an owner: parameters and fields pass through a browser."""
    save(stage, addresses="me@club.example")
    forged = event(stage, SAVE_PATH, {"addresses": "evil@crowd.example", "owner": ME, "sub": ME}, owner=ME, sub=ME)
    forged["authorizationEventObject"]["userIdToken"] = local_google().user_token("owner-2", "other@example.net")
    assert toast(stage.post(SAVE_PATH, forged)) == "Saved."
    assert stage.store.owner_record(ME).own_addresses == ("me@club.example",)
    assert stage.store.owner_record("owner-2").own_addresses == ("evil@crowd.example",)


@pytest.mark.parametrize("path", [SETTINGS_PATH, SAVE_PATH, "/addon/hiring", "/addon/forget"])
def test_where_google_names_nobody_nothing_is_kept_and_the_permission_is_offered(stage: Stage, path: str) -> None:
    made = event(stage, path, {"addresses": "me@club.example"}, hiring="on")
    made["authorizationEventObject"]["authorizedScopes"] = list(NO_EMAIL)
    del made["authorizationEventObject"]["userIdToken"]
    answer = stage.post(path, made)
    assert "not told who you are" in text_of(answer)
    assert "/addon/grant/email" in as_json(answer)
    assert fields(answer) == {}
    assert stage.store.owner_record("") == OwnerRecord()


# --- where nothing can be kept ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [SETTINGS_PATH, SAVE_PATH])
def test_without_a_store_the_card_says_that_it_cannot_keep_settings(path: str) -> None:
    stage = Stage([mail(ANNA, OWNER)], store=NullStore())
    answer = stage.post(path, event(stage, path, {"openings": "Welder"}))
    assert "cannot keep settings" in text_of(answer)
    assert fields(answer) == {}
    assert toast(answer) == ""
    assert "/addon/hiring" not in as_json(stage.post(HOMEPAGE_PATH))


def fail(*_args: object) -> None:
    raise StoreUnavailable("lost")


def test_settings_that_cannot_be_read_are_not_shown_as_empty(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else saving what is on the card would lose what was kept."""
    save(stage, openings="Welder")
    with monkeypatch.context() as lost:
        lost.setattr(stage.store, "owner_record", fail)
        answer = shown(stage)
    assert "memory is unavailable" in text_of(answer)
    assert "Try again" in text_of(answer)
    assert fields(answer) == {}
    assert fields(shown(stage))["openings"] == "Welder"


def test_settings_that_cannot_be_saved_stay_in_the_form(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """And without the counts: they come from the same store."""
    monkeypatch.setattr(stage.store, "save_owner", fail)
    monkeypatch.setattr(stage.store, "count_owner", fail)
    answer = save(stage, hiring="on", openings="Welder")
    assert "memory is unavailable" in text_of(answer)
    assert fields(answer)["openings"] == "Welder"
    assert is_on(answer)
    assert toast(answer) != "Saved."


# --- what is remembered -----------------------------------------------------------------------------------------------------


def test_the_card_counts_what_is_remembered_and_deletes_it() -> None:
    stage = Stage([*conversation(ANNA, "topic", days_ago=9), mail(ANNA, OWNER)])
    fresh = shown(stage)
    assert "Nothing so far." in text_of(fresh)
    assert "/addon/forget" not in as_json(fresh)

    stage.open(mail(ANNA, OWNER))
    save(stage, openings="Welder")
    text = text_of(shown(stage))
    assert "1 person: address, and how much mail went each way and when." in text
    assert "these settings" in text
    assert "deleted after 180 days" in text
    assert "/addon/forget" in as_json(shown(stage))
    assert f"{BASE}/privacy" in as_json(shown(stage))

    gone = stage.post("/addon/forget", event(stage, "/addon/forget"))
    assert "is deleted" in toast(gone)
    assert fields(gone) == {}  # Gmail would fill a form with what was typed before
    assert "Nothing so far." in text_of(shown(stage))
    assert fields(shown(stage)) == {"openings": "", "addresses": ""}


def test_each_kind_of_row_is_named() -> None:
    """With the counts that the store gives, one and many."""
    store = open_store("sqlite://", b"0" * 32, 30)
    store.declare(ME, "anna@example.com", "friend", 1)
    store.dismiss(ME, "a", 1)
    store.dismiss(ME, "b", 1)
    store.save_owner(ME, OwnerRecord())
    store.save_owner("owner-2", OwnerRecord())
    sentences = kept_sentences(store.count_owner(ME), 30)
    assert sentences[:2] == ("1 person you said you know.", "2 marks on drafts, such as a warning you put away.")
    assert len(sentences) == 4
    assert kept_sentences(dict.fromkeys(store.count_owner(ME), 1_000), 30)[0].startswith("1,000 people: their addresses")
    assert len(kept_sentences(dict.fromkeys(store.count_owner(ME), 1), 30)) == len(store.count_owner(ME)) + 1


# --- what settings change ---------------------------------------------------------------------------------------------------

LETTER = (
    "Dear Sir or Madam,\n\nI am looking for a position as a welder. Please find attached my resume. I have ten years' work.\n"
)
BLAST = mail(ANNA, "undisclosed-recipients:;", subject="Anna Example", text=LETTER * 2, headers={"Bcc": OWNER})


def test_an_application_for_an_opening_is_an_answer() -> None:
    """At once, also for a message whose card this process remembers; the card names the position."""
    stage = Stage([BLAST])
    assert "Resume blast" in stage.open(BLAST)[0]
    save(stage, openings="Night porter\nWelder")
    text, spent = stage.open(BLAST)
    assert "Resume blast" not in text
    assert "It answers what you advertised: Welder" in text
    assert spent.round_trips <= 3


def test_an_application_for_something_else_is_not() -> None:
    stage = Stage([BLAST])
    save(stage, openings="Night porter\nWelding inspector")
    text, _ = stage.open(BLAST)
    assert "Resume blast" in text
    assert "what you advertised" not in text


NOTE = mail(ANNA, "Maya <me@club.example>", subject="The harbour", text="Dear reader,\n\nthe tide tables are out.\n")
ELSEWHERE = "addressed to somebody else"


def test_mail_to_another_address_of_mine_is_mail_to_me() -> None:
    """And costs no call more."""
    stage = Stage([NOTE])
    before, first = stage.open(NOTE)
    save(stage, addresses="me@club.example")
    after, second = stage.open(NOTE)
    assert ELSEWHERE in before
    assert ELSEWHERE not in after
    assert second.calls <= first.calls


def test_mail_to_a_neighbour_of_that_address_is_not() -> None:
    stage = Stage([NOTE])
    save(stage, addresses="you@club.example")
    assert ELSEWHERE in stage.open(NOTE)[0]


def test_an_address_taken_out_is_mine_no_longer() -> None:
    """Even after a draft was checked with it."""
    desk = Desk([NOTE])
    save(desk, addresses="me@club.example")
    desk.compose(to=["me@club.example"], bcc=[])
    assert ELSEWHERE not in desk.open(NOTE)[0]
    save(desk)
    assert ELSEWHERE in desk.open(NOTE)[0]


def test_my_own_letter_from_another_address_is_mine() -> None:
    own = mail("Maya <me@club.example>", OWNER, subject="To myself")
    stage = Stage([own])
    assert "You wrote this message yourself" not in stage.open(own)[0]
    save(stage, addresses="me@club.example")
    assert "You wrote this message yourself" in stage.open(own)[0]


def test_another_address_of_mine_is_no_stranger_when_i_write() -> None:
    """Neither on the draft that asks Gmail for the owner's addresses nor on the next one, and no call more is made."""
    for save_first in (True, False):
        desk = Desk([])
        if save_first:
            save(desk, addresses="me@club.example")
        first, cost_first = desk.compose(to=["me@club.example"], bcc=[], subject="One")
        assert ("Never exchanged mail with you" not in text_of(first)) is save_first
        if not save_first:
            save(desk, addresses="me@club.example")
        second, cost_second = desk.compose(to=["me@club.example"], bcc=[], subject="Two")
        assert "Never exchanged mail with you" not in text_of(second)
        assert cost_second.calls <= cost_first.calls


def test_own_addresses_come_after_those_of_gmail() -> None:
    """The mailbox comes first: links open it. What Gmail knows is not listed twice."""
    owner = Owner(("maya@example.org", "m.l@gmail.com"), ("Maya",))
    record = OwnerRecord(own_addresses=("ML@googlemail.com", "me@club.example"))
    assert with_own_addresses(owner, record) == Owner((*owner.addr_specs, "me@club.example"), ("Maya",))


# --- hostile ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "inputs",
    [
        {"openings": {"stringInputs": {"value": "text"}}},
        {"openings": {"stringInputs": {"value": [7]}}},
        {"openings": []},
        {"openings": {"dateInput": {"msSinceEpoch": "x"}}},
        {f"field{n}": {"stringInputs": {"value": ["x"]}} for n in range(101)},
    ],
)
def test_a_malformed_form_is_a_card_and_saves_nothing(stage: Stage, inputs: object) -> None:
    made = event(stage, SAVE_PATH)
    made["commonEventObject"]["formInputs"] = inputs
    assert "could not read" in text_of(stage.post(SAVE_PATH, made))
    assert stage.store.owner_record(ME) == OwnerRecord()


def test_a_field_far_too_long_is_answered_with_its_fault(stage: Stage) -> None:
    for typed in ("x" * 100_000, "a," * 50_000, "a@b.example," * 8_000, "@" * 100_000, "(" * 100_000):
        answer = save(stage, openings=typed, addresses=typed)
        assert toast(answer) != "Saved."
    assert stage.store.owner_record(ME) == OwnerRecord()


MODULE_STAGE = Stage([mail(ANNA, OWNER)])


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    openings=st.text(max_size=200),
    addresses=st.text(st.sampled_from("ab.@,;<> \n\u202e\ud800\x00é-*'\""), max_size=60) | st.text(max_size=60),
)
def test_whatever_is_typed_the_answer_is_a_valid_card(openings: str, addresses: str) -> None:
    """And what was kept passes the check again: opening and saving the card changes nothing."""
    answer = save(MODULE_STAGE, openings=openings, addresses=addresses)
    if toast(answer) == "Saved.":
        record = MODULE_STAGE.store.owner_record(ME)
        again = check_form(form_of(record), OWNER)
        assert again.is_fine
        assert (again.openings, again.addresses) == (record.openings, record.own_addresses)


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_field_is_checked_by_itself(openings: str, addresses: str) -> None:
    """What is wrong with one says nothing of the other."""
    both, alone = check_form(Form(False, openings, addresses)), check_form(Form(False, openings, ""))
    assert both.openings_error == alone.openings_error
    assert alone.addresses_error == ""


def test_a_message_opens_without_settings_too(stage: Stage) -> None:
    """A row written before these settings existed reads as none made."""
    stage.store.save_owner(ME, OwnerRecord(aliases=(OWNER,), aliases_checked_ms=round(stage.now * 1000)))
    assert "Something went wrong" not in text_of(
        stage.post(MESSAGE_PATH, stage.event(MESSAGE_PATH, stage.id_of(mail(ANNA, OWNER))))
    )
