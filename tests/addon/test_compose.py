"""The compose card, end to end: budgets counted exactly, levels against brute force, faults and missing scopes."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.core.address import canonical_addr_spec
from addon.core.exchange import Exchange, Hit, LookedAt, id_time
from addon.core.relationship import assess_relationship
from addon.handlers.recipient_fields import _addresses
from addon.mail import parse_address_list, parse_message
from addon.preview.simulator import Fault
from addon.preview.simulator.cost import LoggedCall
from addon.scopes import ACTION_COMPOSE, EXECUTE, GMAIL_READONLY, MESSAGE_METADATA, USER_EMAIL
from addon.store import NullStore
from cards.widgets import count_widgets
from tests.addon.stage import NOW, OWNER, conversation, mail, text_of
from tests.addon.writing import BLAST, NOTE, WRITER, Desk, buttons, draft_bytes, friend, friends_mail, strangers

LIGHT = (EXECUTE, MESSAGE_METADATA, ACTION_COMPOSE, USER_EMAIL)


def spent(desk: Desk, **fields: object) -> tuple[str, int, int]:
    """Return the card's text, round trips and units."""
    card, cost = desk.compose(**fields)
    return text_of(card), cost.round_trips, cost.units


def calls(desk: Desk) -> list[LoggedCall]:
    return [call for trip in desk.simulator.cost.log for call in trip.calls]


# --- budgets --------------------------------------------------------------------------------------------------------


def test_ten_recipients_none_remembered() -> None:
    """Five friends and five strangers, with the draft read: well within three trips and 150 units."""
    desk = Desk(friends_mail(5))
    people = [friend(n) for n in range(5)] + strangers(5)
    desk.save(draft_bytes(people, subject="Tide tables", text=BLAST))

    text, trips, units = spent(desk, to=people, bcc=[], subject="Tide tables")

    assert "You know each other (5)" in text
    assert "Never exchanged mail with you (5)" in text
    assert trips == 2
    # drafts.list, sendAs, subject search, ten from, drafts.get, five sent, one group
    assert units == 5 + 1 + 5 + 50 + 20 + 25 + 5


def test_the_blast_of_the_founding_post() -> None:
    """Sixty strangers in Bcc, the own name as subject, a resume attached: a halt, in two trips and 51 units."""
    desk = Desk(friends_mail(2))
    people = strangers(60)
    desk.save(draft_bytes(bcc=people, subject="Maya Lind", text=BLAST, resume=True))

    text, trips, units = spent(desk, to=[], bcc=people, subject="Maya Lind")

    assert "Hold on" in text
    assert "You are about to send your resume to 60 people who don't know you." in text
    assert "Resume blast" in text  # how it will look to them
    assert (trips, units) == (2, 1 + 5 + 5 + 10 + 20 + 10)


def test_a_hundred_recipients_with_four_friends() -> None:
    """Four friends among 96 strangers: four trips and 350 units at most when nobody is remembered, far less afterwards."""
    desk = Desk(friends_mail(4))
    people = [*strangers(60), *(friend(n) for n in range(4)), *strangers(36, 60)]
    desk.save(draft_bytes(bcc=people, subject="A question", text="Dear all,\n\nwho comes on Friday?"))

    first, trips, units = spent(desk, bcc=people, to=[], subject="A question")
    again, trips_again, units_again = spent(desk, bcc=people, to=[], subject="A question")

    for text in (first, again):
        assert "You know each other (4)" in text
        assert "Never exchanged mail with you (96)" in text
    assert trips <= 4
    assert units <= 350
    assert trips_again <= 3
    assert units_again <= 80
    assert (trips, units) == (3, 136)
    assert (trips_again, units_again) == (2, 45)


def test_sixty_strangers_without_a_saved_draft_cost_four_searches() -> None:
    """Two searches clear who wrote, two clear whom the owner wrote to."""
    desk = Desk(friends_mail(2))

    _, trips, units = spent(desk, bcc=strangers(60), to=[])

    assert (trips, units) == (2, 1 + 5 + 10 + 10)
    assert all(len(str(call.params.get("q", ""))) <= 1500 for call in calls(desk))


