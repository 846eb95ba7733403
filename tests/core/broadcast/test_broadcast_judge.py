"""The judge: caps, two classes, abstention, calibration of words to numbers, and the order in which findings are told."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import pytest
from blast_cases import FIRES
from blast_making import A_RESUME, ANNA, BRUNO, CLARA, JOBS, LONG_LETTER, NO_RESUME, case, crowd, file, message
from blast_talk_cases import ADVERT, NEWSLETTER
from blast_talk_cases import COLLEAGUE as DORA
from hypothesis import given
from hypothesis import strategies as st

from addon.core.address import Address
from addon.core.broadcast import claimed_referrers, explain, has_lone_proof, judge_broadcast, log_odds
from addon.core.broadcast.judge import BIAS, LEAST, SLOPE
from addon.core.broadcast.referral import without_title
from addon.core.broadcast.signal import AGAINST, CAPS, DELIVERY, Case
from addon.core.evidence import Broadcast, Finding, Resume
from addon.core.message import Body, Message
from addon.core.relationship import Level

GENERIC = "Dear Sir or Madam,\nplease find my resume attached."
TO_ANNA = "Dear Anna,\nyou wrote that rye needs time. Which flour do you use for it? My resume is attached."
MERGED = "Dear Anna,\nI would love to join Examplebakery. My resume is attached. When are you available for an interview?"
CAREERS = Address("careers@examplebakery.example", "", "examplebakery.example")
OVENS = Address("ovens@examplebakery.example", "Oven Crew", "examplebakery.example")
UNSUBSCRIBE = {"list-unsubscribe": "<mailto:leave@mailer.example>"}


def judge(given_case: Case) -> Broadcast:
    """The call on a case."""
    return judge_broadcast(given_case.message, given_case.context, given_case.resume)


def finding(group: str, weight: float, symbol: str = "X") -> Finding:
    """A finding with the fields that the judge reads."""
    return Finding(symbol, group, weight, "It is so.")


@pytest.mark.parametrize("group", sorted(CAPS))
def test_no_group_adds_more_than_its_cap(group: str) -> None:
    """Facts of one class are not independent, so a hundred of them count as the cap."""
    sign = -1.0 if group in AGAINST else 1.0
    many = [finding(group, sign, f"X{i}") for i in range(100)]
    assert log_odds(many) == pytest.approx(BIAS + SLOPE * sign * CAPS[group])
    assert log_odds(many[:1]) == pytest.approx(BIAS + SLOPE * sign)


def test_groups_add_up() -> None:
    """Independent classes count side by side, for and against."""
    found = [finding("proof", 3.0), finding("impersonal", 1.0), finding("personal", -2.0)]
    assert log_odds(found) == pytest.approx(BIAS + SLOPE * 2.0)


@pytest.mark.parametrize(
    "lone",
    [
        {"to": (), "bcc": (ANNA,)},
        {"to": (), "empty_groups": ("undisclosed-recipients",)},
        {"to": (BRUNO,)},
    ],
    ids=["bcc", "hidden", "to self"],
)
def test_one_sign_of_a_blind_copy_is_enough_under_a_strangers_resume(lone: dict[str, object]) -> None:
    """There is no other reason to hide whom an application goes to; under other mail it takes a second class."""
    bare = "Anna Example"  # no greeting, nothing impersonal: the sign stands alone
    with_resume = judge(case(bare, resume=A_RESUME, attachments=(file(),), **lone))
    assert with_resume.call == "broadcast"
    without = judge(case("Dear Anna,\nis it rye? You said so.", **lone))
    assert without.call == "unclear"


@pytest.mark.parametrize(
    ("given_case", "call"),
    [
        (case(GENERIC, resume=A_RESUME), "unclear"),
        (case(GENERIC, resume=A_RESUME, subject="Bruno Sample"), "unclear"),
        (case(GENERIC, resume=A_RESUME, to=(ANNA, *crowd(9))), "broadcast"),
        (case(GENERIC, resume=A_RESUME, headers=UNSUBSCRIBE), "broadcast"),
        (case(GENERIC, resume=A_RESUME, to=(CLARA,)), "broadcast"),
        (
            case(f"Dear Sir,\n{LONG_LETTER}", resume=A_RESUME, earlier=(message(LONG_LETTER, sender=CLARA, gmail_id="e"),)),
            "broadcast",
        ),
        (case("", resume=A_RESUME, to=(BRUNO,), attachments=(file(),)), "broadcast"),
        (case(TO_ANNA, resume=A_RESUME), "targeted"),
        (case("Dear Anna,\nmy resume is attached.", resume=A_RESUME), "unclear"),
        (case(MERGED, resume=A_RESUME), "unclear"),
        (case(MERGED, resume=A_RESUME, subject="To Examplebakery"), "unclear"),
        (
            case(
                "Dear Bob Stone,\nyou wrote that rye needs time. Which flour do you use? My resume is attached.", resume=A_RESUME
            ),
            "unclear",
        ),
        (case(f"{TO_ANNA} Please pass it on to anyone who is hiring.", resume=A_RESUME), "unclear"),
        (case("Hi {{first_name}},\nI would love to join Examplebakery. When could we talk?", resume=A_RESUME), "broadcast"),
        (case("Hi  ,\nI would love to join Examplebakery. When could we talk?", resume=A_RESUME), "unclear"),
        (case("Dear Anna,\nyou wrote that rye needs time. My resume is attached.", resume=A_RESUME), "targeted"),
        (case("Dear Anna,\nwhich flour goes into the rye loaf? My resume is attached.", resume=A_RESUME), "targeted"),
        (case(GENERIC, resume=A_RESUME, to=(JOBS,)), "targeted"),
        (case(GENERIC, resume=A_RESUME, to=(CAREERS,)), "targeted"),
        (case(GENERIC, resume=A_RESUME, to=(DORA,)), "unclear"),
        (case(GENERIC, resume=A_RESUME, cc=(CLARA,), copied=CLARA), "targeted"),
        (case(GENERIC, resume=A_RESUME, answers_owner=True), "targeted"),
        (case(GENERIC, resume=A_RESUME, cc=(CLARA,), introducer=CLARA), "targeted"),
        (case(GENERIC, resume=A_RESUME, advert="Baker wanted"), "targeted"),
        (case("Dear Anna,\nthe loaf was good."), "targeted"),
        (case("Dear Sir,\nwe sell flour."), "unclear"),
    ],
    ids=itertools.count(),
)
def test_the_call(given_case: Case, call: str) -> None:
    """Words alone never make a broadcast, a name alone never a targeted resume, and what explains the mail exempts it."""
    assert judge(given_case).call == call


def test_a_friend_in_copy_of_a_crowd_introduces_nobody() -> None:
    """A blast to fifty people, one of whom the owner knows, stays a blast."""
    blast = case(
        GENERIC, resume=A_RESUME, to=(ANNA, CLARA, *crowd(48)), introducer=CLARA, known_recipients=frozenset({CLARA.key})
    )
    assert judge(blast).call == "broadcast"


def test_an_exempted_mail_is_never_called_broadcast() -> None:
    """However it looks, mail that answers the owner or comes by introduction is at worst unclear."""
    looks_bad = {"to": (), "bcc": (ANNA,), "headers": {**UNSUBSCRIBE, "precedence": "bulk"}, "resume": A_RESUME}
    assert judge(case(GENERIC, answers_owner=True, **looks_bad)).call == "unclear"
    assert judge(case(GENERIC, mutuals=("Clara Pattern",), **looks_bad)).call == "unclear"


def test_a_mailing_that_fills_in_the_name_is_still_a_mailing() -> None:
    """Greeting by name is what a merge does; with an unsubscribe header it counts for nothing."""
    assert judge(case("Dear Anna,\nyour offer ends today. Ready?", headers=UNSUBSCRIBE)).call == "broadcast"


@pytest.mark.parametrize(
    "circular", [f"{ADVERT}\n{NEWSLETTER}", "Dear members,\nthe guild meets on Friday at the mill, as every month."]
)
def test_a_circular_says_by_its_text_that_it_went_to_many(circular: str) -> None:
    """An advertisement all through, or a greeting to a group that nobody sees: sent to the owner alone, and yet to many."""
    assert judge(case(circular)).call == "broadcast"
    assert judge(case(circular, resume=A_RESUME)).call != "broadcast"  # of a resume, words prove nothing


def test_an_advert_is_never_called_written_to_you() -> None:
    """Half an advertisement is too little for a broadcast, and too much for a letter."""
    assert judge(case("Does your oven heat? Order now, save 30%.")).call == "unclear"


def test_a_short_note_that_lost_its_recipients_is_left_open() -> None:
    """A line without a To is likelier a friend's than a circular; one that greets a group is a circular."""
    nobody = {"to": (), "headers": {"subject": "Bread"}}
    assert (
        judge(case("The mill burnt down last night, and Dora is well. I thought that you would like to know it.", **nobody)).call
        == "unclear"
    )
    assert judge(case("Hello everyone,\nthe mill burnt down last night, and Dora is well.", **nobody)).call == "broadcast"


