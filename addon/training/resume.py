"""Makes ``addon/core/resume/weights.json``: ``python -m addon.training.resume --data PATH``. Same data, same file."""

from __future__ import annotations

import json
from pathlib import Path

import click

from addon.core import resume
from addon.core.resume.model import IN_UNIT, LetterModel, LinearModel
from addon.training.corpus import read_messages, read_names, read_texts
from addon.training.fitting import Looked, choose_words, fit_candidate, fit_message, fit_text, make_rows_out_of_fold
from addon.training.letter_fit import Lesson, Letters, of_candidates
from addon.training.report import list_errors, report_left_out, write_report

WEIGHTS = Path(resume.__file__).with_name("weights.json")
_LEAST_WORD_WEIGHT = 0.03
_LEAST_TERM_WEIGHT = 0.35
"""Terms of less weight are left out of the file. On composed and real mail no chance moved by a tenth at 0.3, one did at 0.4."""


def as_data(model: LinearModel) -> dict[str, object]:
    """Return ``model`` as plain lists and floats, rounded, words of little weight dropped."""
    words = {
        word: [round(value, 3) for value in row]
        for word, row in sorted(model.words.items())
        if max(map(abs, row)) >= _LEAST_WORD_WEIGHT
    }
    weights = {name: [round(value, 4) for value in row] for name, row in sorted(model.weights.items())}
    return {"classes": list(model.classes), "bias": [round(value, 4) for value in model.bias], "weights": weights, "words": words}


def letter_as_data(model: LetterModel) -> dict[str, object]:
    """Return the letter model as plain lists, terms of little weight dropped; a row is rarity and weights, in hundredths."""
    terms = {
        term: [round(value * IN_UNIT) for value in row]
        for term, row in sorted(model.terms.items())
        if max(map(abs, row[1:])) >= _LEAST_TERM_WEIGHT
    }
    return {"classes": list(model.classes), "bias": [round(value, 4) for value in model.bias], "terms": terms}


def lay_out(value: object, depth: int = 3) -> str:
    """Return ``value`` as JSON with one line for each entry of its outer ``depth`` levels of objects, so changes can be read."""
    if depth and isinstance(value, dict):
        entries = (f"{json.dumps(key, ensure_ascii=False)}:{lay_out(inner, depth - 1)}" for key, inner in value.items())
        return "{\n" + ",\n".join(entries) + "\n}"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@click.command()
@click.option(
    "--data", type=click.Path(path_type=Path, exists=True, file_okay=False), required=True, help="Folder of labelled mail."
)
@click.option("--out", type=click.Path(path_type=Path), default=WEIGHTS, show_default=True, help="Where to write the weights.")
@click.option("--errors", is_flag=True, help="Also list the held-out errors by name.")
@click.option("--left-out", is_flag=True, help="Also train without each language and each source (slow).")
def main(data: Path, out: Path, errors: bool, left_out: bool) -> None:  # noqa: FBT001  # click passes flags as plain arguments
    """Fit the text, message and candidate models, print held-out figures, and write the weights."""
    messages, names = read_messages(data), read_names(data)
    looked, letters = Looked(read_texts(data, messages)), Letters(messages, names)
    words, lesson, whose = choose_words(looked, names), Lesson.of(letters), Lesson.of(of_candidates(letters))
    text = fit_text(looked, words)
    rows = make_rows_out_of_fold(lesson, whose, looked, words)
    message, candidate = fit_message(rows), fit_candidate(rows)
    for line in write_report(rows, message) + (list_errors(rows) if errors else []):
        click.echo(line)
    if left_out:
        for line in report_left_out(rows, lesson, whose, looked, words):
            click.echo(line)
    about = "Made by python -m addon.training.resume; log-odds per class, in the order of classes."
    models = {
        "about": about,
        "text": as_data(text),
        "letter": letter_as_data(lesson.learn()),
        "message": as_data(message),
        "candidate": as_data(candidate),
        "candidate_letter": letter_as_data(whose.learn()),
    }
    out.write_text(lay_out(models) + "\n", encoding="utf-8")
    click.echo(f"{out.name}: {out.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