# --- 500 recipients against brute force -------------------------------------------------------------------------------


def crowded_mailbox() -> tuple[list[bytes], list[str]]:
    """Twenty known people, some one-sided, some seen together, one prolific, and a blast of the owner's own."""
    rng = random.Random(7)  # noqa: S311 - a fixed shuffle, not a secret
    mails = friends_mail(20)
    for number in range(20):
        for extra in range(number % 5):
            mails += conversation(friend(number), f"more{number}-{extra}", days_ago=200 + 9 * extra + number, messages=3)
    people = [friend(n) for n in range(20)] + strangers(480)
    for number in rng.sample(range(480), 12):
        mails.append(mail(f"person{number}@firm{number}.example", OWNER, days_ago=number / 3 + 1, subject=f"Cold {number}"))
    for number in range(100, 103):
        mails.append(mail(OWNER, [f"person{number}@firm{number}.example"], days_ago=number / 2, subject=f"Unanswered {number}"))
    mails.append(mail("host@party.example", [OWNER, "person200@firm200.example", "person201@firm201.example"], days_ago=77))
    # An own blast that one of its sixty receivers answered: no answer of the owner's to anybody.
    blast = strangers(60, 300)
    mails.append(mail(OWNER, blast, days_ago=120, subject="Big news", message_id="big"))
    mails.append(mail(blast[3], OWNER, days_ago=119, subject="Re: Big news", reply_to="big", message_id="small"))
    rng.shuffle(people)
    return mails, people


def brute_force(desk: Desk, key: str) -> str:
    """Return the level by reading the whole mailbox."""
    received, sent, together, looked_at = [], [], [], []
    for number, entry in desk.mailbox.index.entries.items():
        message = parse_message(desk.mailbox.raw(number), read_attachments=False)
        if message.sender is None or entry.labels & {"DRAFT", "SPAM"}:
            continue
        hit = Hit(entry.gmail_id, entry.thread_id, id_time(entry.gmail_id))
        everyone = {each.key for each in (*message.to, *message.cc, *message.bcc)}
        if message.sender.key == key:
            received.append(hit)
        elif key in everyone and message.sender.key == OWNER:
            sent.append(hit)
            looked_at.append(LookedAt(entry.gmail_id, len(everyone), automatic=False))
        elif key in everyone:
            together.append(hit)
    exchange = Exchange(tuple(received), tuple(sent), tuple(together), looked_at=tuple(looked_at))
    return assess_relationship(exchange, round(NOW.timestamp() * 1000)).level.value


def test_five_hundred_recipients_have_the_levels_of_a_full_reading() -> None:
    """Every level equals that of reading all mail, in one card under the widget limit and within 1,500 units."""
    mails, people = crowded_mailbox()
    desk = Desk(mails)

    card, cost = desk.compose(to=[], bcc=people)

    found = desk.found()
    expected = {canonical_addr_spec(spec): brute_force(desk, canonical_addr_spec(spec)) for spec in people}
    assert {each.address.key: each.tie.level.value for each in found.case.recipients} == expected
    assert sorted(expected.values()).count("none") < 480
    assert found.judgement.known == sum(level in {"answered", "maintained", "close"} for level in expected.values()) == 20
    assert sum(count_widgets(section) for section in card["sections"]) <= 100
    assert cost.units <= 1500


def test_five_hundred_with_twenty_known_take_four_trips() -> None:
    """Twenty friends among 480 strangers who never were in touch: four trips."""
    desk = Desk(friends_mail(20))
    people = strangers(480)
    for number in range(20):
        people.insert(25 * number, friend(number))

    text, trips, units = spent(desk, to=[], bcc=people)

    assert "You know each other (20)" in text
    assert trips <= 4
    assert units <= 1500


def test_a_blast_of_the_owners_own_is_no_answer() -> None:
    """Who once answered a mail to sixty is no acquaintance: the one message the tie hangs on is looked at."""
    crowd = strangers(60)
    desk = Desk(
        [
            mail(OWNER, crowd, days_ago=120, subject="Big news", message_id="big"),
            mail(crowd[3], OWNER, days_ago=119, subject="Re: Big news", reply_to="big", message_id="small"),
        ]
    )
    desk.compose(to=[crowd[3]], bcc=[])

    assert [each.tie.level.value for each in desk.found().case.recipients] == ["one_sided"]


