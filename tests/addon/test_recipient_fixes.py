"""The fixes that change recipients and subject: what is known survives them, and who could not be checked is never taken out."""

from __future__ import annotations

from typing import Any

import pytest

from addon.preview.simulator import Fault
from addon.scopes import ACTION_COMPOSE
from tests.addon.stage import ALL_SCOPES, text_of
from tests.addon.writing import BLAST, Desk, buttons, card_of, draft_bytes, friend, friends_mail, host, strangers, toast


def addresses(change: dict[str, Any], field: str) -> list[str]:
    """Return the addr-specs a field is set to."""
    return [each["email"] for each in change[f"update{field}Recipients"][f"{field.lower()}Recipients"]]


def parameters_of(card: dict[str, Any], name: str) -> dict[str, str]:
    """Return what a button carries."""
    return {each["key"]: each["value"] for each in buttons(card)[name]["parameters"]}


# --- the subject -------------------------------------------------------------------------------------------------------------


def blast_window(desk: Desk) -> dict[str, Any]:
    """Save a job seeker's blast to one friend and thirty strangers."""
    people = [friend(0), *strangers(30)]
    desk.save(draft_bytes(bcc=people, subject="Project manager", text=BLAST, resume=True))
    return {"to": [], "cc": [], "bcc": people, "subject": "Project manager"}


def test_a_clearer_subject_forgets_nothing_of_the_recipients() -> None:
    """The card after it still warns, and still offers the same ways out; so does the next click, without asking Gmail anew."""
    desk = Desk(friends_mail(2))
    window = blast_window(desk)
    desk.compose(**window)

    answer = desk.click("subject", **window)
    window["subject"] = host(answer)["updateSubject"]["subject"]
    before = desk.simulator.cost.snapshot()
    kept = desk.click("keep-known", **window)

    assert "30 people who don't know you" in text_of(card_of(answer))
    assert {"keep-known", "split"} <= set(buttons(card_of(answer)))
    assert addresses(host(kept), "Bcc") == [friend(0)]
    assert (desk.simulator.cost.snapshot() - before).calls == 0


# --- who could not be checked ------------------------------------------------------------------------------------------------


def test_keep_known_keeps_who_could_not_be_checked_and_says_how_many() -> None:
    """Of 200 friends among 500 recipients only 150 are looked up: the other 50 stay."""
    people = [*(friend(n) for n in range(200)), *strangers(300)]
    desk = Desk(friends_mail(200))
    window = {"to": [], "cc": [], "bcc": people, "subject": "Summer party of ours"}
    desk.compose(**window)

    answer = desk.click("keep-known", **window)

    assert addresses(host(answer), "Bcc") == people[:200]
    assert "50 who could not be checked stay" in toast(answer)


def test_keep_known_after_a_failed_search_takes_out_no_friend() -> None:
    """Whichever search failed: who has no tie stays."""
    for nth in range(1, 12):
        desk = Desk(friends_mail(4))
        desk.simulator.faults.inject("messages.list", Fault.SCOPE, nth=nth)
        people = [*strangers(30), *(friend(n) for n in range(4))]
        window = {"to": [], "cc": [], "bcc": people}
        desk.compose(**window)
        change = host(desk.click("keep-known", **window))

        if change:
            assert {friend(n) for n in range(4)} <= set(addresses(change, "Bcc")), nth


def test_keep_known_takes_out_who_was_checked() -> None:
    """The near miss: with everything looked up nobody stays for want of an answer, and nothing is said of it."""
    desk = Desk(friends_mail(1))
    window = {"to": [], "cc": [], "bcc": [friend(0), *strangers(30)]}
    desk.compose(**window)
    answer = desk.click("keep-known", **window)

    assert addresses(host(answer), "Bcc") == [friend(0)]
    assert toast(answer) == "Took out 30 recipients: kept people who know you."


# --- putting back ------------------------------------------------------------------------------------------------------------


def test_put_back_keeps_who_was_added_since() -> None:
    """Everybody of before and everybody of now, each once; pressing again changes nothing."""
    desk = Desk(friends_mail(6))
    window: dict[str, Any] = {"to": [friend(0), *strangers(6)], "cc": [friend(1)], "bcc": [], "subject": "Party"}
    desk.compose(**window)
    undo = parameters_of(card_of(desk.click("keep-known", **window)), "put-back")

    back = desk.click("put-back", undo, **(window | {"to": [friend(0), friend(5)]}))
    everybody = addresses(host(back), "To")
    again = desk.click("put-back", undo, **(window | {"to": everybody}))

    assert everybody == [friend(0), *strangers(6), friend(5)]
    assert host(again) == {}


def test_put_back_leaves_who_was_moved_where_they_are_now() -> None:
    """Moved from Cc to Bcc after the fix: they are not put into Cc as well."""
    desk = Desk(friends_mail(2))
    window: dict[str, Any] = {"to": [friend(0), *strangers(6)], "cc": [friend(1)], "bcc": [], "subject": "Party"}
    desk.compose(**window)
    undo = parameters_of(card_of(desk.click("keep-known", **window)), "put-back")

    back = host(desk.click("put-back", undo, to=[friend(0)], cc=[], bcc=[friend(1)], subject="Party"))

    assert list(back) == ["updateToRecipients"]


# --- Bcc that Gmail does not tell --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("saved_to", "touches"), [([friend(0)], True), ([friend(0), friend(2)], False)])
def test_an_untold_bcc_is_touched_only_where_the_saved_draft_is_current(saved_to: list[str], touches: bool) -> None:
    """An older draft's Bcc would drop who was added since; either way the toast says what became of Bcc."""
    desk = Desk(friends_mail(4))
    desk.save(draft_bytes(to=saved_to, bcc=[friend(1), *strangers(8)], subject="Party", text="Hi all,\n\nparty!"))
    window = {"to": [friend(0)], "subject": "Party"}
    desk.compose(**window)
    answer = desk.click("keep-known", **window)

    assert ("updateBccRecipients" in host(answer)) is touches
    assert ("Check Bcc" if touches else "Bcc was left alone") in toast(answer)


# --- permission to change the draft ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["keep-known", "remove-strangers", "subject", "opener", "put-back"])
def test_a_fix_asks_for_the_permission_to_change_drafts(name: str) -> None:
    """Gmail would ignore or refuse the change: the permission is asked for instead, and nothing is marked as done."""
    desk = Desk(friends_mail(1))
    scopes = [scope for scope in ALL_SCOPES if scope != ACTION_COMPOSE]
    window: dict[str, Any] = {"to": [friend(0), *strangers(6)], "cc": [], "bcc": [], "subject": "Project manager"}
    asked = desk.click(name, {"to": strangers(1)[0]}, **window, scopes=scopes)

    assert asked == {"requesting_google_scopes": {"scopes": [ACTION_COMPOSE]}}


def test_looking_again_needs_no_permission_to_change_drafts() -> None:
    scopes = [scope for scope in ALL_SCOPES if scope != ACTION_COMPOSE]
    answer = Desk(friends_mail(1)).click("check", to=[friend(0)], cc=[], bcc=[], scopes=scopes)

    assert "You know each other (1)" in text_of(card_of(answer))
