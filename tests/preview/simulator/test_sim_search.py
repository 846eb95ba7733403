"""Search operators as https://support.google.com/mail/answer/7190 documents them.

Each row names what is found and what must not be.
"""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sim_double import NOW, mail, mailbox

from addon.preview.simulator import SeedMessage, SimMailbox
from addon.preview.simulator.query import QueryTooLong, parse_query
from addon.preview.simulator.search import MAX_BODIES, read_age, read_day


def with_file(name: str, message_id: str, kind: str = "application/pdf", disposition: str = "attachment") -> bytes:
    return (
        f"From: Files <files@example.net>\r\nTo: ann@example.com\r\nMessage-ID: <{message_id}>\r\n"
        "Date: Mon, 06 May 2024 10:00:00 +0000\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        f"--b\r\nContent-Type: text/plain\r\n\r\nattached\r\n--b\r\nContent-Type: {kind}; name={name}\r\nContent-ID: <1>\r\n"
        f"Content-Disposition: {disposition}; filename={name}\r\n\r\nxx\r\n--b--\r\n"
    ).encode()


MAIL = {
    "bob": mail(message_id="bob@x", subject="Quarterly pears", body="The orchard is blooming."),
    "bobs_sub": mail(message_id="sub@x", sender="Robot <no-reply@mail.example.org>", subject="Notice"),
    "bob_cased": mail(message_id="cased@x", sender="BOB@EXAMPLE.ORG"),
    "evil": mail(message_id="evil@x", sender="Bob Fox <bob@example.org.evil.example>"),
    "prefix": mail(message_id="prefix@x", sender="Bo <notbob@notexample.org>"),
    "gmail": mail(message_id="g@x", sender="Jo Park <j.o.park+news@googlemail.com>"),
    "joined": mail(message_id="j@x", sender="noreply@example.net"),
    "cc": mail(message_id="cc@x", to="list@example.net", extra="Cc: Carol Diaz <carol@example.net>"),
    "bcc": mail(message_id="bcc@x", to="ann@example.com", extra="Bcc: dave@example.net", sender="Ann Lee <ann@example.com>"),
    "list": mail(message_id="list@x", extra="List-Id: Pear Growers <pears.lists.example>\r\nDelivered-To: ann.lee@work.example"),
    "accent": mail(
        message_id="acc@x", subject="=?utf-8?Q?Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln?=", sender="=?utf-8?B?w4lsaXNl?= <elise@example.fr>"
    ),
    "old": mail(message_id="old@x", date="Fri, 16 Apr 2004 12:00:00 +0000", subject="From long ago"),
    "today": mail(message_id="new@x", date="Thu, 09 Oct 2025 08:00:00 +0000", subject="Fresh"),
    "pdf": with_file("cv_eva.pdf", "pdf@x"),
    "picture": with_file("logo.png", "pic@x", "image/png", "inline"),
    "big": mail(message_id="big@x", body="pad " * 30_000, subject="Large"),
    "unread": SeedMessage(mail(message_id="u@x", subject="To read"), ("INBOX", "UNREAD", "IMPORTANT")),
    "starred": SeedMessage(mail(message_id="s@x", subject="Kept"), ("STARRED", "Job hunt/Replies")),
    "spam": SeedMessage(mail(message_id="spam@x", subject="Win"), ("SPAM",)),
    "trash": SeedMessage(mail(message_id="trash@x", subject="Gone"), ("TRASH",)),
    "draft": SeedMessage(
        mail(message_id="d@x", sender="ann@example.com", to="bob@example.org", subject="Unfinished"), ("DRAFT",)
    ),
    "social": SeedMessage(mail(message_id="soc@x", subject="Poke"), ("INBOX", "CATEGORY_SOCIAL")),
}


@pytest.fixture(scope="module")
def box() -> SimMailbox:
    return mailbox(*MAIL.values())


def found(box: SimMailbox, q: str, **more) -> set[str]:
    order = {}
    for name, item in MAIL.items():
        raw = item.raw if isinstance(item, SeedMessage) else item
        order[re.search(rb"Message-ID: <([^>]+)>", raw)[1].decode()] = name
    return {order[box.index.entries[number].message_id] for number in box.search(q, **more)}