# --- who counts -------------------------------------------------------------------------------------------------------


def test_five_colleagues_and_a_normal_note_are_fine_without_noise() -> None:
    """Colleagues of the same organisation: green, no reasons, no fixes, nothing unseen."""
    colleagues = [f"Person {n} <colleague{n}@example.org>" for n in range(5)]
    desk = Desk(friends_mail(1))
    desk.save(draft_bytes(colleagues, subject="Lunch on Friday", text="Hi all,\n\nlunch at noon?\n\nMaya"))

    card, _ = desk.compose(to=colleagues, bcc=[], subject="Lunch on Friday")

    text = text_of(card)
    assert "Good to send" in text
    assert "Why" not in text.splitlines()
    assert "What you can do" not in text
    assert "Not seen" not in text


def test_a_targeted_application_to_one_stranger_is_fine() -> None:
    """One stranger, a personal letter, a resume: fine, with at most one hint."""
    stranger = "Ines Hart <ines.hart@harbour.example>"
    desk = Desk([])
    desk.save(draft_bytes([stranger], subject="Your tide gauge project", text=NOTE.format(name="Ines"), resume=True))

    card, _ = desk.compose(to=[stranger], bcc=[], subject="Your tide gauge project")

    found = desk.found().judgement
    assert found.grade == "fine"
    assert len(found.reasons) <= 1
    assert "Good to send" in text_of(card)


def test_own_addresses_roles_and_lists_are_told_apart() -> None:
    """Self, a shared mailbox, a list and a person each stand in their own group."""
    people = [OWNER, "jobs@harbour.example", "tides@googlegroups.com", "ines@harbour.example"]
    card, _ = Desk([]).compose(to=people, bcc=[])

    text = text_of(card)
    for heading in (
        "Your own addresses (1)",
        "Shared mailboxes, such as jobs@ (1)",
        "Mailing lists (1)",
        "Never exchanged mail with you (1)",
    ):
        assert heading in text


def test_an_alias_learnt_only_now_is_the_owner() -> None:
    """Send-as addresses are asked for once, and one among the recipients is no stranger."""
    desk = Desk([], owner=(OWNER, "maya@other.example"))

    assert "Your own addresses (1)" in text_of(desk.compose(to=["maya@other.example"], bcc=[])[0])


@pytest.mark.parametrize(("name", "is_told"), [("Maya Lind", True), ("Mia Lundgren", False)])
def test_the_owners_name_is_known_from_the_send_as_settings(name: str, is_told: bool) -> None:
    """The draft's own From has none: the subject is the owner's name only where Gmail says they write under it."""
    desk = Desk([])
    desk.mailbox.owner = (replace(desk.mailbox.owner[0], display_name=name),)
    raw = draft_bytes(bcc=strangers(60), subject="Maya Lind", text=BLAST).replace(WRITER.encode(), OWNER.encode())
    desk.save(raw)
    text = text_of(desk.compose(to=[], bcc=strangers(60), subject="Maya Lind")[0])

    assert ("The subject is your own name" in text) is is_told


def test_one_recipient_in_two_fields_counts_once() -> None:
    """Dots and tags of gmail.com included."""
    desk = Desk([])
    desk.compose(to=["A.B@gmail.com", "Ann B <ab+x@gmail.com>"], cc=["ab@googlemail.com"], bcc=[])

    assert len(desk.found().case.recipients) == 1


def test_hostile_thousands_are_capped_and_said() -> None:
    """3,000 recipients, odd ones among them: 500 are judged, the rest is said to be unchecked."""
    people = [*strangers(2_990), "", "no address", '"x" <a{b}@c.example>', "x" * 900, "a@b@c", "<>", "\u202e@x", "'", "@", ","]
    card, cost = Desk([]).compose(to=people, bcc=[])

    text = text_of(card)
    assert "beyond the first 500" in text
    assert cost.units <= 1500


