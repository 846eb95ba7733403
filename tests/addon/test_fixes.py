"""The one-click fixes of the compose card: what Gmail is told to change, and that a second press changes nothing more."""

from __future__ import annotations

import base64

import pytest

from addon.core.address import canonical_addr_spec
from addon.preview.simulator import Fault
from addon.scopes import ACTION_COMPOSE, EXECUTE, MESSAGE_METADATA, SCOPES_OF_TIER, USER_EMAIL, Tier
from addon.store import NullStore
from tests.addon.stage import conversation, text_of
from tests.addon.writing import (
    BLAST,
    RESUME,
    Desk,
    buttons,
    card_of,
    draft_bytes,
    friend,
    friends_mail,
    host,
    strangers,
    toast,
)

LIGHT = (EXECUTE, MESSAGE_METADATA, ACTION_COMPOSE, USER_EMAIL)


def addresses(change: dict[str, object], field: str) -> list[str]:
    """Return the addr-specs a field is set to."""
    update = change[f"update{field}Recipients"]
    assert isinstance(update, dict)
    return [each["email"] for each in update[f"{field.lower()}Recipients"]]


# --- who stays -------------------------------------------------------------------------------------------------------


def test_keep_known_leaves_only_people_who_know_you() -> None:
    """Strangers leave To and Bcc, friends stay, Cc is not touched; pressed again nothing changes."""
    desk = Desk(friends_mail(3))
    window = {"to": [friend(0), *strangers(2)], "cc": [friend(1)], "bcc": [friend(2), *strangers(30, 2)]}
    card, _ = desk.compose(**window)
    assert "keep-known" in buttons(card)

    change = host(desk.click("keep-known", **window))
    after = {"to": addresses(change, "To"), "cc": [friend(1)], "bcc": addresses(change, "Bcc")}
    again = desk.click("keep-known", **after)

    assert after["to"] == [friend(0)]
    assert after["bcc"] == [friend(2)]
    assert "updateCcRecipients" not in change
    assert host(again) == {}
    assert toast(again) == "Nobody to take out."


def test_the_same_press_twice_sets_the_same_fields() -> None:
    """A click repeated with the old event gives the same answer: Gmail replaces, it does not add."""
    desk = Desk(friends_mail(1))
    window = {"to": [], "bcc": [friend(0), *strangers(30)]}
    desk.compose(**window)

    assert host(desk.click("keep-known", **window)) == host(desk.click("keep-known", **window)) != {}


def test_remove_strangers_keeps_who_could_not_be_checked() -> None:
    """Unknown never accuses: an address that cannot be searched stays."""
    desk = Desk(friends_mail(1))
    window = {"to": [], "bcc": [friend(0), '"odd|one"@firm.example', *strangers(30)]}
    desk.compose(**window)

    change = host(desk.click("remove-strangers", **window))

    assert addresses(change, "Bcc") == [friend(0), '"odd|one"@firm.example']


def test_an_all_stranger_crowd_can_be_taken_out_whole() -> None:
    """Everybody leaves Bcc: the field is set to an empty list."""
    desk = Desk([])
    window = {"to": [], "bcc": strangers(30)}
    desk.compose(**window)

    assert addresses(host(desk.click("remove-strangers", **window)), "Bcc") == []


def test_a_click_is_judged_from_its_own_recipients_even_in_another_process() -> None:
    """After a restart nothing is in memory; the click looks again and does the same."""
    desk = Desk(friends_mail(2))
    window = {"to": [], "bcc": [friend(0), *strangers(30)]}
    desk.compose(**window)
    first = host(desk.click("keep-known", **window))
    desk.restart()

    assert host(desk.click("keep-known", **window)) == first


def test_a_click_asks_gmail_for_nothing_that_was_just_found() -> None:
    desk = Desk(friends_mail(2))
    window = {"to": [], "bcc": [friend(0), *strangers(30)]}
    desk.compose(**window)
    before = desk.simulator.cost.snapshot()
    desk.click("keep-known", **window)

    assert (desk.simulator.cost.snapshot() - before).calls == 0


def test_recipients_can_be_put_back() -> None:
    """The card after a fix offers the old recipients; pressing sets them, pressing again changes nothing."""
    desk = Desk(friends_mail(1))
    window = {"to": [friend(0), *strangers(2)], "bcc": strangers(30, 2)}
    desk.compose(**window)
    answer = desk.click("keep-known", **window)
    undo = buttons(card_of(answer))["put-back"]
    parameters = {each["key"]: each["value"] for each in undo["parameters"]}

    back = desk.click("put-back", parameters, to=[friend(0)], bcc=[])
    again = desk.click("put-back", parameters, **window)

    assert addresses(host(back), "To") == window["to"]
    assert addresses(host(back), "Bcc") == window["bcc"]
    assert host(again) == {}
    assert "already back" in toast(again)


