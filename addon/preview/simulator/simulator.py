"""The simulator: Gmail's REST API over simulated mailboxes, as a WSGI application and as a plain function."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from addon.preview.simulator.batch import Inner, read_batch, write_batch
from addon.preview.simulator.cost import Cost, LoggedCall, RoundTrip
from addon.preview.simulator.faults import DroppedConnection, Faults, unauthorized
from addon.preview.simulator.fieldmask import apply_mask, names_in, parse_fields
from addon.preview.simulator.grants import MESSAGE_TOKEN_HEADER, TokenGrant, check_scopes
from addon.preview.simulator.mailbox import SimMailbox
from addon.preview.simulator.methods import Method, find_method
from addon.preview.simulator.wire import Answer, ApiError, Call, Json, bad_request, not_found

MAX_BODY = 40 * 1024 * 1024
_GZIP_FROM = 1024

_COMMON = frozenset(
    "fields alt prettyPrint key quotaUser userIp access_token oauth_token callback uploadType upload_protocol $.xgafv".split()
)
StartResponse = Callable[..., Any]


class Simulator:
    """Gmail over ``mailboxes`` (address -> mailbox), opened by ``tokens`` (bearer token -> address or :class:`TokenGrant`).

    ``cost`` counts, ``faults`` breaks. Thread-safe.
    """

    def __init__(self, mailboxes: Mapping[str, SimMailbox], *, tokens: Mapping[str, str | TokenGrant]) -> None:
        """Raise ValueError where a token names a mailbox that is not there."""
        self.mailboxes = {address.casefold(): mailbox for address, mailbox in mailboxes.items()}
        self.grants = {token: TokenGrant(grant) if isinstance(grant, str) else grant for token, grant in tokens.items()}
        self.cost = Cost()
        self.faults = Faults()
        for grant in self.grants.values():
            if grant.address.casefold() not in self.mailboxes:
                raise ValueError("tokens: a token names a mailbox that is not simulated")

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer one WSGI request (PEP 3333)."""
        headers = {name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name.startswith("HTTP_")}
        headers["content-type"] = environ.get("CONTENT_TYPE") or ""
        length = environ.get("CONTENT_LENGTH") or "0"
        size = min(int(length), MAX_BODY) if length.isascii() and length.isdigit() else 0
        target = environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace")
        answer = self.handle(
            environ["REQUEST_METHOD"],
            f"{_requote(target)}?{environ.get('QUERY_STRING', '')}",
            headers,
            environ["wsgi.input"].read(size) if size else b"",
        )
        length = str(len(answer.body) if answer.promised is None else answer.promised)
        sent = [*answer.headers.items(), ("Content-Length", length)]
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", sent)
        return [answer.body]

    def handle(self, http: str, target: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """Answer one HTTP request; ``target`` is path and query, header names may be in any case.

        Raises :class:`DroppedConnection` where a fault says so.
        """
        lowered = {name.lower(): value for name, value in headers.items()}
        path = target.partition("?")[0]
        trip = self.cost.open_round_trip()
        self.faults.wait()
        try:
            if http == "POST" and path.rstrip("/") in {"/batch", "/batch/gmail/v1"}:
                answer = self.faults.run("batch", lambda: self._batch(lowered, body, trip))
            else:
                answer = self._single(Inner("", http, target, lowered, body), trip)
        except ApiError as error:
            answer = error.answer()
        return _compress(answer, lowered)

    def _batch(self, headers: Mapping[str, str], body: bytes, trip: RoundTrip) -> Answer:
        inner = read_batch(headers.get("content-type", ""), body, headers)
        return write_batch([(each.content_id, self._single(each, trip)) for each in inner])

    def _single(self, request: Inner, trip: RoundTrip) -> Answer:
        try:
            parts = urlsplit(request.target)
            user, segments = _split_path(parts.path)
            found = find_method(request.http, segments)
            if found is None:
                raise not_found()
            method, path = found
            query = parse_qs(parts.query, keep_blank_values=True, max_num_fields=2000)
        except ApiError as error:
            return error.answer()
        except ValueError:
            return bad_request("Request contains an invalid argument.").answer()
        params = {name: values if len(values) > 1 else values[0] for name, values in query.items()}
        self.cost.add(trip, LoggedCall(method.name, {**path, **params}, method.units))
        return self.faults.run(method.name, lambda: self._run(method, user, path, query, request))

    def _run(self, method: Method, user: str, path: dict[str, str], query: dict[str, list[str]], request: Inner) -> Answer:
        try:
            grant = self._grant(request.headers)
            mailbox = self._mailbox(grant, user)
            unknown = query.keys() - method.parameters - _COMMON
            if unknown:
                raise bad_request(f'Invalid JSON payload received. Unknown name "{min(unknown)}": Cannot bind query parameter.')
            mask = parse_fields(query["fields"][0]) if query.get("fields") else {}
            message_token = request.headers.get(MESSAGE_TOKEN_HEADER, "")
            with mailbox.lock:
                metadata_only = check_scopes(grant, method, mailbox, path, message_token)
                wanted = names_in(mask) if mask else None
                made = method.run(Call(mailbox, path, query, _json_body(request), metadata_only, wanted))
            return Answer.of_json(apply_mask(made, mask) if made is not None and mask else made)
        except ApiError as error:
            return error.answer()

    def _grant(self, headers: Mapping[str, str]) -> TokenGrant:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        grant = self.grants.get(token.strip()) if scheme.lower() == "bearer" else None
        if grant is None:
            raise unauthorized()
        return grant

    def _mailbox(self, grant: TokenGrant, user: str) -> SimMailbox:
        if user.casefold() not in {"me", grant.address.casefold()}:
            raise ApiError(403, f"Delegation denied for {grant.address}", "forbidden")
        return self.mailboxes[grant.address.casefold()]


def _requote(path: str) -> str:
    # WSGI hands the path over decoded; a question mark in it would otherwise start the query.
    return path.replace("%", "%25").replace("?", "%3F").replace("#", "%23")


def _split_path(path: str) -> tuple[str, list[str]]:
    segments = [unquote(part) for part in path.strip("/").split("/")]
    if segments[:3] != ["gmail", "v1", "users"] or len(segments) < 5:
        raise not_found()
    return segments[3], segments[4:]


def _json_body(request: Inner) -> Json:
    if request.http in {"GET", "DELETE"} or not request.body.strip():
        return {}
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        raise ApiError(400, "Invalid JSON payload received.", "parseError") from None
    if not isinstance(body, dict):
        raise bad_request("Invalid JSON payload received. Root element must be a message.")
    return body


def _compress(answer: Answer, headers: Mapping[str, str]) -> Answer:
    if answer.promised is not None or len(answer.body) < _GZIP_FROM or "gzip" not in headers.get("accept-encoding", ""):
        return answer
    body = gzip.compress(answer.body, compresslevel=1)
    return Answer(answer.status, {**answer.headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}, body)


__all__ = ["DroppedConnection", "Simulator"]