VISIBLE = set(MAIL) - {"spam", "trash"}

CASES = [
    ("from:bob@example.org", {"bob", "bob_cased"}, {"evil", "prefix"}),
    ("from:BOB@Example.Org", {"bob", "bob_cased"}, {"evil"}),
    ('from:"bob@example.org"', {"bob", "bob_cased"}, {"evil"}),
    ("from:example.org", {"bob", "bobs_sub", "bob_cased"}, {"evil", "prefix"}),
    ("from:@example.org", {"bob", "bobs_sub", "bob_cased"}, {"evil", "prefix"}),
    ("from:mail.example.org", {"bobs_sub"}, {"bob"}),
    ("from:fox", {"bob", "evil"}, {"bob_cased"}),
    ("from:fo", set(), {"bob"}),
    ('from:"bob fox"', {"bob", "evil"}, {"bob_cased"}),
    ('from:"fox bob"', set(), {"bob"}),
    ("from:jopark@gmail.com", {"gmail"}, {"bob"}),
    ("from:j.o.park", {"gmail"}, set()),
    ("from:no-reply", {"bobs_sub", "joined"}, {"bob"}),
    ('from:"no-reply"', {"bobs_sub"}, {"joined"}),
    ("from:élise", {"accent"}, {"bob"}),
    ("from:me", {"bcc", "draft"}, {"bob"}),
    ("from:(fox OR robot)", {"bob", "bobs_sub", "evil"}, {"gmail"}),
    ("from:{robot jo}", {"bobs_sub", "gmail"}, {"bob"}),
    ("from:{bob@example.org eva@example.net}", {"bob", "bob_cased"}, {"bobs_sub", "gmail"}),
    ("from:(bob evil.example)", {"evil"}, {"bob"}),
    ("from: robot", {"bobs_sub"}, {"bob"}),
    ("from:-robot", {"bob"}, {"bobs_sub"}),
    ("from:", VISIBLE, {"spam"}),
    ("to:me", {"bob", "bcc"}, {"cc"}),
    ("to:carol@example.net", {"cc"}, {"bob"}),
    ("to:dave@example.net", {"bcc"}, {"bob"}),
    ("cc:carol", {"cc"}, {"bcc"}),
    ("cc:list@example.net", set(), {"cc"}),
    ("bcc:dave@example.net", {"bcc"}, {"cc"}),
    ("to:me -from:me", {"bob"}, {"bcc", "draft", "cc"}),
    ("deliveredto:ann.lee@work.example", {"list"}, {"bob"}),
    ("list:pears.lists.example", {"list"}, {"bob"}),
    ("list:growers", {"list"}, {"bob"}),
    ("subject:pears", {"bob"}, {"list"}),
    ("subject:pear", set(), {"bob"}),
    ('subject:"quarterly pears"', {"bob"}, set()),
    ('subject:"pears quarterly"', set(), {"bob"}),
    ("subject:(pears quarterly)", {"bob"}, set()),
    ("subject:grüße", {"accent"}, {"bob"}),
    ("subject:GRÜSSE", {"accent"}, {"bob"}),
    ("-subject:pears", {"gmail"}, {"bob"}),
    ("rfc822msgid:bob@x", {"bob"}, {"cased"}),
    ("rfc822msgid:<bob@x>", {"bob"}, set()),
    ("-rfc822msgid:bob@x from:bob@example.org", {"bob_cased"}, {"bob"}),
    ("in:inbox", {"bob", "unread"}, {"bcc", "draft", "starred"}),
    ("in:sent", {"bcc"}, {"draft", "bob"}),
    ("in:drafts", {"draft"}, {"bcc"}),
    ("in:draft", {"draft"}, {"bcc"}),
    ("in:spam", {"spam"}, {"bob", "trash"}),
    ("in:trash", {"trash"}, {"spam"}),
    ("in:anywhere", set(MAIL), set()),
    ("{in:spam in:trash}", {"spam", "trash"}, {"bob"}),
    ("-in:spam", {"bob"}, {"spam", "trash"}),
    ("in:anywhere -in:spam", {"trash", "bob"}, {"spam"}),
    ("label:job-hunt-replies", {"starred"}, {"bob"}),
    ("label:Job-Hunt/Replies", {"starred"}, {"bob"}),
    ("label:none-such", set(), {"bob"}),
    ("is:unread", {"unread"}, {"bob"}),
    ("is:read in:inbox", {"bob"}, {"unread"}),
    ("is:starred", {"starred"}, {"bob"}),
    ("is:important", {"unread"}, {"bob"}),
    ("has:attachment", {"pdf"}, {"picture", "bob"}),
    ("-has:attachment from:files", {"picture"}, {"pdf"}),
    ("has:userlabels", {"starred"}, {"unread"}),
    ("filename:pdf", {"pdf"}, {"bob"}),
    ("filename:cv_eva.pdf", {"pdf"}, {"bob"}),
    ("filename:eva.pdf", set(), {"pdf"}),
    ("after:2025/10/01", {"today"}, {"bob"}),
    ("after:2025-10-01", {"today"}, {"bob"}),
    ("newer:10/1/2025", {"today"}, {"bob"}),
    ("before:2004/04/17", {"old"}, {"bob"}),
    ("older:1082160000", {"old"}, {"bob"}),
    ("after:1759992000", {"today"}, {"bob"}),
    ("after:2004/04/16 before:2004/04/17", {"old"}, {"bob", "today"}),
    ("-after:2025/10/01", {"bob", "old"}, {"today"}),
    ("newer_than:1d", {"today"}, {"bob"}),
    ("newer_than:2m", {"today"}, {"bob"}),
    ("older_than:20y", {"old"}, {"bob"}),
    ("after:nonsense", set(), {"bob"}),
    ("larger:100k", {"big"}, {"bob"}),
    ("size:100000", {"big"}, {"bob"}),
    ("smaller:1M from:bob@example.org subject:pears", {"bob"}, {"big"}),
    ("category:social", {"social"}, {"bob"}),
    ("category:primary", {"bob", "unread"}, {"social", "starred"}),
    ("orchard", {"bob"}, {"gmail"}),
    ("ORCHARD", {"bob"}, {"gmail"}),
    ("orch", set(), {"bob"}),
    ('"is blooming"', {"bob"}, {"gmail"}),
    ('"blooming is"', set(), {"bob"}),
    ("pears orchard", {"bob"}, {"list"}),
    ("carol", {"cc"}, {"bob"}),
    ("+orchard", {"bob"}, {"gmail"}),
    ("-orchard", {"gmail"}, {"bob"}),
    ("subject:pears OR subject:fresh", {"bob", "today"}, {"gmail"}),
    ("in:inbox subject:pears OR subject:fresh", {"bob", "today"}, {"bcc"}),
    ("subject:fresh OR subject:kept is:starred", {"starred"}, {"today"}),
    ("{subject:pears subject:fresh}", {"bob", "today"}, {"gmail"}),
    ("(subject:pears subject:quarterly)", {"bob"}, {"today"}),
    ("-{subject:pears from:robot}", {"gmail"}, {"bob", "bobs_sub"}),
    ("NOT subject:pears", {"gmail"}, {"bob"}),
    ("subject:pears AND from:fox", {"bob"}, {"gmail"}),
    ("{from:robot (subject:pears from:fox)}", {"bob", "bobs_sub"}, {"evil"}),
    ("", VISIBLE, {"spam", "trash"}),
    ("()", VISIBLE, {"spam", "trash"}),
    ("subject:pears)", {"bob"}, {"gmail"}),
    ("(((subject:pears", {"bob"}, {"gmail"}),
    ('"orchard', {"bob"}, {"gmail"}),
    ("- !! ?", VISIBLE, {"spam"}),
]


