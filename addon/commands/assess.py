"""`assess`: judge messages from files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from addon.commands import report
from addon.commands.cases import BadCase, check_message, id_of, read_case, read_lines
from addon.commands.desk import Desk


def assess_file(message: Path, history: Path | None, owner: Sequence[str], *, as_json: bool) -> str:
    """Return the assessment of one .eml file, as JSON or as text for a person.

    Raises BadCase where the message is empty, the history no mbox, or no owner an address; OSError.
    """
    raw = message.read_bytes()
    check_message(raw, message.name)
    judged = Desk().judge(raw, owner, history)
    if as_json:
        return json.dumps(report.as_json(message.stem, judged), ensure_ascii=False, indent=2)
    return report.as_text(judged)


def assess_lines(cases: Path) -> Iterator[dict[str, Any]]:
    """Yield the result of each line of a CASES file, or an object with ``error``; one bad case never ends the run."""
    desk = Desk()
    for number, line in read_lines(cases):
        try:
            case = read_case(line, cases.parent)
            yield report.as_json(case.case_id, desk.judge(case.raw, case.owner, case.history))
        except (BadCase, OSError) as error:
            yield {"id": id_of(line), "line": number, "error": str(error)}
        except Exception as error:  # noqa: BLE001 - a case that breaks us is reported and the run goes on
            yield {"id": id_of(line), "line": number, "error": f"{type(error).__name__}: {error}"}
