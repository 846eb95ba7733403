"""Every signal fires where it should, keeps silent in its near misses, and cannot be declared wrongly."""

from __future__ import annotations

import pytest
from blast_cases import FIRES, NEAR_MISSES
from blast_making import A_RESUME, ANNA, OWNER, case, crowd

from addon.core.address import Address
from addon.core.broadcast import SIGNAL_MODULES
from addon.core.broadcast.signal import AGAINST, CAPS, Case, declared, signal
from addon.core.context import Context
from addon.core.evidence import Resume
from addon.core.message import Message
from addon.core.signals import Hit, Signal

_FIRING = [pytest.param(s, c, id=f"{s}-{i}") for s, cases in FIRES.items() for i, c in enumerate(cases)]
_SILENT = [pytest.param(s, c, id=f"{s}-{i}") for s, cases in NEAR_MISSES.items() for i, c in enumerate(cases)]


@pytest.mark.parametrize(("symbol", "given"), _FIRING)
def test_a_signal_fires_on_its_cases(symbol: str, given: Case) -> None:
    """The fact is seen, told in one plain sentence, and weighed in the direction of its group."""
    finding = declared()[symbol].find(given)
    assert finding is not None
    assert finding.text.endswith((".", ")", "?")) or ":" in finding.text
    assert finding.text[0].isupper()
    assert "\n" not in finding.text
    assert finding.weight <= 0 if finding.group in AGAINST else finding.weight > 0


@pytest.mark.parametrize(("symbol", "given"), _SILENT)
def test_a_signal_keeps_silent_on_its_near_misses(symbol: str, given: Case) -> None:
    """What only looks like the fact is not reported."""
    assert declared()[symbol].find(given) is None


def test_every_symbol_has_a_case_and_a_near_miss() -> None:
    """A signal without both is not finished."""
    assert set(FIRES) == set(NEAR_MISSES) == set(declared())
    assert all(FIRES.values())
    assert all(NEAR_MISSES.values())


def test_a_symbol_is_the_function_name_in_capitals() -> None:
    """Symbols are stored and shown, so they follow from the name alone."""
    for symbol, declaration in declared().items():
        assert symbol == declaration.look.__name__.upper()
        assert declaration.look.__doc__
    assert {declaration.look.__module__ for declaration in declared().values()} == {module.__name__ for module in SIGNAL_MODULES}


def test_no_signal_speaks_of_a_message_of_which_nothing_is_known() -> None:
    """Unknown never accuses: an empty message in an empty context yields no finding at all."""
    nothing = Case(Message(), Context(OWNER), Resume("other", None, 0.0))
    assert [symbol for symbol, s in declared().items() if s.find(nothing) is not None] == []


def test_a_name_declared_twice_is_rejected() -> None:
    """The registry holds one signal a symbol."""

    def many_recipients(given: Case) -> str | None:
        return None

    with pytest.raises(ValueError, match="twice"):
        signal(group="crowd", weight=1.0)(many_recipients)


@pytest.mark.parametrize(("group", "weight"), [("gossip", 1.0), ("proof", -1.0), ("personal", 1.0), ("exempt", 0.5)])
def test_an_unknown_group_or_a_weight_of_the_wrong_sign_is_rejected(group: str, weight: float) -> None:
    """A typing error in a declaration fails when the module is imported."""
    with pytest.raises(ValueError, match=r"unknown group|wrong sign"):
        signal(group=group, weight=weight)


def test_strength_scales_the_weight_and_is_clamped() -> None:
    """A fact in degrees weighs its part, never more than the whole and never less than nothing."""
    weights = [Signal("X", "crowd", 2.0, lambda _, s=s: Hit("It is so.", s)).find(case()) for s in (0.5, 7.0, -1.0)]  # type: ignore[misc]
    assert [finding.weight for finding in weights if finding] == [1.0, 2.0, 0.0]


def test_a_crowd_weighs_more_the_larger_it_is() -> None:
    """Five are half as strong as twelve, by the logarithm, and more than twelve add nothing."""
    found = [declared()["MANY_RECIPIENTS"].find(case(to=(ANNA, *crowd(n - 1)))) for n in (5, 8, 12, 60)]
    weights = [finding.weight for finding in found if finding]
    assert weights[0] < weights[1] < weights[2] == weights[3]
    assert 0.4 * weights[2] < weights[0] < 0.6 * weights[2]


def test_every_group_has_a_cap_and_a_signal() -> None:
    """No group stands empty, and none is uncapped."""
    assert {s.group for s in declared().values()} == set(CAPS)
    assert all(cap > 0 for cap in CAPS.values())


def test_ten_thousand_recipients_are_judged() -> None:
    """A hostile header costs time in proportion to its length, and raises nothing."""
    given = case(to=tuple(Address(f"p{i}@f{i % 50}.example") for i in range(10_000)))
    assert declared()["MANY_RECIPIENTS"].find(given) is not None


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Chère Anna,\nvous avez écrit que la croûte chante.", "“vous avez écrit”"),
        ("Dear Anna,\nYour Rye Loaf won over my aunt.", "“Your Rye Loaf won”"),
        ("Sehr geehrte Frau Example,\nIhr Vortrag über Roggen war fein.", "“Ihr Vortrag über Roggen”"),
    ],
)
def test_what_is_said_of_the_reader_is_quoted_as_written(text: str, quoted: str) -> None:
    """Matching folds case and accents; the evidence shown does not."""
    finding = declared()["SPEAKS_OF_YOU"].find(case(text))
    assert finding is not None
    assert quoted in finding.text


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Dear Sir or Madam,\nmy resume is attached.", "“Dear Sir or Madam”"),
        ("Dear Sir, I send my resume.", "“Dear Sir”"),
        ("Respected sir I am writing to you in the hope that you may have a place for me", "“Respected sir”"),
        ("Sehr geehrte Damen und Herren,\nanbei mein Lebenslauf.", "“Sehr geehrte Damen und Herren”"),
    ],
)
def test_a_generic_greeting_is_quoted_whole(text: str, quoted: str) -> None:
    """A greeting cut in half would be false: "Dear Sir" is not what they wrote."""
    finding = declared()["GENERIC_GREETING"].find(case(text))
    assert finding is not None
    assert quoted in finding.text


def test_the_wish_for_a_job_is_only_told_of_those_who_send_their_own_resume() -> None:
    """A recruiter whose subject is a job title wants no job."""
    texts = [
        declared()["SUBJECT_IS_WISH"].find(case(subject="Senior Java Developer", resume=resume))
        for resume in (A_RESUME, Resume("resume", "agency", 0.9), Resume("other", None, 0.1))
    ]
    assert ["they want" in finding.text for finding in texts if finding] == [True, False, False]


def test_what_is_quoted_from_unspaced_writing_is_the_telling_part_alone() -> None:
    """Where no spaces part words, a "word" is a paragraph."""
    paragraph = "突然のご連絡失礼いたします。先日のご講演を拝聴し、パンの話に感心しましたのでご連絡しました。"
    finding = declared()["SPEAKS_OF_YOU"].find(case(f"Anna 様\n{paragraph}"))
    assert finding is not None
    assert len(finding.text) < len(paragraph)