def test_too_many_recipients_for_a_button_are_not_offered_back() -> None:
    """500 long addresses do not fit a button, so no promise is made."""
    desk = Desk(friends_mail(1))
    window = {"to": [], "bcc": [friend(0), *strangers(499)]}
    desk.compose(**window)

    assert "put-back" not in buttons(card_of(desk.click("keep-known", **window)))


def test_put_back_with_forged_parameters_is_a_card() -> None:
    """A forged click without recipients is an event that cannot be read, not a crash."""
    answer = Desk([]).click("put-back", {"to": "\n\n"}, to=strangers(2))

    assert host(answer) == {}
    assert "could not read" in text_of(answer)


# --- subject and opener ----------------------------------------------------------------------------------------------


def test_a_clearer_subject_says_what_is_asked() -> None:
    """A bare job title becomes a question; pressed again nothing changes."""
    desk = Desk([])
    window = {"to": [], "bcc": strangers(30)}
    desk.save(draft_bytes(bcc=strangers(30), subject="Project manager", text=BLAST))
    desk.compose(**window, subject="Project manager")

    change = host(desk.click("subject", **window, subject="Project manager"))
    new = change["updateSubject"]["subject"]
    again = desk.click("subject", **window, subject=new)

    assert new == "May I ask you about Project manager roles? – Maya Lind"
    assert host(again) == {}


@pytest.mark.parametrize(
    ("subject", "text", "new"),
    [
        ("CV", BLAST, "May I ask you for your advice? – Maya Lind"),
        (
            "Projektleiterin",
            "Guten Tag,\n\nich suche nach zwölf Jahren eine neue Aufgabe. Ich habe das Team in Kiel geleitet.",
            "ich suche",
        ),
    ],
)
def test_a_subject_that_says_nothing_becomes_a_question_or_the_letters_own_words(subject: str, text: str, new: str) -> None:
    """A bare "CV" asks for advice; a letter in another language is never given an English subject."""
    desk = Desk([])
    window = {"to": [], "bcc": strangers(30)}
    desk.save(draft_bytes(bcc=strangers(30), subject=subject, text=text))
    desk.compose(**window, subject=subject)

    made = host(desk.click("subject", **window, subject=subject))["updateSubject"]["subject"]

    assert made.startswith(new)


def test_an_opener_greets_by_name_and_tells_the_truth_of_the_history() -> None:
    """The one recipient is greeted, with when they last wrote; a second press inserts nothing, nor in another process."""
    lev = "Lev Holm <lev@pier.example>"
    desk = Desk(conversation(lev, "harbour", days_ago=600, messages=4))
    window = {"to": [lev], "bcc": [], "subject": "Tide tables"}
    desk.save(draft_bytes([lev], subject="Tide tables", text="Dear Frida,\n\ncould you send me the tables?"))
    card, _ = desk.compose(**window)
    assert "It greets “Frida”, but goes to Lev Holm." in text_of(card)
    assert "opener" in buttons(card)

    change = host(desk.click("opener", **window))
    again = desk.click("opener", **window)
    desk.restart()
    later = desk.click("opener", **window)

    content = change["updateBody"]["insertContents"][0]
    assert content["content"] == "\nDear Lev Holm,\n\nWe last wrote in April 2025.\n\n"
    assert change["updateBody"]["type"] == "IN_PLACE_INSERT"
    assert host(again) == host(later) == {}


def test_an_opener_to_a_stranger_claims_no_history() -> None:
    ines = "Ines Hart <ines@harbour.example>"
    desk = Desk([])
    desk.save(draft_bytes([ines], subject="Tide tables", text="Dear Frida,\n\ncould you send me the tables?"))
    window = {"to": [ines], "bcc": [], "subject": "Tide tables"}
    desk.compose(**window)

    content = host(desk.click("opener", **window))["updateBody"]["insertContents"][0]["content"]
    assert content == "\nDear Ines Hart,\n\n"


# --- dismissing ------------------------------------------------------------------------------------------------------


