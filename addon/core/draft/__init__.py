"""What to think of a draft before it is sent: who of its recipients knows the writer, and what a stranger would make of it."""

from addon.core.draft import audience, text  # importing a module declares its signals
from addon.core.draft.advice import Advice, advise
from addon.core.draft.case import DraftCase, DraftJudgement, Repeats, declared
from addon.core.draft.judge import judge_draft
from addon.core.draft.looks import looks_to_stranger
from addon.core.draft.recipients import MAX_JUDGED, Field, Kind, Recipient, list_recipients

SIGNAL_MODULES = (audience, text)

__all__ = [
    "MAX_JUDGED",
    "SIGNAL_MODULES",
    "Advice",
    "DraftCase",
    "DraftJudgement",
    "Field",
    "Kind",
    "Recipient",
    "Repeats",
    "advise",
    "declared",
    "judge_draft",
    "list_recipients",
    "looks_to_stranger",
]
