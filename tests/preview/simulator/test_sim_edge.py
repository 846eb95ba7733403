"""The edge: batches, cost, faults, scopes, gzip, and the server on a socket."""

from __future__ import annotations

import http.client
import io
import json
import threading
from urllib.parse import urlsplit

import pytest
from googleapiclient.errors import HttpError
from hypothesis import given, settings
from hypothesis import strategies as st
from sim_double import InProcess, client, discovery, mail, mailbox, simulate

from addon.preview.simulator import DroppedConnection, Fault, LoggedCall, SeedMessage, Simulator, TokenGrant, serve

AUTH = {"Authorization": "Bearer token"}
LIST = "/gmail/v1/users/me/messages"


def batch(service, requests) -> dict[str, object]:
    """Answers (or errors) of a batch by request id."""
    answers: dict[str, object] = {}
    whole = service.new_batch_http_request(callback=lambda key, answer, error: answers.update({key: error or answer}))
    for key, request in requests.items():
        whole.add(request, request_id=key)
    whole.execute()
    return answers


@pytest.fixture
def simulator() -> Simulator:
    return simulate(mailbox(*(mail(message_id=f"{n}@x", body="word " * 400) for n in range(3))))


def test_a_batch_answers_each_inner_call_by_its_id(simulator):
    service = client(simulator)
    messages = service.users().messages()
    answers = batch(
        service,
        {
            "one": messages.list(userId="me"),
            "two": messages.get(userId="me", id="1f"),
            "three": messages.list(userId="me", q="from:bob@example.org"),
        },
    )
    assert len(answers["one"]["messages"]) == 3
    assert answers["two"].resp.status == 404
    assert len(answers["three"]["messages"]) == 3


def test_a_batch_may_write(simulator):
    service = client(simulator)
    labels = service.users().labels()
    answers = batch(service, {"a": labels.create(userId="me", body={"name": "Jobs"}), "b": labels.list(userId="me")})
    assert answers["a"]["name"] == "Jobs"


def test_more_than_100_calls_in_a_batch_are_refused(simulator):
    service = client(simulator)
    with pytest.raises(HttpError, match="too many"):
        batch(service, {str(n): service.users().getProfile(userId="me") for n in range(101)})


@pytest.mark.parametrize(
    "body", [b"", b"--b\n\nno request\n--b--", b"--x--", b"--b\nContent-Type: application/http\n\nGET\n--b--"]
)
def test_a_batch_that_cannot_be_read_is_400(simulator, body):
    headers = {**AUTH, "Content-Type": "multipart/mixed; boundary=b"}
    assert simulator.handle("POST", "/batch", headers, body).status == 400
    assert simulator.handle("POST", "/batch/gmail/v1", {**AUTH, "Content-Type": "text/plain"}, body).status == 400


def test_a_batch_without_a_token_is_refused_call_by_call(simulator):
    service = client(simulator, token="wrong")
    # google-api-python-client repeats the calls of a batch that were refused with 401, once.
    answers = batch(service, {"a": service.users().getProfile(userId="me")})
    assert answers["a"].resp.status == 401


def test_calls_round_trips_and_units_are_counted_exactly(simulator):
    service = client(simulator)
    messages = service.users().messages()
    batch(service, {"a": messages.list(userId="me", q="in:sent"), "b": messages.get(userId="me", id="1f")})
    before = simulator.cost.snapshot()
    assert (before.calls, before.round_trips, before.units) == (2, 1, 25)
    service.users().threads().list(userId="me").execute()
    spent = simulator.cost.snapshot() - before
    assert (spent.calls, spent.round_trips, spent.units) == (1, 1, 10)
    [first, second] = simulator.cost.log
    assert first.calls == [
        LoggedCall("messages.list", {"q": "in:sent", "alt": "json"}, 5),
        LoggedCall("messages.get", {"id": "1f", "alt": "json"}, 20),
    ]
    assert (first.units, second.units) == (25, 10)
    simulator.cost.reset()
    assert (simulator.cost.calls, simulator.cost.round_trips, simulator.cost.units, simulator.cost.log) == (0, 0, 0, [])


def test_a_request_to_nowhere_is_a_round_trip_without_a_call(simulator):
    simulator.handle("GET", "/nowhere", AUTH)
    assert (simulator.cost.round_trips, simulator.cost.calls) == (1, 0)