def test_what_a_list_brought_went_to_many_even_where_it_answers_you() -> None:
    """The answer explains why it was written, not to whom it went."""
    on_list = {"to": (ANNA, Address("bakers@lists.example")), "list_id": "<bakers.lists.example>"}
    assert (
        judge(
            case("Rye, I think, but the millers of the north will know it better than I do.", answers_owner=True, **on_list)
        ).call
        == "broadcast"
    )


@pytest.mark.parametrize(
    ("note", "call"),
    [
        (case("Rye it is.", sender=DORA), "targeted"),
        (case("Dear all,\nrye it is.", sender=DORA), "unclear"),
        (case("Dear all,\nrye it is.", sender=DORA, cc=(OVENS,)), "targeted"),
        (case("My papers are attached.", sender=DORA, resume=A_RESUME), "unclear"),
        (case("His papers are attached.", sender=DORA, resume=Resume("resume", "third_party", 0.9)), "targeted"),
        (case("Rye it is.", level=Level.ANSWERED), "targeted"),
        (case("Rye it is.", sender=ANNA, to=(CLARA,)), "targeted"),
        (case(body=Body("Rye it is.", quoted="On Monday Anna Example wrote:\n> Which?")), "targeted"),
        (case("Clara, rye it is.", cc=(CLARA,)), "targeted"),
        (case("Rye it is."), "unclear"),
    ],
    ids=itertools.count(),
)
def test_notes_among_a_few_are_written_to_the_reader(note: Case, call: str) -> None:
    """Colleagues, acquaintances and answers need no greeting; an application round the firm does, and so do strangers."""
    assert judge(note).call == call