@pytest.mark.parametrize(("q", "hits", "misses"), CASES, ids=[case[0] or "empty" for case in CASES])
def test_a_query_finds_what_it_names_and_nothing_beside(box, q, hits, misses):
    answer = found(box, q)
    assert hits <= answer
    assert not misses & answer
    if len(hits) < 4 and hits | misses and not q.startswith("-"):
        assert len(answer) < len(MAIL)


def test_spam_and_trash_come_with_include_spam_trash(box):
    assert found(box, "subject:win", include_spam_trash=True) == {"spam"}
    assert found(box, "subject:win") == set()


def test_a_day_begins_at_midnight_pacific_standard_time():
    assert read_day("2024/05/06") == int(dt.datetime(2024, 5, 6, 8, tzinfo=dt.UTC).timestamp() * 1000)
    assert read_day("2024/02/30") is None
    assert read_day("0") is None


@pytest.mark.parametrize(
    ("age", "day"),
    [
        ("1d", "2025-10-08"),
        ("1m", "2025-09-09"),
        ("8m", "2025-02-09"),
        ("1y", "2024-10-09"),
        ("12m", "2024-10-09"),
        ("9999y", "1970-01-01"),
    ],
)
def test_an_age_counts_calendar_months_and_years(age, day):
    moment = read_age(age, NOW)
    assert dt.datetime.fromtimestamp(moment / 1000, dt.UTC).date().isoformat() == day


