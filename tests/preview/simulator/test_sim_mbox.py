"""Opening mail: mbox files, hostile headers, dates, labels, threads, ids, cache."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sim_double import OWNER, mail, mailbox

from addon.preview.simulator import SeedMessage, SimMailbox
from addon.preview.simulator import cache as cache_module
from addon.preview.simulator.facts import read_facts
from addon.preview.simulator.headers import decode_words, parse_addresses, parse_date, parse_separator_date
from addon.preview.simulator.mime import parse_message, strip_html, visible_text, walk


def write(path, *messages: bytes, line=b"From bob@example.org Mon May 06 10:00:00 2024\n", newline=b"\n"):
    path.write_bytes(b"".join(line + message.replace(b"\r\n", newline) + newline for message in messages))
    return path


def open_box(path, **more) -> SimMailbox:
    return SimMailbox.open_mbox(path, OWNER, **more)


def entry(raw: bytes | SeedMessage):
    box = mailbox(raw)
    return next(iter(box.index.entries.values()))


def ms(*parts: int) -> int:
    return int(dt.datetime(*parts, tzinfo=dt.UTC).timestamp() * 1000)


def test_an_mbox_is_split_at_its_separators_and_read_back_byte_for_byte(tmp_path):
    first, second = mail(message_id="a@x").replace(b"\r\n", b"\n"), mail(message_id="b@x").replace(b"\r\n", b"\n")
    box = open_box(write(tmp_path / "m.mbox", first, second))
    assert sorted(box.raw(number) for number in box.index.entries) == sorted([first, second])


def test_crlf_files_are_split_alike(tmp_path):
    box = open_box(write(tmp_path / "m.mbox", mail(message_id="a@x"), mail(message_id="b@x"), newline=b"\r\n"))
    assert len(box.search()) == 2


def test_from_lines_in_a_body_split_nothing_and_are_unescaped(tmp_path):
    body = "He wrote:\n\n>From the start, no.\n>>From quoted\n\nFrom Monday on:\nTo: nobody\n\nFrom here 10:00 we go\nX: 1"
    box = open_box(write(tmp_path / "m.mbox", mail(body=body)))
    [number] = box.search()
    assert b"\nFrom the start, no.\n>From quoted\n" in box.raw(number)


def test_takeouts_separator_is_understood(tmp_path):
    line = b"From 1798000000000000000@xxx Mon May 06 10:00:00 +0000 2024\n"
    assert len(open_box(write(tmp_path / "m.mbox", mail(message_id="a@x"), mail(message_id="b@x"), line=line)).search()) == 2


def test_an_empty_file_and_a_file_without_mail_are_empty_mailboxes(tmp_path):
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "text").write_bytes(b"no mail here\n\nFrom nowhere\n")
    assert open_box(tmp_path / "empty").search() == []
    assert open_box(tmp_path / "text").search() == []


def test_the_last_message_may_lack_its_newline(tmp_path):
    path = tmp_path / "m.mbox"
    path.write_bytes(b"From a@example.org Mon May 06 10:00:00 2024\nSubject: x\n\nend")
    box = open_box(path)
    assert box.raw(0) == b"Subject: x\n\nend"


def test_progress_ends_at_the_size_of_the_file(tmp_path):
    path = write(tmp_path / "m.mbox", mail(message_id="a@x"), mail(message_id="b@x"))
    steps: list[tuple[int, int]] = []
    open_box(path, progress=lambda done, total: steps.append((done, total)))
    assert steps[-1] == (path.stat().st_size,) * 2
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("Mon, 06 May 2024 10:00:00 +0200", ms(2024, 5, 6, 8)),
        ("6 May 2024 10:00 -0530", ms(2024, 5, 6, 15, 30)),
        ("Mon, 06 May 2024 10:00:00 GMT", ms(2024, 5, 6, 10)),
        ("Mon, 06 May 2024 10:00:00 EST", ms(2024, 5, 6, 15)),
        ("Mon, 06 May 2024 10:00:00", ms(2024, 5, 6, 10)),
        ("Mon May  6 10:00:00 2024", ms(2024, 5, 6, 10)),
        ("2024-05-06T10:00:00+02:00", ms(2024, 5, 6, 8)),
        ("Mon, 06 May 1904 10:00:00 +0000", None),
        ("Mon, 06 May 2104 10:00:00 +0000", None),
        ("Mon, 99 May 2024 10:00:00 +0000", None),
        ("Mon, 06 May 2024 10:00:00 +9999", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_respect_zones_and_absurd_ones_are_none(value, moment):
    assert parse_date(value) == moment


def test_separator_dates_of_both_kinds():
    assert parse_separator_date("From a@b Mon May  6 10:00:00 2024") == ms(2024, 5, 6, 10)
    assert parse_separator_date("From 12@xxx Mon May 06 10:00:00 +0200 2024") == ms(2024, 5, 6, 8)
    assert parse_separator_date("From a@b") is None


def test_without_a_date_the_newest_received_line_decides():
    raw = b"Received: by mx.example.com; Tue, 07 May 2024 09:00:00 +0000\nReceived: by a; Mon, 06 May 2024 09:00:00 +0000\n\nx"
    assert entry(raw).date == ms(2024, 5, 7, 9)
    assert entry(b"Date: never\n" + raw).date == ms(2024, 5, 7, 9)


def test_then_the_separator_and_then_the_message_before(tmp_path):
    path = tmp_path / "m.mbox"
    path.write_bytes(b"From a@b Mon May 06 10:00:00 2024\nSubject: 1\n\nx\n\nFrom a@b\nSubject: 2\n\nx\n")
    box = open_box(path)
    assert {item.subject: item.date for item in box.index.entries.values()} == {"1": ms(2024, 5, 6, 10), "2": ms(2024, 5, 6, 10)}


@pytest.mark.parametrize(
    ("header", "labels"),
    [
        ("Inbox,Unread", {"INBOX", "UNREAD"}),
        ("Posteingang,Ungelesen,Wichtig", {"INBOX", "UNREAD", "IMPORTANT"}),
        ("Messages envoyés", {"SENT"}),
        ("Enviados,Destacados", {"SENT", "STARRED"}),
        ("Posta in arrivo", {"INBOX"}),
        ("Lixeira", {"TRASH"}),
        ("Prullenbak", {"TRASH"}),
        ("Wersje robocze", {"DRAFT"}),
        ("Skräppost", {"SPAM"}),
        ("Отправленные", {"SENT"}),
        ("送信済みメール,スター付き", {"SENT", "STARRED"}),
        ("받은편지함", {"INBOX"}),
        ("垃圾邮件", {"SPAM"}),
        ("Gönderilmiş Postalar", {"SENT"}),
        ("=?UTF-8?Q?Bo=C3=AEte_de_r=C3=A9ception?=", {"INBOX"}),
        ("=?UTF-8?B?R2VzZW5kZXQsR2XDtmZmbmV0?=", {"SENT"}),
        ("Archived,Opened", set()),
        ("Category Promotions", {"CATEGORY_PROMOTIONS"}),
        ('"Smith, Jones",Inbox', {"Label_1", "INBOX"}),
    ],
)
def test_takeout_labels_are_read_in_many_languages(header, labels):
    assert entry(mail(extra=f"X-Gmail-Labels: {header}")).labels == labels


def test_without_takeout_labels_the_sender_decides():
    assert entry(mail()).labels == {"INBOX"}
    assert entry(mail(sender="A <ann.lee@WORK.example>")).labels == {"SENT"}


def test_the_first_labels_count_because_takeout_writes_its_own_on_top():
    assert entry(b"X-Gmail-Labels: Inbox\r\n" + mail(extra="X-Gmail-Labels: Sent")).labels == {"INBOX"}


def test_the_first_thread_id_counts():
    box = mailbox(b"X-GM-THRID: 1798000000000000000\r\n" + mail(message_id="a@x", extra="X-GM-THRID: 77"))
    assert set(box.index.threads) == {f"{1798000000000000000:016x}"}


@pytest.mark.parametrize("trace", ["Received: from mail.example.org by mx.example.com; x", "Delivered-To: ann@example.com"])
def test_labels_and_thread_below_a_trace_field_are_the_senders_and_count_for_nothing(trace):
    raw = f"{trace}\r\n".encode() + mail(extra="X-Gmail-Labels: Sent\r\nX-GM-THRID: 77")
    facts = read_facts(raw)
    assert (entry(raw).labels, facts.labels, facts.thread) == ({"INBOX"}, None, "")


def test_labels_above_the_trace_fields_count():
    assert entry(b"X-Gmail-Labels: Sent\r\nReceived: x\r\n" + mail()).labels == {"SENT"}


@pytest.mark.parametrize(
    ("head", "exported"),
    [("X-GM-THRID: 7", True), ("X-Gmail-Labels: Inbox", True), ("From: a@b.example\r\nX-Gmail-Labels: Sent", False)],
)
def test_only_takeouts_fields_at_the_very_head_show_an_export(head, exported):
    assert read_facts(head.encode()).is_exported is exported


@pytest.mark.parametrize(
    ("labels", "sent"), [("Archived", True), ("Inbox", True), ("Drafts", False), ("Spam", False), ("Trash", False)]
)
def test_the_owners_own_mail_counts_as_sent_unless_draft_spam_or_trash(labels, sent):
    assert ("SENT" in entry(mail(sender="ann@example.com", extra=f"X-Gmail-Labels: {labels}")).labels) is sent


def test_copies_of_one_message_become_one_with_all_labels():
    box = mailbox(
        mail(message_id="a@x", extra="X-Gmail-Labels: Inbox"),
        mail(message_id="a@x", extra="X-Gmail-Labels: Work"),
        mail(message_id="a@x", sender="eve@example.net"),
    )
    assert sorted(len(item.labels) for item in box.index.entries.values()) == [1, 2]


def test_messages_without_a_message_id_are_never_merged():
    assert len(mailbox(mail(), mail()).search()) == 2


def test_takeouts_thread_id_is_kept_and_pulls_linked_mail_in():
    thread = "1798000000000000000"
    box = mailbox(
        mail(message_id="a@x", extra=f"X-GM-THRID: {thread}"),
        mail(message_id="b@x", extra=f"X-GM-THRID: {thread}"),
        mail(message_id="c@x", extra="References: <b@x>"),
    )
    assert set(box.index.threads) == {f"{int(thread):016x}"}


def test_a_thread_is_never_made_by_subject_alone():
    assert len(mailbox(mail(message_id="a@x"), mail(message_id="b@x", subject="Re: Hello")).index.threads) == 2


def test_links_through_a_message_that_is_missing_make_one_thread():
    one, two = mail(message_id="a@x", extra="References: <gone@x>"), mail(message_id="b@x", extra="In-Reply-To: <gone@x>")
    assert len(mailbox(one, two).index.threads) == 1


def test_ids_hold_the_time_or_not_as_switched():
    made = [mail(message_id=f"{n}@x") for n in range(50)]
    when = ms(2024, 5, 6, 10)
    assert {int(e.gmail_id, 16) >> 20 for e in mailbox(*made).index.entries.values()} == {when}
    imported = {int(e.gmail_id, 16) >> 20 for e in mailbox(*made, ids="imported").index.entries.values()}
    assert imported == {ms(2025, 1, 1)}
    opaque = {e.gmail_id for e in mailbox(*made, ids="opaque").index.entries.values()}
    assert len(opaque) == 50
    for gmail_id in opaque:
        assert len(gmail_id) == 16
        assert ms(2100, 1, 1) < int(gmail_id, 16) >> 20
        assert int(gmail_id, 16) < 1 << 63


def test_ids_are_the_same_at_every_start():
    made = [mail(message_id=f"{n}@x") for n in range(5)]
    assert list(mailbox(*made).index.by_id) == list(mailbox(*made).index.by_id)


def test_a_seed_may_force_id_thread_date_and_labels():
    seed = SeedMessage(mail(), ("INBOX", "Jobs"), "18f0000000000001", ms(2020, 1, 1), "18f0000000000002")
    made = entry(seed)
    assert (made.gmail_id, made.thread_id, made.date) == ("18f0000000000002", "18f0000000000001", ms(2020, 1, 1))
    assert made.labels == {"INBOX", "Label_1"}


def test_an_owner_must_be_addresses():
    for owner in ([], ["nobody"], ["a@example.com, b@example.com"]):
        with pytest.raises(ValueError, match="owner"):
            SimMailbox(owner)


# --- the cache


def test_the_second_start_reads_the_index_and_finds_the_same(tmp_path, monkeypatch):
    path = write(
        tmp_path / "m.mbox",
        mail(message_id="a@x", subject="Grüße", extra="X-Gmail-Labels: Inbox,Jobs"),
        mail(message_id="b@x", extra="References: <a@x>\nX-Gmail-Labels: Drafts"),
    )
    first = open_box(path, cache_dir=tmp_path / "cache")
    monkeypatch.setattr("addon.preview.simulator.mailbox._sources", lambda *_: pytest.fail("the mbox was indexed again"))
    second = open_box(path, cache_dir=tmp_path / "cache")
    for q in ("", "from:bob@example.org", "subject:grüße", "label:jobs", "in:drafts", "good", "rfc822msgid:a@x"):
        assert [first.index.entries[n] for n in first.search(q)] == [second.index.entries[n] for n in second.search(q)]
    assert first.drafts == second.drafts
    assert second.add(mail(message_id="c@x")) not in first.index.by_id


@pytest.mark.parametrize("change", ["content", "owner", "ids", "broken", "format"])
def test_the_cache_is_not_used_for_another_state(tmp_path, change, monkeypatch):
    path, folder = write(tmp_path / "m.mbox", mail(message_id="a@x")), tmp_path / "cache"
    open_box(path, cache_dir=folder)
    [kept] = folder.glob("*.json")
    owner, more = OWNER, {}
    if change == "content":
        write(path, mail(message_id="a@x"), mail(message_id="b@x"))
    elif change == "owner":
        owner = ("bob@example.org",)
    elif change == "ids":
        more = {"ids": "opaque"}
    elif change == "broken":
        kept.write_text('{"format": 1, "columns": {}}', encoding="utf-8")
    else:
        kept.write_text(json.dumps({"format": 0}), encoding="utf-8")
    indexed = []
    monkeypatch.setattr(cache_module, "save", lambda *_: indexed.append(True))
    assert SimMailbox.open_mbox(path, owner, folder, **more).search()
    assert indexed == [True]


# --- hostile input


@pytest.mark.parametrize(
    ("value", "pairs"),
    [
        ("unlisted-recipients:; (no To-header on input)", []),
        ("undisclosed-recipients:;", []),
        (
            "Team: a@example.org, Bo <b@example.org>;, c@example.org",
            [("", "a@example.org"), ("Bo", "b@example.org"), ("", "c@example.org")],
        ),
        ('"Lee, Ann" <ann@example.com>', [("Lee, Ann", "ann@example.com")]),
        ("ann@example.com (Ann (the one) Lee)", [("Ann the one Lee", "ann@example.com")]),
        ("=?utf-8?Q?Lee=2C_Ann?= <ann@example.com>, bob@example.org", [("Lee, Ann", "ann@example.com"), ("", "bob@example.org")]),
        ('"un\\"closed <x@example.com>', []),
        ("<<<>>>,,,;;;:::((((", []),
        ("", []),
    ],
)
def test_addresses_are_found_in_any_field(value, pairs):
    assert parse_addresses(value) == pairs


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("=?utf-8?B?R3LDvA==?= =?utf-8?B?w58=?= x", "Grüß x"),
        ("=?utf-8?B?w?= =?utf-8?B?7w=?=", decode_words("=?utf-8?B?w?=") + decode_words("=?utf-8?B?7w=?=")),
        ("=?nonsense?Q?=E9?=", "é"),
        ("=?utf-8?Q?a?= b =?iso-8859-1?Q?=E9?=", "a b é"),
        ("=?base64?B?AAAA?=", "\x00\x00\x00"),
        ("=?utf-8?X?a?=", "=?utf-8?X?a?="),
    ],
)
def test_encoded_words(text, decoded):
    assert decode_words(text) == decoded


def test_a_character_split_between_two_encoded_words_is_whole_again():
    assert decode_words("=?utf-8?Q?=C3?= =?utf-8?Q?=BC?=") == "ü"


@given(st.binary(max_size=600))
@settings(max_examples=300)
def test_any_bytes_are_a_message(raw):
    box = mailbox(raw)
    [number] = box.search("", include_spam_trash=True) or [0]
    box.tree(number)
    box.text(number)
    box.files(number)


@given(
    st.lists(
        st.sampled_from(
            [
                b"From: ",
                b"To: ",
                b"Content-Type: multipart/mixed; boundary=b\n",
                b"\n--b\n",
                b"--b--",
                b"\n\n",
                b"Content-Transfer-Encoding: base64\n",
                b"=?utf-8?B?",
                b"?=",
                b'"',
                b"(",
                b"<a@b>",
                b"\r\n",
                b"Date: 1 Jan 0 99:99",
                b"message/rfc822",
                b"Content-Disposition: attachment; filename*0*=x'",
                b"\xff",
                b"References: <",
                b"X-Gmail-Labels: ,,",
                b"X-GM-THRID: x\n",
            ]
        ),
        max_size=40,
    )
)
@settings(max_examples=300)
def test_any_mix_of_mail_like_pieces_is_a_message(pieces):
    box = mailbox(b"".join(pieces))
    for number in box.index.entries:
        list(walk(box.tree(number)))
        box.text(number)


def test_a_bomb_of_nested_parts_ends():
    head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))
    assert sum(1 for _ in walk(parse_message(head))) < 30
    wide = b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 5000
    assert sum(1 for _ in walk(parse_message(wide))) <= 1000


def test_a_boundary_that_begins_like_another_is_not_that_other():
    inner = b"Content-Type: multipart/alternative; boundary=part1\n\n--part1\n\none\n--part1\n\ntwo\n--part1--\n"
    raw = b"Content-Type: multipart/mixed; boundary=part\n\npreamble\n--part\n" + inner + b"--part  \n\nthree\n--part--\nepilogue"
    tree = parse_message(raw)
    assert [[child.body for child in part.parts] or part.body for part in tree.parts] == [[b"one", b"two"], b"three"]


def test_html_is_stripped_in_one_pass():
    assert strip_html("<style>p{}</style>a<br>b<script>x()</script>&amp;<!-- no -->c").split() == ["a", "b", "&", "c"]
    assert strip_html("<style>" * 20_000).strip() == ""
    assert strip_html("<STYLE>p{}</STYLE>shown").strip() == "shown"
    assert strip_html("a < b") == "a "


def test_attached_text_is_not_searched_as_the_body():
    raw = (
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nbody\n"
        b"--b\nContent-Disposition: attachment; filename=a.txt\n\nhidden\n--b--"
    )
    assert "hidden" not in visible_text(parse_message(raw))
    assert "body" in visible_text(parse_message(raw))