def test_long_answers_are_gzipped_when_asked_for(simulator):
    plain = simulator.handle("GET", f"{LIST}/{next(iter(simulator.mailboxes.values())).search()[0]}", AUTH)
    assert "Content-Encoding" not in plain.headers
    gmail_id = next(iter(next(iter(simulator.mailboxes.values())).index.by_id))
    zipped = simulator.handle("GET", f"{LIST}/{gmail_id}", {**AUTH, "Accept-Encoding": "gzip, deflate"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert len(client(simulator).users().messages().get(userId="me", id=gmail_id).execute()["snippet"]) == 200


def test_it_is_a_wsgi_application(simulator):
    started = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": LIST,
        "QUERY_STRING": "q=subject%3Ahello&maxResults=1",
        "HTTP_AUTHORIZATION": "Bearer token",
        "wsgi.input": io.BytesIO(),
    }
    [body] = simulator(environ, lambda status, headers: started.append((status, dict(headers))))
    assert started[0][0] == "200 OK"
    assert int(started[0][1]["Content-Length"]) == len(body)
    assert len(json.loads(body)["messages"]) == 1


VERBS = st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"])
WORDS = "messages threads drafts labels history send modify batchModify trash 1f %00 %ff INBOX".split()
PATHS = st.one_of(
    st.text(max_size=40),
    st.builds(
        "/gmail/v1/users/{}/{}".format,
        st.sampled_from(["me", "ann@example.com", "x", ""]),
        st.lists(st.sampled_from(WORDS), max_size=4).map("/".join),
    ),
    st.sampled_from(["messages/1f/modify", "threads/1f/modify", "messages/batchModify", "messages", "drafts", "drafts/send"]).map(
        "/gmail/v1/users/me/{}".format
    ),
)
PARAMETERS = ["q", "fields", "maxResults", "pageToken", "format", "labelIds", "startHistoryId", "includeSpamTrash"]
QUERY_TEXTS = st.lists(
    st.builds("{}={}".format, st.sampled_from(PARAMETERS), st.text(alphabet='ab1:(){}-"%*/, ', max_size=12)), max_size=3
).map("&".join)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["1f", "INBOX", "VG86IGE"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["raw", "threadId"]), inner, max_size=2),
    max_leaves=4,
)
KEYS = ["raw", "message", "name", "ids", "addLabelIds", "labelIds", "threadId", "id", "criteria", "color"]
BODIES = st.one_of(
    st.binary(max_size=60),
    st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=4).map(lambda value: json.dumps(value).encode()),
)


@given(VERBS, PATHS, QUERY_TEXTS, BODIES, st.sampled_from(["", "multipart/mixed; boundary=b", "\xff"]))
@settings(max_examples=400)
def test_any_request_gets_an_answer(verb, path, query, body, content_type):
    box = mailbox(SeedMessage(mail(message_id="a@x"), ("INBOX",), "000000000000001f", None, "000000000000001f"))
    headers = {**AUTH, "Content-Type": content_type}
    for target in (f"{path}?{query}", "/batch"):
        answer = simulate(box).handle(verb, target, headers, body)
        if answer.status == 204:
            assert answer.body == b""
        elif "json" in answer.headers["Content-Type"]:
            assert isinstance(json.loads(answer.body), dict)


# --- faults


@pytest.mark.parametrize(
    ("fault", "status", "reason"),
    [
        ("401", 401, "authError"),
        ("403_scope", 403, "insufficientPermissions"),
        ("403_rate", 403, "userRateLimitExceeded"),
        ("404", 404, "notFound"),
        ("429", 429, "rateLimitExceeded"),
        ("500", 500, "backendError"),
        ("503", 503, "backendError"),
    ],
)
def test_the_nth_call_of_a_method_fails_as_ordered(simulator, fault, status, reason):
    simulator.faults.inject("messages.list", fault, nth=2)
    assert simulator.handle("GET", LIST, AUTH).status == 200
    assert simulator.handle("GET", "/gmail/v1/users/me/profile", AUTH).status == 200
    answer = simulator.handle("GET", LIST, AUTH)
    assert (answer.status, json.loads(answer.body)["error"]["errors"][0]["reason"]) == (status, reason)
    assert simulator.handle("GET", LIST, AUTH).status == 200


def test_faults_strike_inside_a_batch_and_only_there_ordered(simulator):
    simulator.faults.inject("messages.list", Fault.TOO_MANY, nth=2)
    service = client(simulator)
    messages = service.users().messages()
    answers = batch(service, {key: messages.list(userId="me") for key in "abc"})
    assert [getattr(answers[key], "status_code", 200) for key in "abc"] == [200, 429, 200]


def test_a_whole_batch_can_fail(simulator):
    simulator.faults.inject("batch", Fault.UNAVAILABLE)
    service = client(simulator)
    with pytest.raises(HttpError) as caught:
        batch(service, {"a": service.users().getProfile(userId="me")})
    assert caught.value.resp.status == 503
    assert simulator.cost.calls == 0


