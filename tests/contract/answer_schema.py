"""The envelopes of answers to Gmail, as closed schemas written by hand from Google's guide: no package carries them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import fastjsonschema

from tests.contract.card_schema import Node, check_card, refusal


def _exactly(**properties: Any) -> Node:
    return {"type": "object", "properties": properties, "additionalProperties": False, "required": sorted(properties)}


def _some(**properties: Any) -> Node:
    return {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1}


_TEXT: Node = {"type": "string", "minLength": 1}
_RECIPIENTS: Node = {"type": "array", "items": _exactly(email=_TEXT)}
_NAVIGATION: Node = {
    "oneOf": [
        _exactly(pushCard={"type": "object"}),
        _exactly(updateCard={"type": "object"}),
        _exactly(pop={"const": True}),
        _exactly(popToRoot={"const": True}),
        _exactly(popToCard=_TEXT),
    ]
}
_CONTENT = _exactly(content={"type": "string"}, contentType={"enum": ["TEXT", "MUTABLE_HTML", "IMMUTABLE_HTML"]})
_DRAFT = _some(
    updateSubject=_exactly(subject={"type": "string"}),
    updateToRecipients=_exactly(toRecipients=_RECIPIENTS),
    updateCcRecipients=_exactly(ccRecipients=_RECIPIENTS),
    updateBccRecipients=_exactly(bccRecipients=_RECIPIENTS),
    updateBody=_exactly(type={"const": "IN_PLACE_INSERT"}, insertContents={"type": "array", "items": _CONTENT, "minItems": 1}),
)
_OPENED = {"draftId": _TEXT, "draftThreadId": _TEXT}
_GMAIL = _some(
    updateDraftActionMarkup=_DRAFT,
    openCreatedDraftActionMarkup={
        "type": "object",
        "properties": _OPENED,
        "additionalProperties": False,
        "required": ["draftId"],
    },
) | {"maxProperties": 1}
RENDER_ACTIONS = _some(
    action=_some(navigations={"type": "array", "items": _NAVIGATION, "minItems": 1}, notification=_exactly(text=_TEXT)),
    hostAppAction=_exactly(gmailAction=_GMAIL),
)
SCOPES = _exactly(
    requesting_google_scopes={
        "oneOf": [_exactly(scopes={"type": "array", "items": _TEXT, "minItems": 1}), _exactly(all_scopes={"const": True})]
    }
)
SUBMIT_FORM: Node = {
    "type": "object",
    "properties": {"renderActions": RENDER_ACTIONS, "stateChanged": {"type": "boolean"}},
    "additionalProperties": False,
    "required": ["renderActions"],
}


@functools.cache
def _envelope_checker(kind: str) -> Callable[[Node], Node]:
    answer = {"trigger": RENDER_ACTIONS, "click": SUBMIT_FORM}[kind]
    return fastjsonschema.compile({"oneOf": [answer, SCOPES]})


def check_answer(answer: Node, kind: str) -> list[str]:
    """Return the problems of a whole answer to a ``trigger`` or a ``click``, those of the cards in it included."""
    problems = refusal(_envelope_checker(kind), answer)
    actions = answer.get("renderActions", {}) if kind == "click" else answer
    for step in actions.get("action", {}).get("navigations", ()):
        cards = [step[key] for key in ("pushCard", "updateCard") if key in step]
        problems += [problem for card in cards for problem in check_card(card)]
        if kind == "trigger" and "updateCard" in step:
            problems.append("a trigger has no card to update")
    return problems