def test_a_dismissal_lasts_for_this_draft_and_can_be_taken_back() -> None:
    """Dismissed: no warning, also after a restart; one more recipient makes it another draft; undismiss brings it back."""
    desk = Desk([])
    window = {"to": [], "bcc": strangers(30), "subject": "Tide tables"}
    desk.compose(**window)

    dismissed = desk.click("dismiss", **window)
    desk.restart()
    quiet, _ = desk.compose(**window)
    grown, _ = desk.compose(**(window | {"bcc": strangers(31)}))
    back = desk.click("undismiss", **window)
    loud, _ = desk.compose(**window)

    assert "You asked not to be warned" in text_of(dismissed)
    assert "You asked not to be warned" in text_of(quiet)
    assert "Hold on" in text_of(grown)
    assert "Hold on" in text_of(back)
    assert "Hold on" in text_of(loud)


def test_a_dismissal_that_cannot_be_kept_is_said() -> None:
    desk = Desk([], store=NullStore())
    window = {"to": [], "bcc": strangers(30)}
    answer = desk.click("dismiss", **window)

    assert "no memory" in toast(answer)
    assert "Hold on" in text_of(answer)


# --- splitting -------------------------------------------------------------------------------------------------------


def split_window(desk: Desk, people: list[str], **options: object) -> dict[str, object]:
    desk.save(draft_bytes(bcc=people, subject="Maya Lind", text=BLAST, resume=True, **options))
    window = {"to": [], "bcc": people, "subject": "Maya Lind"}
    desk.compose(**window)
    return window


def test_split_makes_a_draft_for_each_and_keeps_the_original() -> None:
    """Sixty strangers: 25, 25 and 10 drafts at three presses, then none. Each names one person only and holds the resume."""
    people = strangers(60)
    desk = Desk([])
    window = split_window(desk, people)
    original = desk.drafts()[0].as_bytes()

    said = [toast(desk.click("split", **window)) for _ in range(4)]
    copies = desk.drafts()[1:]

    assert [text.partition(" drafts")[0] for text in said] == ["25 of 60", "50 of 60", "All 60", "All 60"]
    assert "press again" in said[0]
    assert "already" in said[3]
    assert len(copies) == 60
    assert desk.drafts()[0].as_bytes() == original
    assert {copy["To"] for copy in copies} == set(people)
    for copy in copies:
        others = set(people) - {copy["To"]}
        assert copy["Cc"] is None
        assert copy["Bcc"] is None
        assert not any(other in copy.as_string() for other in others)
        (attached,) = list(copy.iter_attachments())
        assert attached.get_content().strip() == RESUME.strip()
        assert copy["Subject"] == "Maya Lind"
        assert copy.get_body(("plain",)).get_content().strip() == BLAST.strip()


def test_a_copy_for_somebody_known_opens_with_the_shared_history() -> None:
    """After the greeting stands when the two last wrote; a stranger's copy claims nothing."""
    lev = "Lev Holm <lev@pier.example>"
    desk = Desk(conversation(lev, "harbour", days_ago=600, messages=4))
    window = split_window(desk, [lev, *strangers(20)], html="<p>Hello,</p><p>Please find my resume.</p>")

    desk.click("split", **window)
    copies = {canonical_addr_spec(copy["To"].addresses[0].addr_spec): copy for copy in desk.drafts()[1:]}

    known = copies["lev@pier.example"]
    assert known.get_body(("plain",)).get_content().startswith("Hello,\n\nWe last wrote in April 2025.\n\nPlease find")
    assert "<p>Hello,</p><p>We last wrote in April 2025.</p>" in known.get_body(("html",)).get_content()
    assert next(known.iter_attachments()).get_content().strip() == RESUME.strip()
    assert not any("We last wrote" in copy.as_string() for key, copy in copies.items() if key != "lev@pier.example")


def test_split_leaves_lists_and_the_owner_out() -> None:
    desk = Desk([])
    window = split_window(desk, ["maya@example.org", "tides@googlegroups.com", *strangers(6)])
    desk.click("split", **window)

    assert {copy["To"] for copy in desk.drafts()[1:]} == set(strangers(6))


def test_split_goes_on_in_another_process_and_with_fewer_recipients() -> None:
    """Marks are in the store: a restart, or taking people out in between, makes no second copy."""
    desk = Desk(friends_mail(1))
    people = [friend(0), *strangers(30)]
    window = split_window(desk, people)
    desk.click("split", **window)
    desk.restart()
    desk.click("split", **window)
    desk.click("split", **(window | {"bcc": people[:20]}))

    recipients = [copy["To"] for copy in desk.drafts()[1:]]
    assert len(recipients) == len(set(recipients)) == 31


def test_split_without_a_store_knows_its_copies_by_their_message_ids() -> None:
    """Nothing can be marked; the drafts themselves tell which copies exist."""
    desk = Desk([], store=NullStore())
    window = split_window(desk, strangers(20))
    first = desk.click("split", **window)
    second = desk.click("split", **window)

    assert "All 20" in toast(first)
    assert "already" in toast(second)
    assert len(desk.drafts()) == 21