def test_an_address_that_cannot_be_searched_is_unchecked_and_no_stranger() -> None:
    desk = Desk([])
    desk.compose(to=['"odd|one"@firm.example'], bcc=[])

    assert [each.is_stranger for each in desk.found().case.recipients] == [False]


def test_no_recipients_ask_for_some() -> None:
    card, cost = Desk([]).compose()

    assert "Add recipients" in text_of(card)
    assert cost.calls == 0


# --- the saved draft --------------------------------------------------------------------------------------------------


def test_missing_bcc_is_unknown_and_the_saved_draft_tells_it() -> None:
    """The event has no Bcc key; the draft's own Bcc is judged all the same."""
    desk = Desk([])
    desk.save(draft_bytes(["a@firm.example"], bcc=strangers(60), subject="Maya Lind", text=BLAST, resume=True))

    card, _ = desk.compose(to=["a@firm.example"], subject="Maya Lind")

    assert "Hold on" in text_of(card)


def test_missing_bcc_without_a_draft_is_said() -> None:
    assert "Bcc: Gmail did not say" in text_of(Desk([]).compose(to=["a@firm.example"])[0])


def test_a_stale_draft_is_read_and_said() -> None:
    """A recipient was added after the last save: the text counts, the card says that changes are missing."""
    desk = Desk([])
    desk.save(draft_bytes(strangers(5), subject="Tide tables", text="Hello {{first_name}},\n\nhow are you?"))

    text = text_of(desk.compose(to=strangers(6), bcc=[], subject="Tide tables")[0])

    assert "Changes since Gmail last saved" in text
    assert "placeholder was left unfilled" in text


def test_another_draft_to_one_of_them_is_not_taken_for_this_one() -> None:
    """A draft to one person in common among many is somebody else's text."""
    desk = Desk([])
    desk.save(draft_bytes([strangers(1)[0]], subject="Other", text="Hello {{first_name}},"))

    text = text_of(desk.compose(to=strangers(9), bcc=[], subject="Tide tables")[0])

    assert "has not saved this draft yet" in text
    assert "placeholder" not in text


def test_several_like_drafts_are_said() -> None:
    desk = Desk([])
    for _ in range(2):
        desk.save(draft_bytes(strangers(3), subject="Tide tables", text="Dear all,\n\nsee below."))

    assert "Which of several like drafts" in text_of(desk.compose(to=strangers(3), bcc=[], subject="Tide tables")[0])


# --- sequential blasts ------------------------------------------------------------------------------------------------


def earlier_letters(count: int, subject: str = "Experienced tide engineer") -> list[bytes]:
    return [
        mail(OWNER, f"hr{n}@port{n}.example", days_ago=n + 1, subject=subject, text=f"Dear team,\n\nhire me. {n}")
        for n in range(count)
    ]


def test_the_same_subject_sent_to_others_before_is_counted() -> None:
    """Twelve single letters of one subject, and now the thirteenth to a stranger."""
    desk = Desk(earlier_letters(12))
    card, _ = desk.compose(to=["ines@harbour.example"], bcc=[], subject="Experienced tide engineer")

    assert "You already sent 12 messages with this subject" in text_of(card)
    searches = [call for call in calls(desk) if "newer_than" in str(call.params.get("q"))]
    assert len(searches) == 1


def test_a_few_repeats_are_opened_to_count_people() -> None:
    """One earlier mail to thirty people is one message, to thirty people."""
    desk = Desk([mail(OWNER, strangers(30, 100), days_ago=3, subject="Experienced tide engineer")])
    desk.save(draft_bytes(["ines@harbour.example"], subject="Experienced tide engineer", text="Hello"))
    card, _ = desk.compose(to=["ines@harbour.example"], bcc=[], subject="Experienced tide engineer")

    assert "a message with this subject or text to others in the last 30 days, to 30 people" in text_of(card)


@pytest.mark.parametrize("subject", ["Re: Experienced tide engineer", "Hello", "the and"])
def test_replies_and_common_subjects_are_not_searched(subject: str) -> None:
    desk = Desk(earlier_letters(12))
    desk.compose(to=["ines@harbour.example"], bcc=[], subject=subject)

    assert not [call for call in calls(desk) if "newer_than" in str(call.params.get("q"))]


