"""The recipe that makes the weights, on a handful of invented rows; and, where the data are at hand, the bars it must reach."""

from __future__ import annotations

import mailbox
import os
from pathlib import Path

import pytest
from resume_mails import ADVERTS, CVS, INVOICE, MANUAL, mail

from addon.core import resume
from addon.core.address import Owner
from addon.core.resume.data import read_weights
from addon.core.resume.evidence import message_features
from addon.core.resume.features import look_at, text_features
from addon.core.resume.judge import call_from
from addon.core.resume.model import letter_model_from, model_from, models
from addon.core.resume.parts import take_apart
from addon.core.resume.reading import score_look
from addon.training.corpus import READ, LabelledMessage, LabelledText, fold_of, read_mailbox
from addon.training.fitting import Looked, Row, choose_words, fit_linear, fit_text
from addon.training.letter_fit import Lesson, Letters, choose_terms, fit_letter, of_candidates
from addon.training.report import describe, expected_calibration_error
from addon.training.resume import as_data, letter_as_data
from addon.training.signs import SIGNS, fit_signed

DATA = os.environ.get("ACQUAINT_DATA")


def test_a_weight_never_takes_the_sign_that_makes_no_sense() -> None:
    """Where chance speaks against sense, the weight is zero instead."""
    rows = [{"says_sent": 1.0}, {"says_sent": 0.0}] * 20
    labels = ["other", "resume"] * 20
    model = fit_signed(rows, labels, [1.0] * 40, 1.0, SIGNS)
    assert model.weights["says_sent"][0] == pytest.approx(0.0, abs=1e-6)
    sensible = fit_signed(rows, ["resume", "other"] * 20, [1.0] * 40, 1.0, SIGNS)
    assert sensible.weights["says_sent"][0] > 1.0


def test_every_message_feature_has_a_prescribed_sign() -> None:
    """A new feature cannot slip into the model without saying which way it may point."""
    parts = take_apart(mail("x", "y"), Owner(("reader@example.com",)), score_look, models().letter.probabilities)
    assert set(message_features(parts)) == set(SIGNS)
    assert set(models().message.weights) == set(SIGNS)


def test_the_same_rows_give_the_same_model() -> None:
    """Fitting is deterministic."""
    rows = [{"a": 1.0, "b": 0.3}, {"a": 0.0, "b": 1.0}, {"a": 0.5, "b": 0.5}] * 5
    labels = ["resume", "other", "job_post"] * 5
    assert fit_linear(rows, labels, [1.0] * 15, 1.0) == fit_linear(rows, labels, [1.0] * 15, 1.0)


def test_the_text_model_learns_its_three_classes() -> None:
    """Fitted on nine texts it tells them apart."""
    texts = [LabelledText(text, "resume", "a", name) for name, text in CVS.items()]
    texts += [LabelledText(text, "job_post", "b", name) for name, text in ADVERTS.items()]
    texts += [LabelledText(text, "other", "c", text[:5]) for text in (INVOICE, MANUAL)]
    looked = Looked(texts)
    model = fit_text(looked, [])
    for text, look in zip(looked.texts, looked.looks, strict=True):
        scores = model.probabilities(text_features(look))
        assert max(scores, key=lambda name: scores[name]) == text.label


def test_names_and_rare_words_do_not_become_features() -> None:
    """A word must stand in many documents of several sources, and be nobody's name."""
    texts = [
        LabelledText(f"report winter rare{place} invoice", "other", f"source {place % 6}", str(place)) for place in range(24)
    ]
    assert choose_words(Looked(texts), frozenset({"winter"})) == ["invoice", "report"]


def test_a_model_survives_the_way_through_the_file() -> None:
    """What is written is read back, rounded."""
    model = fit_linear([{"a": 1.0}, {"a": 0.0}, {"a": 0.4}] * 4, ["resume", "other", "job_post"] * 4, [1.0] * 12, 1.0)
    again = model_from(as_data(model))
    assert again.classes == model.classes
    assert again.weights["a"] == pytest.approx(model.weights["a"], abs=1e-4)


def test_the_shipped_file_is_small_and_complete() -> None:
    """Five models, plain numbers, under 2 MB."""
    data = read_weights()
    assert set(data) == {"about", "text", "letter", "message", "candidate", "candidate_letter"}
    assert Path(resume.__file__).with_name("weights.json").stat().st_size < 2_000_000
    assert len(str(data)) < 2_000_000


def test_no_address_teaches_the_letter_model() -> None:
    """Invented letters live on example.com: what addresses are made of, and names, have no weight."""
    assert models().letter.terms.keys().isdisjoint({"example", "com", "www", "http", "maria", "anna"})


def test_no_stem_of_a_name_alone_is_chosen() -> None:
    """Stems are chosen where a plain word has them: "b:winte" may come from "winter" or from the Wintergreens."""
    texts = [f"Winter is near, Winterbourne {place}" for place in range(8)]
    cases = [
        LabelledMessage(f"m{place}", mail("", text), Owner(()), "other", None, f"letters/{place % 2}", str(place))
        for place, text in enumerate(texts)
    ]
    assert {"b:winte", "b:near"} <= set(choose_terms(Letters(cases, frozenset({"winterbourne"}))))
    assert "b:winte" not in choose_terms(Letters(cases, frozenset({"winter", "winterbourne"})))
    assert "b:near" not in choose_terms(Letters(cases, frozenset({"near"})))