@pytest.mark.parametrize(("text", "call"), [("All,\nthe ovens are cold.", "broadcast"), ("The ovens are cold.", "unclear")])
def test_a_colleagues_mail_to_another_mailbox_went_to_many_where_it_says_so(text: str, call: str) -> None:
    """A distribution list and a deputy's mailbox look alike; words to a group tell them apart."""
    assert judge(case(text, sender=DORA, to=(OVENS,))).call == call


def test_a_hidden_list_of_recipients_is_enough_unless_it_speaks_to_the_reader() -> None:
    """An empty group in To is how one mail goes to many; a friend's note by name may come so too."""
    hidden = {"to": (), "empty_groups": ("undisclosed-recipients",)}
    assert judge(case("Watch the price of rye on Monday, it will go up.", **hidden)).call == "broadcast"
    assert judge(case("Dear Anna,\nyou asked for rye. Which kind would you like?", **hidden)).call == "unclear"


def test_list_mail_goes_to_many_and_is_no_blind_copy() -> None:
    """The list explains why the owner is not in To."""
    seen = judge(case(GENERIC, resume=A_RESUME, to=(Address("bakers@lists.example"),), list_id="<bakers.lists.example>"))
    assert seen.call == "broadcast"
    assert not has_lone_proof(seen.findings)
    assert {f.symbol for f in seen.findings} >= {"SENT_TO_A_LIST"}


def test_an_application_to_many_firms_shows_itself() -> None:
    """Its To line is enough; one firm fewer, or a note that is no application, needs another class of evidence."""
    firms = (Address("jobs@examplebakery.example"), *crowd(8))
    blast = judge(case("Rye baker, 12 years, free at once.", resume=A_RESUME, to=firms))
    assert (blast.call, has_lone_proof(blast.findings)) == ("broadcast", True)
    assert judge(case("Rye baker, 12 years, free at once.", to=firms)).call != "targeted"
    assert not has_lone_proof(judge(case("Rye baker.", resume=A_RESUME, to=firms[:8])).findings)


def test_an_empty_message_is_not_judged() -> None:
    """Without any sign there is neither a call nor a probability."""
    nothing = judge_broadcast(Message(), case().context, NO_RESUME)
    assert nothing == Broadcast("unclear", None)


_CASES = [c for cases in FIRES.values() for c in cases]


@given(st.sampled_from(_CASES), st.from_regex(r"\Ax-[a-z]{3,9}-note\Z"), st.text(max_size=40))
def test_an_unrelated_header_changes_nothing(given_case: Case, name: str, value: str) -> None:
    """Only headers that mean something count."""
    seen = judge(given_case)
    more = replace(given_case.message, headers=(*given_case.message.headers, (name, value)))
    if given_case.message.headers or given_case.message.recipients or given_case.message.empty_groups or given_case.message.bcc:
        assert judge_broadcast(more, given_case.context, given_case.resume) == seen


@given(st.sampled_from(_CASES))
def test_the_judgement_is_deterministic_and_its_number_a_probability(given_case: Case) -> None:
    """Twice the same case, twice the same answer; a broadcast is likely, a targeted mail unlikely to be one."""
    seen = judge(given_case)
    assert seen == judge(replace(given_case, message=replace(given_case.message)))
    assert seen.probability is not None
    assert LEAST <= seen.probability <= 1.0
    assert seen.probability == pytest.approx(max(LEAST, 1 / (1 + math.exp(-log_odds(seen.findings)))), abs=1e-4)
    if seen.call == "broadcast":
        assert seen.probability > 0.5
        assert {f.group for f in seen.findings} & (DELIVERY | {"readership"}) or given_case.letter.group_greeting
    if seen.call == "targeted":
        assert seen.probability < 0.5
        assert {f.group for f in seen.findings} & AGAINST