def test_repeats_to_people_one_knows_are_no_matter() -> None:
    """The weekly note to a friend is nobody's business."""
    desk = Desk([*friends_mail(1), *earlier_letters(12)])

    assert "already sent" not in text_of(desk.compose(to=[friend(0)], bcc=[], subject="Experienced tide engineer")[0])


# --- doing it right ---------------------------------------------------------------------------------------------------


def test_a_job_seekers_card_turns_to_acquaintances_first() -> None:
    """A dormant tie among the recipients is named, and one who shares a stranger's organisation as a possible introducer."""
    mails = conversation("Lev Holm <lev@pier.example>", "harbour", days_ago=900, messages=4)
    desk = Desk(mails)
    people = ["Lev Holm <lev@pier.example>", "Head Pilot <pilot@pier.example>", *strangers(8)]
    desk.save(draft_bytes(bcc=people, subject="Project manager", text=BLAST, resume=True))

    text = text_of(desk.compose(to=[], bcc=people, subject="Project manager")[0])

    assert "Write to Lev Holm first." in text
    assert "Ask Lev Holm to introduce you to Head Pilot." in text
    assert "Reach out" in text


def test_other_drafts_get_no_advice() -> None:
    desk = Desk([])
    desk.save(draft_bytes(strangers(8), subject="Tide tables", text="Dear all,\n\nplease find the tables."))

    assert "A better way" not in text_of(desk.compose(to=strangers(8), bcc=[], subject="Tide tables")[0])


# --- faults and missing scopes ----------------------------------------------------------------------------------------

FAULTS = [fault for fault in Fault if fault not in {Fault.DELAY, Fault.DROP_AFTER}]
METHODS = ["messages.list", "drafts.list", "drafts.get", "settings.sendAs.list", "messages.get", "batch"]


# A part of a batch cannot drop the connection alone.
WAYS = [(method, fault) for method in METHODS for fault in FAULTS if fault is not Fault.DROP or method == "batch"]


@pytest.mark.parametrize(("method", "fault"), WAYS, ids=[f"{method}-{fault.value}" for method, fault in WAYS])
def test_each_call_may_fail_in_each_way_and_there_is_a_card(method: str, fault: Fault) -> None:
    """A lost call takes one ability away; nobody becomes a stranger by it."""
    people = [friend(0), friend(1), *strangers(3)]
    desk = Desk(friends_mail(2))
    desk.simulator.faults.inject(method, fault, times=99)
    desk.save(draft_bytes(people, subject="Tide tables", text="Dear all,\n\nplease find the tables."))

    card, _ = desk.compose(to=people, bcc=[], subject="Tide tables")

    text = text_of(card)
    found = desk.found()
    assert "Check again" in text
    assert not any(each.is_stranger for each in found.case.recipients if each.address.addr_spec.startswith("friend"))
    if (method, fault) == ("batch", Fault.TRUNCATE):
        return  # what arrived whole before the cut is used
    if method in {"messages.list", "batch"}:
        assert "Could not be checked (5)" in text
        assert "Your earlier mail with 5 recipients." in text
    if method in {"drafts.list", "drafts.get", "batch"}:
        assert "Your text" in text
    if method == "settings.sendAs.list":
        assert "other addresses are yours" in text


def test_one_failed_group_leaves_the_others() -> None:
    """Of a hundred, one group's search fails twice: its people are asked through the grid, and nothing is lost."""
    desk = Desk(friends_mail(4))
    people = [*strangers(96), *(friend(n) for n in range(4))]
    desk.simulator.faults.inject("messages.list", Fault.NOT_FOUND, nth=1)

    text = text_of(desk.compose(to=[], bcc=people)[0])

    assert "You know each other (4)" in text
    assert "Never exchanged mail with you (96)" in text


@pytest.mark.parametrize("nth", range(1, 31))
def test_any_one_search_may_fail_without_making_a_friend_a_stranger(nth: int) -> None:
    desk = Desk(friends_mail(4))
    desk.simulator.faults.inject("messages.list", Fault.NOT_FOUND, nth=nth)
    people = [*strangers(36), *(friend(n) for n in range(4))]
    desk.compose(to=[], bcc=people)

    assert not any(each.is_stranger for each in desk.found().case.recipients if each.address.addr_spec.startswith("friend"))


