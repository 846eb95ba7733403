"""The mailbox against the simulator: batches, cost, and every way a call can fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.errors import (
    GmailBusy,
    GmailDenied,
    GmailGone,
    GmailRejected,
    GmailTokenExpired,
    GmailTooLarge,
    GmailUnavailable,
    OutOfTime,
)
from addon.gmail import Mailbox, RawMail, SearchPage, get_attachment, get_message, get_profile, list_aliases, search
from addon.gmail.batch import BadBatch, read_batch
from addon.gmail.client import build_client
from addon.preview.inprocess import WsgiWire
from addon.preview.simulator import Fault, SimMailbox, Simulator, TokenGrant, serve
from addon.scopes import MESSAGE_READONLY
from addon.wire import Deadline, HttpWire

OWNER = "maya@example.org"


def letter(number: int, sender: str = "anna@example.com") -> bytes:
    head = f"From: Anna <{sender}>\r\nTo: {OWNER}\r\nSubject: Note {number}\r\nMessage-ID: <{number}@example.com>\r\n"
    return f"{head}Date: Tue, 0{1 + number % 9} Jul 2025 10:00:00 +0000\r\n\r\nHello {number}\r\n".encode()


@pytest.fixture
def simulator() -> Simulator:
    mailbox = SimMailbox.from_messages([letter(number) for number in range(5)], (OWNER, "Maya L <alias@example.com>"))
    grants = {"t": TokenGrant(OWNER), "narrow": TokenGrant(OWNER, frozenset({MESSAGE_READONLY}), {"m": first_id(mailbox)})}
    return Simulator({OWNER: mailbox}, tokens=grants)


def first_id(mailbox: SimMailbox) -> str:
    return mailbox.index.entries[0].gmail_id


def connect(simulator: Simulator, token: str = "t", **options: object) -> Mailbox:
    deadline = options.pop("deadline", None) or Deadline.after(10)
    return Mailbox(WsgiWire(simulator), "http://localhost/", token, deadline, sleep=lambda _s: None, **options)  # type: ignore[arg-type]


def test_several_calls_are_one_round_trip_and_their_answers_come_in_order(simulator: Simulator) -> None:
    mailbox = connect(simulator)
    mail, page, aliases, address = mailbox.run(
        [get_message(first_id(simulator.mailboxes[OWNER])), search("from:anna@example.com"), list_aliases(), get_profile()]
    )

    assert isinstance(mail, RawMail)
    assert mail.raw == letter(0)
    assert isinstance(page, SearchPage)
    assert len(page.hits) == 5
    assert [alias.addr_spec for alias in aliases] == [OWNER, "alias@example.com"]
    assert address == OWNER
    assert (mailbox.cost.calls, mailbox.cost.round_trips, mailbox.cost.units) == (4, 1, 27)
    assert (simulator.cost.calls, simulator.cost.round_trips, simulator.cost.units) == (4, 1, 27)


def test_more_than_fifty_calls_are_split(simulator: Simulator) -> None:
    mailbox = connect(simulator)
    answers = mailbox.run([search("from:anna@example.com")] * 51)

    assert len(answers) == 51
    assert all(isinstance(answer, SearchPage) for answer in answers)
    assert mailbox.cost.round_trips == 2


def test_no_calls_cost_nothing(simulator: Simulator) -> None:
    mailbox = connect(simulator)

    assert mailbox.run([]) == []
    assert mailbox.cost.round_trips == 0


def test_the_message_token_opens_the_open_message_and_no_other(simulator: Simulator) -> None:
    first, second = (simulator.mailboxes[OWNER].index.entries[n].gmail_id for n in (0, 1))
    mailbox = connect(simulator, "narrow", message_token="m")

    assert isinstance(mailbox.run([get_message(first)])[0], RawMail)
    assert isinstance(mailbox.run([get_message(second)])[0], GmailDenied)
    answers = mailbox.run([get_message(first), search("from:anna@example.com")])
    assert isinstance(answers[0], RawMail)
    assert isinstance(answers[1], GmailDenied)


@given(st.text(max_size=80), st.sampled_from([1, 10, 500]))
def test_a_search_is_the_request_that_the_client_itself_builds(query: str, most: int) -> None:
    """Filled into a request made before, whatever the query holds."""
    api = build_client("http://localhost/")
    ours = search(query, most=most).build(api)
    fields = "messages(id,threadId),nextPageToken"
    theirs = api.messages.list(userId="me", q=query, maxResults=most, includeSpamTrash=True, fields=fields)

    assert isinstance(ours, type(theirs))
    for name in ("uri", "method", "body", "headers", "methodId"):
        assert getattr(ours, name) == getattr(theirs, name)


def test_a_long_search_sent_alone_leaves_later_ones_as_they_are(simulator: Simulator) -> None:
    """The client turns a GET with a long address into a POST, by changing the request and its headers."""
    mailbox, api = connect(simulator), build_client("http://localhost/")
    before = search("from:anna@example.com").build(api)
    mailbox.run([search(f"from:anna@example.com {'x' * 3_000}")])
    after = search("from:anna@example.com").build(api)

    assert (after.method, after.headers) == (before.method, before.headers)
    assert "x-http-method-override" not in after.headers


FAULTS = [
    (Fault.UNAUTHORIZED, GmailTokenExpired),
    (Fault.SCOPE, GmailDenied),
    (Fault.RATE, GmailBusy),
    (Fault.NOT_FOUND, GmailGone),
    (Fault.TOO_MANY, GmailBusy),
    (Fault.INTERNAL, GmailUnavailable),
    (Fault.UNAVAILABLE, GmailUnavailable),
    (Fault.DROP, GmailUnavailable),
    (Fault.TRUNCATE, GmailUnavailable),
    (Fault.NOT_JSON, GmailUnavailable),
    (Fault.WRONG_SHAPE, GmailUnavailable),
]


@pytest.mark.parametrize(("fault", "error"), FAULTS, ids=[fault.value for fault, _ in FAULTS])
def test_a_failed_call_is_an_error_of_ours_in_its_place(simulator: Simulator, fault: Fault, error: type[Exception]) -> None:
    simulator.faults.inject("messages.list", fault, times=9)

    assert isinstance(connect(simulator).run([search("from:anna@example.com")])[0], error)


PART_FAULTS = [row for row in FAULTS if row[0] is not Fault.DROP]  # a part of a batch cannot drop the connection alone


@pytest.mark.parametrize(("fault", "error"), PART_FAULTS, ids=[fault.value for fault, _ in PART_FAULTS])
def test_one_failed_part_of_a_batch_leaves_the_others_alone(simulator: Simulator, fault: Fault, error: type[Exception]) -> None:
    simulator.faults.inject("messages.list", fault, times=9)
    mail, page = connect(simulator).run([get_message(first_id(simulator.mailboxes[OWNER])), search("from:anna@example.com")])

    assert isinstance(mail, RawMail)
    assert isinstance(page, error)


@pytest.mark.parametrize("fault", [Fault.DROP, Fault.NOT_JSON, Fault.INTERNAL, Fault.UNAVAILABLE])
def test_a_batch_that_fails_whole_fails_every_call(simulator: Simulator, fault: Fault) -> None:
    simulator.faults.inject("batch", fault, times=9)
    answers = connect(simulator).run([search("from:anna@example.com"), list_aliases()])

    assert all(isinstance(answer, GmailUnavailable) for answer in answers)


def test_of_a_truncated_batch_what_arrived_whole_is_used_and_the_rest_fails(simulator: Simulator) -> None:
    simulator.faults.inject("batch", Fault.TRUNCATE, times=9)
    answers = connect(simulator).run([search("from:anna@example.com"), *[get_message(first_id(simulator.mailboxes[OWNER]))] * 5])

    assert isinstance(answers[0], SearchPage)
    assert isinstance(answers[-1], GmailUnavailable)
    assert all(isinstance(answer, SearchPage | RawMail | GmailUnavailable) for answer in answers)


def test_a_batch_is_read_in_any_order_and_with_any_line_ends() -> None:
    form = '--b\nContent-ID: <response-call+{n}>\n\nHTTP/1.1 {status} X\nA: b\n\n{{"n": {n}}}\n'
    body = form.format(n=1, status=200) + form.format(n=0, status=404) + "--b--"
    answers = read_batch('multipart/mixed; boundary="b"', body.encode())

    assert {number: (response.status, content) for number, (response, content) in answers.items()} == {
        0: (404, b'{"n": 0}'),
        1: (200, b'{"n": 1}'),
    }


@pytest.mark.parametrize("content_type", ["", "application/json", "multipart/mixed", "text/html; boundary=b"])
def test_what_is_no_multipart_is_refused(content_type: str) -> None:
    with pytest.raises(BadBatch):
        read_batch(content_type, b"--b\r\n\r\n")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_without_harm(body: bytes) -> None:
    assert isinstance(read_batch("multipart/mixed; boundary=b", b"--b\r\nContent-ID: <x+0>\r\n\r\n" + body), dict)


def test_what_may_pass_is_tried_once_more_and_only_that(simulator: Simulator) -> None:
    simulator.faults.inject("messages.list", Fault.UNAVAILABLE)
    simulator.faults.inject("messages.get", Fault.NOT_FOUND)
    mailbox = connect(simulator)
    page, mail = mailbox.run([search("from:anna@example.com"), get_message(first_id(simulator.mailboxes[OWNER]))])

    assert isinstance(page, SearchPage)
    assert isinstance(mail, GmailGone)
    assert (mailbox.cost.calls, mailbox.cost.round_trips) == (3, 2)


def test_a_rate_limit_is_waited_out_for_a_second_once(simulator: Simulator) -> None:
    waits: list[float] = []
    simulator.faults.inject("messages.list", Fault.TOO_MANY)
    mailbox = Mailbox(WsgiWire(simulator), "http://localhost/", "t", Deadline.after(10), sleep=waits.append)

    assert isinstance(mailbox.run([search("from:anna@example.com")])[0], SearchPage)
    assert waits == [1.0]


def test_nothing_is_tried_again_close_to_the_deadline(simulator: Simulator) -> None:
    simulator.faults.inject("messages.list", Fault.UNAVAILABLE)
    mailbox = connect(simulator, deadline=Deadline.after(0.5))

    assert isinstance(mailbox.run([search("from:anna@example.com")])[0], GmailUnavailable)
    assert mailbox.cost.round_trips == 1


def test_after_the_deadline_no_call_is_made(simulator: Simulator) -> None:
    mailbox = connect(simulator, deadline=Deadline(0.0, clock=lambda: 1.0))

    assert isinstance(mailbox.run([search("from:anna@example.com")])[0], OutOfTime)
    assert simulator.cost.calls == 0


def test_a_bad_id_is_rejected_and_a_missing_one_is_gone(simulator: Simulator) -> None:
    assert isinstance(connect(simulator).run([get_message("not-an-id!")])[0], GmailRejected)
    assert isinstance(connect(simulator).run([get_message("1234567890abcdef")])[0], GmailGone)


def test_metadata_brings_headers_and_no_text(simulator: Simulator) -> None:
    call = get_message(first_id(simulator.mailboxes[OWNER]), form="metadata", headers=("From",))
    mail = connect(simulator).run([call])[0]

    assert [header["name"] for header in mail.resource["payload"]["headers"]] == ["From"]


def test_an_attachment_comes_as_bytes(simulator: Simulator) -> None:
    part = "--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\nPDF!\r\n--b--\r\n"
    raw = f"From: a@example.com\r\nMessage-ID: <x@example.com>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n{part}"
    gmail_id = simulator.mailboxes[OWNER].add(raw.encode())
    mailbox = connect(simulator)
    found = mailbox.run([get_message(gmail_id, form="full")])[0].resource["payload"]["parts"][0]

    assert mailbox.run([get_attachment(gmail_id, found["body"]["attachmentId"])])[0].strip() == b"PDF!"


# --- over a real socket ---------------------------------------------------------------------------------------------------


def over_http(simulator: Simulator, url: str, seconds: float = 10) -> Mailbox:
    return Mailbox(HttpWire(), url.rstrip("/") + "/", "t", Deadline.after(seconds), sleep=lambda _s: None)


def test_the_real_wire_reads_gzip_and_batches(simulator: Simulator) -> None:
    with serve(simulator) as url:
        mailbox = over_http(simulator, url)
        page, mail = mailbox.run([search("from:anna@example.com"), get_message(first_id(simulator.mailboxes[OWNER]))])

    assert len(page.hits) == 5
    assert mail.raw == letter(0)


@pytest.mark.parametrize("fault", [Fault.DROP, Fault.DROP_AFTER, Fault.TRUNCATE, Fault.NOT_JSON])
def test_the_real_wire_survives_broken_connections(simulator: Simulator, fault: Fault) -> None:
    simulator.faults.inject("messages.list", fault, times=9)
    with serve(simulator) as url:
        assert isinstance(over_http(simulator, url).run([search("from:anna@example.com")])[0], GmailUnavailable)


def test_the_real_wire_gives_up_at_the_deadline(simulator: Simulator) -> None:
    simulator.faults.inject("messages.list", Fault.DELAY, seconds=1.5, times=9)
    with serve(simulator) as url:
        assert isinstance(over_http(simulator, url, 0.3).run([search("from:anna@example.com")])[0], GmailUnavailable)


def test_an_answer_over_the_cap_is_refused_unread(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("addon.wire.MAX_ANSWER", 2_000)
    gmail_id = simulator.mailboxes[OWNER].add(letter(77) + b"x" * 5_000)
    with serve(simulator) as url:
        mailbox = over_http(simulator, url)

        assert isinstance(mailbox.run([get_message(gmail_id)])[0], GmailTooLarge)
        assert mailbox.cost.round_trips == 1


def test_nobody_listening_is_unavailable() -> None:
    mailbox = Mailbox(HttpWire(), "http://127.0.0.1:9/", "t", Deadline.after(2), sleep=lambda _s: None)

    assert isinstance(mailbox.run([search("from:anna@example.com")])[0], GmailUnavailable)