@given(st.text(max_size=300), st.text(max_size=80), st.text(max_size=40))
def test_any_text_is_judged_without_raising(text: str, subject: str, name: str) -> None:
    """Everything in a mail is written by strangers."""
    hostile = message(subject=subject, body=Body(text=text, signature=name), sender=Address("x@example.org", name))
    assert judge_broadcast(hostile, case().context, A_RESUME).call in {"broadcast", "targeted", "unclear"}
    assert len(claimed_referrers(hostile)) <= 3


def test_the_three_weightiest_findings_of_different_groups_come_first() -> None:
    """The reader sees three independent reasons before a second one of the same kind."""
    found = [
        finding("proof", 3.5, "A"),
        finding("proof", 3.0, "B"),
        finding("crowd", 1.0, "C"),
        finding("impersonal", 0.8, "D"),
        finding("subject", 0.6, "E"),
        finding("personal", 0.0, "F"),
    ]
    assert [f.symbol for f in explain(reversed(found))] == ["A", "C", "D", "B", "E", "F"]


def test_a_finding_of_no_weight_is_told_last() -> None:
    """A claim that was not found is shown, never counted, and never one of the first three."""
    told = explain([finding("personal", 0.0, "CLAIM"), finding("crowd", 0.5, "CROWD")])
    assert [f.symbol for f in told] == ["CROWD", "CLAIM"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jane Pattern suggested that I write to you.", ("Jane Pattern",)),
        ("As suggested by Dr. Pattern I send my papers.", ("Dr. Pattern",)),
        ("Auf Anraten von Jana Muster schreibe ich.", ("Jana Muster",)),
        ("De parte de Inés Muestra le escribo.", ("Inés Muestra",)),
        ("Jeanne Exemple m'a conseillé de vous écrire.", ("Jeanne Exemple",)),
        ("Пишу по совету Ивана Примерова.", ("Ивана Примерова",)),
        ("Ayla Örnek size yazmamı önerdi.", ("Ayla Örnek",)),
        ("Ayla Örnek Hanım bana sizden bahsetti.", ("Ayla Örnek",)),
        ("Ayla Örnek'in tavsiyesi üzerine yazıyorum.", ("Ayla Örnek",)),
        ("您好，李样本老师推荐我联系您。", ("李样本",)),
        ("经李样本介绍，给您写信。", ("李样本",)),
        ("您好，Jane Pattern 建议我联系您。", ("Jane Pattern",)),
        ("見本様からご紹介いただきました。", ("見本",)),
        ("Jane Pattern 様のご紹介でご連絡しました。", ("Jane Pattern",)),
        ("김견본 교수님의 추천으로 연락드립니다.", ("김견본",)),
        ("اقترح علي سليم مثال أن أكتب إليكم.", ("سليم مثال",)),
        ("नमस्ते, उमा उदाहरण ने मुझे आपको लिखने की सलाह दी।", ("उमा उदाहरण",)),
        ("उमा उदाहरण जी की सलाह पर लिख रही हूँ।", ("उमा उदाहरण",)),
        ("Ekip size yazmamı önerdi.", ()),
        ("我推荐这本书。", ()),
        ("朋友推荐我联系您。", ()),
        ("求人サイトからご紹介いただきました。", ()),
        ("친구의 추천으로 연락드립니다.", ()),
        ("I suggested rye. You told me so.", ()),
        ("Bruno told me to write.", ()),
    ],
)
def test_claimed_referrers_are_found_by_their_phrase(text: str, names: tuple[str, ...]) -> None:
    """Names beside "suggested" and its like; neither pronouns nor the sender himself."""
    assert claimed_referrers(message(text)) == names


@pytest.mark.parametrize(
    ("name", "bare"),
    [("Herr Dr. Muster", "Muster"), ("Professor Pattern", "Pattern"), ("Jane Pattern", "Jane Pattern"), ("Drake", "Drake")],
)
def test_a_referrer_is_looked_for_without_their_title(name: str, bare: str) -> None:
    """Addresses carry no "Herr"."""
    assert without_title(name) == bare


def test_hostile_text_is_searched_for_referrers_in_time_that_grows_with_its_length() -> None:
    """Nothing is found in endless capitals, and nothing hangs."""
    for piece in ("Aa ", "Bert Copper ", "经", "山田", "김견본 ", "उमा ", "، كوبر", "A.A.A. "):
        assert len(claimed_referrers(message(piece * (60_000 // len(piece))))) <= 3