def test_without_search_nobody_is_a_stranger_and_the_permission_is_asked_for() -> None:
    """Recipients alone are judged: can't tell, the missing ability named with its button."""
    desk = Desk(friends_mail(1))
    card, cost = desk.compose(to=strangers(3), bcc=[], scopes=LIGHT)

    text = text_of(card)
    assert "Can't tell" in text
    assert "Could not be checked (3)" in text
    assert "Acquaint may not search your mailbox" in text
    assert "Acquaint may not read drafts" in text
    assert "search" in buttons(card)
    assert cost.calls == 0
    asked = desk.click("grant/search", to=strangers(3), scopes=LIGHT)
    assert asked["requesting_google_scopes"]["scopes"] == [GMAIL_READONLY]


def test_without_search_a_large_job_search_still_gets_a_second_look() -> None:
    """Unknown never accuses, but a bare job title to sixty addresses is worth a look; to three it is not."""
    desk = Desk([])
    many, _ = desk.compose(to=[], bcc=strangers(60), subject="Project manager", scopes=LIGHT)
    few, _ = desk.compose(to=[], bcc=strangers(3), subject="Tide tables", scopes=LIGHT)

    assert "Worth a second look" in text_of(many)
    assert "could not be checked" in text_of(many)
    assert "Worth a second look" not in text_of(few)


def test_a_remembered_friend_stays_known_without_search() -> None:
    """What the store remembers needs no permission to search."""
    desk = Desk(friends_mail(1))
    desk.compose(to=[friend(0)], bcc=[])

    assert "You know each other (1)" in text_of(desk.compose(to=[friend(0)], bcc=[], scopes=LIGHT)[0])


def test_a_draft_remembers_who_knows_the_owner_and_nobody_else() -> None:
    """Strangers who wrote once are asked about anew by every draft, and their letters looked at as closely as any."""
    letter = mail("ines@harbour.example", OWNER, days_ago=3)
    desk, fresh = Desk([*friends_mail(1), letter]), Desk([*friends_mail(1), letter])
    desk.compose(to=[friend(0), "ines@harbour.example", *strangers(3)], bcc=[])
    fresh.compose(to=[friend(0)], bcc=[])

    assert list(desk.store.export_owner("owner-1")["correspondents"]) == [friend(0)]  # type: ignore[call-overload] # JSON
    assert desk.open(letter)[1] == fresh.open(letter)[1]


def test_without_any_memory_the_card_is_the_same() -> None:
    desk = Desk(friends_mail(1), store=NullStore())

    assert "You know each other (1)" in text_of(desk.compose(to=[friend(0), *strangers(2)], bcc=[])[0])


def test_who_the_owner_declared_is_no_stranger() -> None:
    desk = Desk([])
    desk.store.declare("owner-1", "ines@harbour.example", "known", 1)

    text = text_of(desk.compose(to=["ines@harbour.example", *strangers(1)], bcc=[])[0])

    assert "You told Acquaint that you know them." in text
    assert "Never exchanged mail with you (1)" in text


NAME, SPEC = r"(?:[A-Za-z][A-Za-z0-9]{0,8}(?: [A-Za-z]{1,8}){0,3} <)?", r"[A-Za-z0-9_+.-]{1,12}@[A-Za-z0-9.-]{1,12}[A-Za-z0-9]>?"


@given(st.from_regex(NAME + SPEC, fullmatch=True))
def test_the_shortcut_for_plain_addresses_reads_them_as_the_parser_does(text: str) -> None:
    assert _addresses(text) == parse_address_list(text).addresses


def test_deleting_what_is_remembered_drops_the_drafts_of_this_process_too() -> None:
    """A card drawn after it looks afresh."""
    desk = Desk(friends_mail(2))
    desk.compose(to=[friend(0), friend(1)], bcc=[])
    kept = desk.app.extensions["acquaint"].drafts._kept

    assert kept
    desk.post("/addon/forget", desk.event("/addon/forget"))
    assert not kept