def test_any_method_may_be_meant_and_several_times(simulator):
    simulator.faults.inject("*", "500", times=2)
    assert [simulator.handle("GET", LIST, AUTH).status for _ in range(3)] == [500, 500, 200]


def test_bodies_can_be_of_the_wrong_kind(simulator):
    simulator.faults.inject("messages.list", "not_json")
    simulator.faults.inject("messages.list", "wrong_shape", nth=2)
    simulator.faults.inject("messages.list", "wrong_shape", nth=3, body=[1])
    simulator.faults.inject("messages.list", "truncate", nth=4)
    answers = [simulator.handle("GET", LIST, AUTH) for _ in range(4)]
    assert answers[0].body.startswith(b"<!DOCTYPE")
    assert json.loads(answers[1].body)["messages"] == "none"
    assert json.loads(answers[2].body) == [1]
    assert answers[3].promised == pytest.approx(2 * len(answers[3].body), abs=1)


def test_delays_and_latency_are_slept(simulator):
    slept: list[float] = []
    simulator.faults._sleep = slept.append
    simulator.faults.latency_ms = 40
    simulator.faults.inject("messages.list", "delay", seconds=7)
    simulator.handle("GET", LIST, AUTH)
    assert slept == [0.04, 7]


def test_a_dropped_connection_is_an_error_in_process(simulator):
    simulator.faults.inject("labels.create", "drop")
    simulator.faults.inject("labels.create", "drop_after", nth=2)
    service = client(simulator)
    box = simulator.mailboxes["ann@example.com"]
    with pytest.raises(DroppedConnection):
        service.users().labels().create(userId="me", body={"name": "one"}).execute()
    assert box.labels.find("one") is None
    with pytest.raises(ConnectionError):
        service.users().labels().create(userId="me", body={"name": "two"}).execute()
    assert box.labels.find("two")


def test_clear_forgets_all_orders(simulator):
    simulator.faults.inject("*", "500")
    simulator.faults.clear()
    assert simulator.handle("GET", LIST, AUTH).status == 200


# --- scopes

READ = "https://www.googleapis.com/auth/gmail.readonly"
META = "https://www.googleapis.com/auth/gmail.metadata"
OPEN = "https://www.googleapis.com/auth/gmail.addons.current.message.readonly"
ACTION = "https://www.googleapis.com/auth/gmail.addons.current.message.action"
OPEN_META = "https://www.googleapis.com/auth/gmail.addons.current.message.metadata"
COMPOSE = "https://www.googleapis.com/auth/gmail.addons.current.action.compose"


def scoped(*scopes: str):
    box = mailbox(mail(message_id="a@x"), mail(message_id="b@x"))
    first, second = sorted(box.index.by_id)
    grant = TokenGrant("ann@example.com", frozenset(scopes), {"message-token": first})
    return Simulator({box.address: box}, tokens={"token": grant}), first, second


def ask(simulator, path, verb="GET", body=b"", **headers):
    answer = simulator.handle(
        verb, f"/gmail/v1/users/me/{path}", {**AUTH, **{k.replace("_", "-"): v for k, v in headers.items()}}, body
    )
    return answer.status, json.loads(answer.body or b"null")


