"""Whose resume is it: the sender's own, somebody's whom the sender passes on, or several that a firm pushes."""

from __future__ import annotations

import re

from addon.core.message import Message
from addon.core.resume.data import any_of
from addon.core.resume.fold import CJK, fold, fold_words, loose_name
from addon.core.resume.model import log_odds
from addon.core.resume.parts import LetterScorer, Parts, sender_words

_FIRM = re.compile(rf"{any_of('words', 'firm')}|{any_of('words', 'candidate_firm')}|\b(?:hr|ett|ik)\b")
_LIST_ITEM = re.compile(r"(?m)^\s{0,8}(?:\d{1,2}[.)]|[-•*])\s{0,3}\S.{8,}")


def candidate_features(message: Message, parts: Parts, score_letter: LetterScorer) -> dict[str, float]:
    """Return the features, by name, that tell sender, third party and agency apart.

    ``score_letter`` gives the probabilities of the three by the letter's terms.
    """
    own, passed = parts.body, parts.passed_on
    resumes = [file for file in parts.files if file.named.is_resume or (file.look is not None and file.scores["resume"] > 0.5)]
    names_sender = any(file.named.has_sender_name for file in resumes) or parts.names_sender is not None
    named_other = any(file.named.other_name and not file.named.has_sender_name for file in resumes)
    headed = [_headed_by_sender(message, file.attachment.text) for file in resumes if file.attachment and file.look]
    body_headed = own.words > 60 and _headed_by_sender(message, message.body.text)
    subject_name = _foreign_words(message)
    return {
        "forward": float(parts.is_forward),
        "passed_shows": float(passed is not None and (parts.passed_scores["resume"] > 0.4 or passed.mentions.mine > 0)),
        "own_mine": float(own.mentions.mine > 0),
        "own_theirs": float(own.mentions.theirs > 0),
        "own_seek": float(bool(own.families.get("seek"))),
        "own_third": min(2.0, float(own.families.get("third", 0))),
        "own_person": min(2.0, float(own.families.get("person", 0))),
        "subject_theirs": float(parts.subject.mentions.theirs > 0),
        "own_first_person": min(1.0, own.first_person / 4),
        "file_names_sender": float(names_sender),
        "file_names_other": float(named_other),
        "headed_by_sender": float(any(headed) or body_headed),
        "headed_by_other": float(bool(headed) and not any(headed)),
        "agency": min(3.0, float(own.families.get("agency", 0) + parts.subject.families.get("agency", 0))) / 1.5,
        "subject_third": float(bool(parts.subject.families.get("third"))),
        "subject_mention": float(parts.subject.mentions.total > 0),
        "subject_job": float(parts.names_job is not None),
        "subject_foreign": subject_name,
        "firm": float(bool(_FIRM.search(fold(message.sender.display_name + " " + message.sender.addr_spec))))
        if message.sender
        else 0.0,
        "money": float(own.money > 0),
        "several": float(len(_LIST_ITEM.findall(message.body.text[:4000])) >= 2 and bool(own.families.get("agency"))),
        "many_files": float(len(resumes) >= 2),
        "no_resume_part": float(not resumes and own.words < 150 and parts.body_scores["resume"] < 0.5),
        "reply": float(parts.is_reply),
        **{f"letter_{name}": log_odds(chance, 0.02) / 2 for name, chance in score_letter(parts.terms).items()},
    }


def _headed_by_sender(message: Message, text: str) -> bool:
    """True where the sender's own name stands in the first lines of a resume."""
    names = {loose_name(word) for word in sender_words(message) if len(word) > 1}
    head = text[:400]
    found = {loose_name(word) for word in fold_words(head)}
    if CJK.search("".join(names)):
        return any(name in loose_name(head.replace(" ", "")) for name in names if len(name) > 1)
    return len(names & found) >= min(2, max(1, len(names)))


def _foreign_words(message: Message) -> float:
    """1 where the subject holds two capitalised words in a row, neither the sender's: somebody else's name, most likely."""
    names = {loose_name(word) for word in sender_words(message)}
    pairs = re.findall(r"(?<!^)\b([A-Z][a-z]{2,15}) (?:[A-Z]\.? )?([A-Z][a-z]{2,15})\b", " " + message.subject[:150])
    return float(any(loose_name(a) not in names and loose_name(b) not in names for a, b in pairs))