def test_mailbox_mail_that_speaks_of_jobs_is_taken_whole_and_every_second_of_the_rest(tmp_path: Path) -> None:
    """What was read counts as read, what was not as plain mail; only the former is all there."""
    box = mailbox.mbox(str(tmp_path / "somebody.mbox"))
    for place in range(40):
        box.add(f"From: a{place}@example.com\nSubject: {'A job well done' if place < 10 else 'Lunch'}\n\nToday, {place}.\n")
    box.close()
    cases = read_mailbox(tmp_path / "somebody.mbox")
    assert [case.name for case in cases if case.source == READ] == [f"somebody-{place}" for place in range(10)]
    plain = [case for case in cases if case.source == "mailbox"]
    assert 8 <= len(plain) <= 22
    assert {case.label for case in cases} == {"other"}


def test_a_letter_model_is_what_scikit_learn_fitted_on_rare_words_brought_to_length_one() -> None:
    """Our scoring in plain Python gives the probabilities of the fit, through the file and back, and knows no other terms."""
    said = {"resume": "hire me please", "job_post": "join us now", "other": "see you soon"}
    cases = [
        LabelledMessage(f"{label}{n}", mail("", f"{text} {n}"), Owner(()), label, None, f"letters/{n % 2}", f"{n}")
        for label, text in said.items()
        for n in range(6)
    ]
    letters = Letters(cases, frozenset({"soon"}))
    chosen = choose_terms(letters)
    assert "hire me" in chosen
    assert "soon" not in chosen
    model = fit_letter(letters, chosen)
    again = letter_model_from(letter_as_data(model))
    for label, text in said.items():
        scores = again.probabilities(look_at(text).terms)
        assert max(scores, key=lambda name: scores[name]) == label
        assert scores[label] == pytest.approx(model.probabilities(look_at(text).terms)[label], abs=0.02)
    assert sum(again.probabilities(frozenset()).values()) == pytest.approx(1.0)


def test_whose_resume_is_learned_from_those_who_present_somebody() -> None:
    """Letters without a candidate teach nothing of candidates; the words of the others tell the three apart."""
    said = {"sender": "I apply", "third_party": "she applies", "agency": "we represent them", None: "see you soon"}
    cases = [
        LabelledMessage(f"{who}{n}", mail("", f"{text} {n}"), Owner(()), "resume", who, f"letters/{n % 2}", f"{n}")
        for who, text in said.items()
        for n in range(6)
    ]
    candidates = of_candidates(Letters(cases, frozenset()))
    assert {case.label for case in candidates.cases} == {"sender", "third_party", "agency"}
    lesson = Lesson.of(candidates)
    assert "see you" not in lesson.chosen
    scores = lesson.learn().probabilities(look_at("Of course we represent them").terms)
    assert max(scores, key=lambda name: scores[name]) == "agency"
    nobody = lesson.learn(lambda case: case.label != "agency")
    assert set(nobody.classes) == {"sender", "third_party"}


def test_calibration_error_is_zero_for_honest_numbers_and_large_for_boasts() -> None:
    """Half right at 0.5 is calibrated; half right at 0.95 is not."""
    assert expected_calibration_error([0.5] * 4, [True, False, True, False]) == pytest.approx(0.0)
    assert expected_calibration_error([0.95] * 4, [True, False, True, False]) == pytest.approx(0.45)


def test_disputed_cases_are_left_out_of_the_figures() -> None:
    """A case with a doubt mark neither helps nor harms."""
    sure = Row(LabelledMessage("a", mail(), Owner(()), "resume", "sender", "real", "g"), {}, {})
    doubtful = Row(LabelledMessage("b", mail(), Owner(()), "other", None, "real", "g", doubt=True), {}, {})
    line = describe("x", [sure, doubtful], lambda row: {"resume": 1.0, "job_post": 0.0, "other": 0.0})
    assert "resume P 1.000 R 1.000" in line


def test_folds_are_the_same_everywhere() -> None:
    """The fold of a group depends on its name alone, not on Python's hash seed."""
    assert [fold_of(name) for name in ("anna", "tom", "mary")] == [fold_of(name) for name in ("anna", "tom", "mary")]
    assert {fold_of(str(place)) for place in range(100)} == {0, 1, 2, 3, 4}


@pytest.mark.parametrize("data", [DATA] if DATA else [])
def test_the_bars_are_reached_on_held_out_folds(data: str) -> None:
    """With the labelled mail at hand: precision and recall of resumes, calibration, and whose resume."""
    from addon.training.corpus import read_messages, read_names, read_texts
    from addon.training.fitting import make_rows_out_of_fold
    from addon.training.report import cross_validate

    path = Path(data)
    messages, names = read_messages(path), read_names(path)
    looked, letters = Looked(read_texts(path, messages)), Letters(messages, names)
    rows = make_rows_out_of_fold(Lesson.of(letters), Lesson.of(of_candidates(letters)), looked, choose_words(looked, names))
    held, candidates = cross_validate(rows)
    for source, least_precision, least_recall in (("real", 0.97, 0.90), ("composed", 0.98, 0.97)):
        mine = [row for row in rows if row.case.source == source and not row.case.doubt]
        called = [row for row in mine if call_from(held[row.case.name]) == "resume"]
        right = [row for row in called if row.case.label == "resume"]
        real = [row for row in mine if row.case.label == "resume"]
        assert len(right) >= least_precision * len(called)
        assert len(right) >= least_recall * len(real)
        assert sum(candidates[row.case.name] == row.case.candidate for row in real) >= 0.9 * len(real)
        errors = [held[row.case.name]["resume"] for row in mine], [row.case.label == "resume" for row in mine]
        assert expected_calibration_error(*errors) < 0.05