@pytest.mark.parametrize("fault", [Fault.INTERNAL, Fault.TOO_MANY, Fault.NOT_JSON])
def test_a_copy_that_fails_is_made_at_the_next_press(fault: Fault) -> None:
    """The third creation fails: the toast says how many are there, the next press makes the missing one only."""
    desk = Desk([])
    window = split_window(desk, strangers(10))
    desk.simulator.faults.inject("drafts.create", fault, nth=3)

    first = toast(desk.click("split", **window))
    second = toast(desk.click("split", **window))

    assert first.startswith("9 of 10 drafts made.")
    assert second.startswith("All 10")
    assert len(desk.drafts()) == 11


def test_a_lost_answer_makes_no_second_copy() -> None:
    """The batch was carried out and the connection lost: nothing is repeated by itself, and the next press finds the copies."""
    desk = Desk([])
    window = split_window(desk, strangers(10))
    desk.simulator.faults.inject("batch", Fault.DROP_AFTER, nth=1)
    desk.click("split", **window)
    again = desk.click("split", **window)

    assert "All 10" in toast(again)
    assert len(desk.drafts()) == 11


def test_split_before_gmail_saved_anything_waits() -> None:
    desk = Desk([])
    answer = desk.click("split", to=[], bcc=strangers(10), subject="Maya Lind")

    assert "has not saved this draft yet" in toast(answer)
    assert desk.drafts() == []


def test_split_without_reading_makes_empty_drafts_and_says_so() -> None:
    """Without the permission to read, each draft has its person and the subject, and no text."""
    desk = Desk([])
    window = {"to": strangers(6), "bcc": [], "subject": "Frågor om tidvatten", "scopes": LIGHT}
    answer = desk.click("split", **window)
    again = desk.click("split", **window)

    assert "no text yet" in toast(answer)
    assert "already" in toast(again)
    assert {(copy["To"], copy["Subject"]) for copy in desk.drafts()} == {(who, "Frågor om tidvatten") for who in strangers(6)}
    assert all(not copy.get_content().strip() for copy in desk.drafts())


def test_split_asks_for_the_permission_to_write_drafts() -> None:
    scopes = [scope for scope in SCOPES_OF_TIER[Tier.LIGHT] if scope != ACTION_COMPOSE]
    answer = Desk([]).click("split", to=strangers(6), scopes=scopes)

    assert answer["requesting_google_scopes"]["scopes"] == [ACTION_COMPOSE]


def test_header_injection_in_a_name_stays_in_its_field() -> None:
    """Line breaks and commas in names add no recipients and no headers to the copies."""
    evil = "Eve\r\nBcc: victim@target.example <eve@firm.example>"
    desk = Desk([])
    people = [evil, *strangers(5)]
    desk.save(draft_bytes(to=strangers(5), subject="Tide", text="Hello\n"))
    desk.click("split", to=people, bcc=[], subject="Tide")

    for copy in desk.drafts()[1:]:
        assert copy["Bcc"] is None
        assert len(copy["To"].addresses) == 1


def test_a_malformed_draft_is_copied_byte_for_byte() -> None:
    """A multipart whose boundary never comes keeps its body as it is."""
    desk = Desk(conversation("Lev <lev@pier.example>", "harbour", days_ago=600, messages=4))
    people = ["lev@pier.example", *strangers(5)]
    head = f"From: maya@example.org\r\nTo: {', '.join(people)}\r\nSubject: Odd\r\n"
    body = b"\xff\xfe no boundary here \x00 \r\n"
    desk.save(f"{head}Content-Type: multipart/mixed; boundary=zz\r\n\r\n".encode() + body)
    desk.compose(to=people, bcc=[], subject="Odd")
    desk.click("split", to=people, bcc=[], subject="Odd")

    raws = [desk.mailbox.raw(desk.mailbox.index.by_id[gmail_id]) for gmail_id in desk.mailbox.drafts.values()][1:]
    assert len(raws) == 6
    assert all(raw.endswith(body) for raw in raws)


def test_the_first_page_of_copies_holds_no_trace_of_the_crowd() -> None:
    """Not even in encoded parts of the header do the other addresses appear."""
    desk = Desk([])
    window = split_window(desk, strangers(5))
    desk.click("split", **window)
    crowd = base64.b64encode(strangers(5)[4].encode())

    first = desk.mailbox.raw(desk.mailbox.index.by_id[list(desk.mailbox.drafts.values())[1]])
    assert strangers(5)[4].encode() not in first
    assert crowd not in first