def test_an_age_from_a_31st_lands_on_a_day_that_exists():
    moment = int(dt.datetime(2024, 3, 31, tzinfo=dt.UTC).timestamp() * 1000)
    assert dt.datetime.fromtimestamp(read_age("1m", moment) / 1000, dt.UTC).date() == dt.date(2024, 2, 29)
    assert read_age("3w", moment) is None


def test_the_clock_moves_what_newer_than_finds():
    now = [NOW]
    box = SimMailbox.from_messages([mail(date="Thu, 09 Oct 2025 08:00:00 +0000")], ["ann@example.com"], clock=lambda: now[0])
    assert len(box.search("newer_than:1d")) == 1
    now[0] += 3 * 86_400_000
    assert len(box.search("newer_than:1d")) == 0


def test_words_look_into_the_newest_bodies_only(monkeypatch):
    monkeypatch.setattr("addon.preview.simulator.search.MAX_BODIES", 2)
    dates = [f"Mon, 06 May 2024 10:0{n}:00 +0000" for n in range(4)]
    box = mailbox(*(mail(message_id=f"{n}@x", date=date, body="quince") for n, date in enumerate(dates)))
    assert len(box.search("quince")) == 2
    assert MAX_BODIES == 5000


@pytest.mark.parametrize("q", ["(" * 60 + "a", "a" * 20_001])
def test_a_query_beyond_all_measure_is_refused(q):
    with pytest.raises(QueryTooLong):
        parse_query(q)


@given(st.text(alphabet='ab:(){}"-+ \n@.ORNTfrom', max_size=80))
@settings(max_examples=300)
def test_any_text_is_a_query(q):
    mailbox(mail()).search(q)


# --- the index against a filter that looks at every message

NAMES = ["bob", "eva", "jo"]
DOMAINS = ["example.org", "mail.example.org", "example.net", "org.example"]
LABELS = ["INBOX", "SENT", "UNREAD", "STARRED", "SPAM", "TRASH", "DRAFT"]

