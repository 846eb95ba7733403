"""One owner's Gmail during one event.

Runs a list of calls as one batch (one round trip), counts what they cost, and turns every failure of one call into an
error value beside the other calls' answers, so that a card can always be drawn from what did arrive.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import httplib2
from googleapiclient.errors import HttpError
from googleapiclient.http import HttpRequest

from addon.errors import GmailBusy, GmailError, GmailUnavailable, OutOfTime
from addon.gmail.batch import CONTENT_TYPE, read_batch, write_batch
from addon.gmail.client import Api, Channel, build_client
from addon.gmail.failures import error_of
from addon.wire import Deadline, Wire

UNITS = {
    "messages.get": 20,
    "messages.list": 5,
    "messages.modify": 5,
    "attachments.get": 20,
    "threads.get": 40,
    "history.list": 2,
    "getProfile": 1,
    "sendAs.list": 1,
    "drafts.list": 5,
    "drafts.get": 20,
    "drafts.create": 10,
    "drafts.update": 15,
}
"""Quota units a call costs since 2026-05-01 (https://developers.google.com/workspace/gmail/api/reference/quota)."""

MAX_BATCH = 50
"""Calls in one batch: Google advises 50 and refuses more than 100 (https://developers.google.com/workspace/gmail/api/guides/batch)."""

RETRY_WAIT_S = 1.0
"""Least wait before the one retry after a rate limit (https://developers.google.com/workspace/gmail/api/guides/handle-errors)."""


@dataclass(frozen=True)
class Call:
    """One Gmail call: ``method`` names its price in UNITS, ``build`` makes the client's request, ``read`` its answer."""

    method: str
    build: Callable[[Api], HttpRequest]
    read: Callable[[Any], Any]


Answer = Any
"""What a call's ``read`` returns, or the GmailError that stands in its place."""


class Mailbox:
    """One owner's Gmail during one event."""

    def __init__(
        self,
        wire: Wire,
        root: str,
        user_token: str,
        deadline: Deadline,
        *,
        message_token: str = "",
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """``root`` is Gmail's base URL with a trailing slash; tokens are the event's; ``sleep`` is called before a retry."""
        self._api = build_client(root)
        self._channel = Channel(wire, user_token, message_token, deadline)
        self._deadline = deadline
        self._sleep = sleep
        self.cost = self._channel.cost

    def run(self, calls: Sequence[Call]) -> list[Answer]:
        """Run ``calls`` and return their answers in order; a failed one is a GmailError in its place, never raised.

        One round trip per 50 calls, and one more for a single retry of those that failed in a way that may pass.
        """
        answers: list[Answer] = []
        for start in range(0, len(calls), MAX_BATCH):
            answers += self._run_once(calls[start : start + MAX_BATCH])
        again = [index for index, answer in enumerate(answers) if isinstance(answer, GmailUnavailable | GmailBusy)]
        if again and self._may_retry(answers, again):
            for index, answer in zip(again, self._run_once([calls[i] for i in again[:MAX_BATCH]]), strict=False):
                answers[index] = answer
        return answers

    def _may_retry(self, answers: Sequence[Answer], again: Sequence[int]) -> bool:
        wait = RETRY_WAIT_S if any(isinstance(answers[i], GmailBusy) for i in again) else 0.0
        if self._deadline.remaining() < wait + RETRY_WAIT_S:
            return False
        if wait:
            self._sleep(wait)
        return True

    def _run_once(self, calls: Sequence[Call]) -> list[Answer]:
        if not calls:
            return []
        if self._deadline.remaining() <= 0:
            return [OutOfTime(call.method) for call in calls]
        self.cost.calls += len(calls)
        self.cost.units += sum(UNITS[call.method] for call in calls)
        if len(calls) == 1:
            return [self._run_single(calls[0])]
        return self._run_batch(calls)

    def _run_single(self, call: Call) -> Answer:
        try:
            return _read_answer(call, call.build(self._api).execute(http=self._channel))
        except GmailError as error:
            return error
        except Exception as error:  # noqa: BLE001 - the client raises anything at all on a garbled answer
            return error_of(error)

    def _run_batch(self, calls: Sequence[Call]) -> list[Answer]:
        try:
            requests = [call.build(self._api) for call in calls]
            sent = {"content-type": CONTENT_TYPE, "accept-encoding": "gzip, deflate"}
            response, content = self._channel.request(self._api.batch_url, "POST", write_batch(requests), sent)
            if response.status >= 300:
                raise HttpError(response, content, uri=self._api.batch_url)
            parts = read_batch(response.get("content-type", ""), content)
        except Exception as error:  # noqa: BLE001 - as above: whatever went wrong with the whole, went wrong with each
            return [error_of(error)] * len(calls)
        return [_read_part(call, request, parts.get(n)) for n, (call, request) in enumerate(zip(calls, requests, strict=True))]


def _read_part(call: Call, request: HttpRequest, part: tuple[httplib2.Response, bytes] | None) -> Answer:
    """Read one answer of a batch with the client's own model, which raises HttpError for a failed one."""
    if part is None:
        return GmailUnavailable("no answer in batch")
    try:
        return _read_answer(call, request.postproc(*part))
    except Exception as error:  # noqa: BLE001 - the client raises anything at all on a garbled answer
        return error_of(error)


def _read_answer(call: Call, answer: Any) -> Answer:
    try:
        return call.read(answer)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return GmailUnavailable(f"{call.method}: {type(error).__name__} in the answer")