def test_a_missing_scope_is_403_in_googles_words():
    simulator, *_ = scoped(COMPOSE)
    status, body = ask(simulator, "messages")
    assert (status, body["error"]["errors"][0]["reason"]) == (403, "insufficientPermissions")
    assert body["error"]["details"][0]["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"


def test_readonly_reads_and_does_not_write():
    simulator, first, _ = scoped(READ)
    assert ask(simulator, "messages?q=from:bob")[0] == 200
    assert ask(simulator, "drafts")[0] == 200
    assert ask(simulator, "settings/sendAs")[0] == 200
    assert ask(simulator, f"messages/{first}/modify", "POST", b'{"addLabelIds":["STARRED"]}')[0] == 403
    assert ask(simulator, "drafts", "POST", b"{}")[0] == 403


def test_the_metadata_scope_cannot_search_or_read_bodies():
    simulator, first, _ = scoped(META)
    assert ask(simulator, "messages")[0] == 200
    assert ask(simulator, "messages?q=from:bob")[1]["error"]["message"] == "Metadata scope does not support 'q' parameter"
    assert ask(simulator, f"messages/{first}?format=metadata")[0] == 200
    assert ask(simulator, f"messages/{first}")[1]["error"]["message"] == "Metadata scope doesn't allow format FULL"


@pytest.mark.parametrize("scope", [OPEN, ACTION])
def test_the_add_on_scopes_open_one_message_and_only_with_its_token(scope):
    simulator, first, second = scoped(scope)
    opened = {"X_Goog_Gmail_Access_Token": "message-token"}
    assert ask(simulator, f"messages/{first}", **opened)[0] == 200
    assert ask(simulator, f"threads/{first}", **opened)[0] == 200
    assert ask(simulator, f"messages/{second}", **opened)[0] == 403
    assert ask(simulator, f"threads/{second}", **opened)[0] == 403
    assert ask(simulator, f"messages/{first}")[0] == 403
    assert ask(simulator, f"messages/{first}", X_Goog_Gmail_Access_Token="other")[0] == 403
    assert ask(simulator, "messages", **opened)[0] == 403
    assert ask(simulator, f"messages/{first}/attachments/x", **opened)[0] == 400


def test_the_add_on_metadata_scope_shows_headers_alone():
    simulator, first, _ = scoped(OPEN_META)
    opened = {"X_Goog_Gmail_Access_Token": "message-token"}
    assert ask(simulator, f"messages/{first}?format=metadata", **opened)[0] == 200
    assert ask(simulator, f"messages/{first}?format=full", **opened)[0] == 403


def test_a_wider_scope_needs_no_message_token():
    simulator, _, second = scoped(OPEN, READ)
    assert ask(simulator, f"messages/{second}")[0] == 200


def test_the_compose_scope_creates_drafts_but_finds_none():
    simulator, *_ = scoped(COMPOSE)
    raw = b'{"message": {"raw": "VG86IGJvYkBleGFtcGxlLm9yZwoKaGkK"}}'
    assert ask(simulator, "drafts", "POST", raw)[0] == 200
    assert ask(simulator, "drafts")[0] == 403


def test_a_token_for_no_mailbox_is_a_mistake():
    with pytest.raises(ValueError, match="tokens"):
        Simulator({}, tokens={"token": "ann@example.com"})


def test_tokens_open_their_own_mailboxes():
    ann, bob = mailbox(mail()), mailbox(owner=("bob@example.org",))
    simulator = Simulator(
        {"ann@example.com": ann, "bob@example.org": bob}, tokens={"a": "ann@example.com", "b": "bob@example.org"}
    )
    totals = [client(simulator, token).users().getProfile(userId="me").execute()["messagesTotal"] for token in "ab"]
    assert totals == [1, 0]


# --- the server


def request(url: str, path: str = LIST) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.request("GET", path, headers=AUTH)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_the_server_answers_and_stops(simulator):
    with serve(simulator) as url:
        assert url.startswith("http://127.0.0.1:")
        assert request(url)[0] == 200
        port = urlsplit(url).port
    with pytest.raises(ConnectionError):
        http.client.HTTPConnection("127.0.0.1", port, timeout=2).request("GET", "/")


def test_the_server_drops_connections(simulator):
    simulator.faults.inject("messages.list", "drop")
    with serve(simulator) as url:
        with pytest.raises(ConnectionError):
            request(url)
        assert request(url)[0] == 200


def test_the_server_cuts_bodies_short(simulator):
    simulator.faults.inject("messages.list", "truncate")
    with serve(simulator) as url, pytest.raises(http.client.IncompleteRead):
        request(url)


def test_one_connection_serves_many_requests(simulator):
    with serve(simulator) as url:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
        for _ in range(3):
            connection.request("GET", LIST, headers=AUTH)
            assert connection.getresponse().read()
        connection.request("POST", "/gmail/v1/users/me/messages/batchModify", body="{}", headers=AUTH)
        answer = connection.getresponse()
        assert (answer.status, json.loads(answer.read())["error"]["code"]) == (400, 400)
        connection.close()


def test_many_threads_read_and_write_at_once(simulator):
    box = simulator.mailboxes["ann@example.com"]
    failures: list[object] = []

    def work(number: int) -> None:
        for turn in range(20):
            box.add(mail(message_id=f"{number}-{turn}@y"), ["INBOX"])
            answer = simulator.handle("GET", f"{LIST}?q=from:bob@example.org+hello", AUTH)
            if answer.status != 200:
                failures.append(answer)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert len(box.search("hello")) == 3 + 6 * 20
    assert len({entry.gmail_id for entry in box.index.entries.values()}) == 123


def test_the_client_reaches_the_batch_path_of_the_document(simulator):
    assert discovery()["batchPath"] == "batch"
    service = client(simulator)
    assert service.new_batch_http_request()._batch_uri.startswith("http://simulator.example/batch")
    assert isinstance(service._http, InProcess)


def test_a_seed_label_is_found_by_search():
    assert len(mailbox(SeedMessage(mail(), ("Jobs",))).search("label:jobs")) == 1