addresses = st.builds(lambda n, d: (n.title(), f"{n}@{d}"), st.sampled_from(NAMES), st.sampled_from(DOMAINS))
items = st.fixed_dictionaries(
    {
        "from": addresses,
        "to": st.lists(addresses, max_size=2),
        "cc": st.lists(addresses, max_size=2),
        "subject": st.lists(st.sampled_from(["pears", "plums", "grüße"]), max_size=3),
        "body": st.lists(st.sampled_from(["orchard", "barn"]), max_size=2),
        "labels": st.sets(st.sampled_from(LABELS), max_size=3),
        "day": st.integers(1, 28),
    }
)
atoms = st.one_of(
    st.sampled_from(NAMES).map(lambda v: ("from", v)),
    st.sampled_from(DOMAINS).map(lambda v: ("from", v)),
    addresses.map(lambda v: ("from", v[1])),
    addresses.map(lambda v: ("to", v[1])),
    st.sampled_from(NAMES).map(lambda v: ("cc", v)),
    st.sampled_from(["pears", "plums", "grüße"]).map(lambda v: ("subject", v)),
    st.sampled_from(["orchard", "barn", "pears", "eva"]).map(lambda v: ("", v)),
    st.sampled_from(["inbox", "sent", "spam", "trash", "draft", "anywhere"]).map(lambda v: ("in", v)),
    st.sampled_from(["unread", "read", "starred"]).map(lambda v: ("is", v)),
    st.integers(1, 28).map(lambda v: ("after", f"2024/05/{v:02d}")),
    st.integers(1, 28).map(lambda v: ("before", f"2024/05/{v:02d}")),
)
trees = st.recursive(
    atoms.map(lambda a: ("atom", a)),
    lambda inner: st.one_of(
        inner.map(lambda node: ("not", node)),
        st.lists(inner, min_size=1, max_size=3).map(lambda nodes: ("and", nodes)),
        st.lists(inner, min_size=1, max_size=3).map(lambda nodes: ("or", nodes)),
    ),
    max_leaves=6,
)


def spell(tree) -> str:
    kind, value = tree
    if kind == "atom":
        return f"{value[0]}:{value[1]}" if value[0] else value[1]
    if kind == "not":
        return "-(" + spell(value) + ")"
    inner = " ".join(spell(node) for node in value)
    return f"({inner})" if kind == "and" else "{" + inner + "}"


def holds(tree, item) -> bool:
    kind, value = tree
    if kind == "not":
        return not holds(value, item)
    if kind in {"and", "or"}:
        return (all if kind == "and" else any)(holds(node, item) for node in value)
    return holds_atom(*value, item)


def names(person, value) -> bool:
    name, spec = person
    domain = spec.split("@")[1]
    if "@" in value:
        return spec == value
    if "." in value:
        return domain == value or domain.endswith("." + value)
    return value in {name.lower(), *re.split(r"[@.]", spec)}


def holds_atom(key, value, item) -> bool:
    everyone = [item["from"], *item["to"], *item["cc"]]
    if key == "from":
        return names(item["from"], value)
    if key == "to":
        return any(names(person, value) for person in item["to"] + item["cc"])
    if key == "cc":
        return any(names(person, value) for person in item["cc"])
    if key == "subject":
        return value in item["subject"]
    if key == "":
        return value in item["subject"] + item["body"] or any(names(person, value) for person in everyone)
    if key == "in":
        return value == "anywhere" or value.upper() in item["labels"]
    if key == "is":
        return ("UNREAD" not in item["labels"]) if value == "read" else value.upper() in item["labels"]
    day = int(value[-2:])
    return item["day"] >= day if key == "after" else item["day"] < day


def lifts(tree, label) -> bool:
    kind, value = tree
    if kind == "atom":
        return value in {("in", label.lower()), ("in", "anywhere")}
    return kind != "not" and any(lifts(node, label) for node in value)


@given(st.lists(items, max_size=12), trees)
@settings(max_examples=300)
def test_the_index_finds_what_a_look_at_every_message_finds(population, tree):
    seeds = []
    for number, item in enumerate(population):
        people = {key: ", ".join(f"{name} <{spec}>" for name, spec in item[key]) for key in ("to", "cc")}
        raw = mail(
            sender="{} <{}>".format(*item["from"]),
            to=people["to"],
            extra=f"Cc: {people['cc']}",
            subject=" ".join(item["subject"]),
            body=" ".join(item["body"]) + ".",
            message_id=f"{number}@x",
            date=f"{item['day']:02d} May 2024 12:00:00 +0000",
        )
        seeds.append(SeedMessage(raw, tuple(item["labels"])))
    box = mailbox(*seeds)
    expected = {
        f"{number}@x"
        for number, item in enumerate(population)
        if holds(tree, item) and all(label not in item["labels"] or lifts(tree, label) for label in ("SPAM", "TRASH"))
    }
    assert {box.index.entries[number].message_id for number in box.search(spell(tree))} == expected
