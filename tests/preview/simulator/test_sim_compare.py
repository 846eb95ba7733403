"""Our answers to the corpus's queries beside those of two doubles that others wrote.

Each known difference is listed with its reason; an unlisted one fails, and so does a listed one that has gone away.
Google's documented operators decide who is right (https://support.google.com/mail/answer/7190). docs/simulator.md holds the same
reasons, word for word.
"""

from __future__ import annotations

import json
import pathlib
import urllib.parse
import urllib.request
from dataclasses import dataclass

import backlot
import pytest
from sim_corpus import CORPUS, OWNER, QUERIES, as_backlot, ours

DOCS = pathlib.Path(__file__).resolve().parents[3] / "docs" / "simulator.md"
RECORDED = pathlib.Path(__file__).with_name("emulate-0.11.2.json")


@dataclass(frozen=True)
class Difference:
    """Why the double answers these queries otherwise."""

    why: str
    queries: str


BACKLOT = [
    Difference(
        "backlot does not leave Spam and Trash out; Google's reference for messages.list says they are: ours is right.",
        """from:-bob
        from:
        -from:bob@example.org
        to:me
        -subject:pears
        -in:inbox
        -label:inbox
        -has:attachment
        -after:2025/01/01
        orchard
        ORCHARD
        -(from:bob@example.org subject:plums)
        NOT from:bob@example.org""",
    ),
    Difference(
        "backlot knows neither OR nor braces; Google documents both: ours is right.",
        """from:{bob@example.org carol@example.net}
        from:(bob OR carol)
        subject:pears OR subject:plums
        {subject:pears subject:plums}
        -{from:bob@example.org from:carol@example.net}
        from:me OR from:carol@example.net""",
    ),
    Difference(
        "backlot does not know rfc822msgid:, is:, filename:, larger:, smaller: and category:; "
        "Google documents them: ours is right.",
        """rfc822msgid:pears@corpus.example
        rfc822msgid:<pears@corpus.example>
        -rfc822msgid:pears@corpus.example from:bob@example.org
        is:unread
        is:read
        is:starred
        is:important
        in:inbox is:unread from:bob@example.org
        filename:pdf
        filename:resume.pdf
        larger:1
        smaller:10M
        category:updates
        category:primary""",
    ),
    Difference(
        "backlot finds a subject by any piece of a word; Gmail searches whole words: ours is right.",
        "subject:pear",
    ),
    Difference(
        "backlot drops the minus before a bare word; Google documents it: ours is right.",
        "plums -orchard",
    ),
    Difference(
        "backlot begins a day at midnight UTC; Google's guide to filtering says Pacific Standard Time: ours is right.",
        """before:2024/05/01
        after:2024/05/01 before:2024/05/02""",
    ),
    Difference(
        "backlot reads a domain as words in a row, so example.org also finds example.org.evil.example; Google documents neither "
        "reading, and backlot says that it measured its own: undecided, so check addresses after every search.",
        """from:example.org
        from:@example.org""",
    ),
]

EMULATE = [
    Difference(
        "emulate looks for pieces of text, also inside longer words and addresses; Gmail compares whole words "
        "and addresses: ours is right.",
        """from:bob@example.org
        from:BOB@EXAMPLE.ORG
        from:bob
        from:bo
        from:example.org
        from:@example.org
        from:no-reply
        subject:pear
        orch""",
    ),
    Difference(
        "emulate takes quotation marks after an operator as part of the value; Google documents quotes: ours is right.",
        """from:"bob@example.org"
        from:"no-reply"
        subject:"quarterly pears"
        in:sent to:"bob@example.org\"""",
    ),
    Difference(
        "emulate does not know me; Google documents from:me and to:me: ours is right.",
        """from:me
        to:me
        from:me to:bob@example.org""",
    ),
    Difference(
        "emulate knows neither OR, braces nor brackets; Google documents them: ours is right.",
        """from:{bob@example.org carol@example.net}
        from:(bob OR carol)
        subject:pears OR subject:plums
        {subject:pears subject:plums}
        from:me OR from:carol@example.net""",
    ),
    Difference(
        "emulate negates label: alone; Google documents the minus for every term: ours is right.",
        """from:-bob
        -from:bob@example.org
        -subject:pears
        -rfc822msgid:pears@corpus.example from:bob@example.org
        -in:inbox
        -has:attachment
        -after:2025/01/01
        plums -orchard
        -(from:bob@example.org subject:plums)
        -{from:bob@example.org from:carol@example.net}
        NOT from:bob@example.org
        from:bob@example.org -subject:re""",
    ),
    Difference(
        "emulate looks into To alone and has no cc: or bcc:; Google documents both, and to: finds Cc and Bcc too: ours is right.",
        """to:dave@example.net
        cc:me
        cc:ann@example.com
        bcc:dave@example.net""",
    ),
    Difference(
        "emulate drops an operator with a space after its colon and searches the word everywhere; backlot, which says it "
        "measured this on Gmail, reads the word as the operator's value: ours follows backlot.",
        "from: carol",
    ),
    Difference(
        "emulate does not decode an encoded Subject before searching it: ours is right.",
        """subject:grüße
        subject:köln""",
    ),
    Difference(
        "emulate cuts rfc822msgid: one character short, so it never finds anything; Google documents it: ours is right.",
        """rfc822msgid:pears@corpus.example
        rfc822msgid:<pears@corpus.example>""",
    ),
    Difference(
        "emulate leaves Spam and Trash out even when in:spam, in:trash or in:anywhere asks for them; "
        "Google documents these: ours is right.",
        """in:spam
        in:trash
        in:anywhere""",
    ),
    Difference(
        "emulate does not know filename:, larger:, smaller:, category: and older:; Google documents them: ours is right.",
        """filename:pdf
        filename:resume.pdf
        larger:1
        smaller:10M
        category:updates
        category:primary
        older:2005/01/01""",
    ),
    Difference(
        "emulate begins a day at midnight UTC; Google's guide to filtering says Pacific Standard Time: ours is right.",
        """before:2024/05/01
        after:2024/05/01 before:2024/05/02""",
    ),
]


def listed(table: list[Difference]) -> list[str]:
    return [line.strip() for difference in table for line in difference.queries.splitlines()]


@pytest.fixture(scope="module")
def theirs():
    """Backlot's answers: query -> slugs. Its telemetry is off."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BACKLOT_TELEMETRY", "0")
        patch.setenv("DO_NOT_TRACK", "1")
        with backlot.serve(as_backlot(), telemetry=False) as server:
            yield ask_backlot(server.base_url)


def ask_backlot(base: str) -> dict[str, list[str]]:
    def fetch(path: str, token: str = "") -> dict:
        request = urllib.request.Request(f"{base}/{path}", headers={"Authorization": f"Bearer {token}"} if token else {})  # noqa: S310 - backlot on this machine
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - the same
            return json.load(answer)

    token = next(user["token"] for user in fetch("_meta/users")["users"] if user["email"] == OWNER)
    root = "gmail/v1/users/me/messages"
    slugs = {}
    for item in fetch(f"{root}?maxResults=500", token)["messages"]:
        headers = fetch(f"{root}/{item['id']}?format=metadata", token)["payload"]["headers"]
        message_id = next(header["value"] for header in headers if header["name"] == "Message-ID")
        slugs[item["id"]] = message_id.strip("<>").partition("@")[0]
    assert len(slugs) == len(CORPUS)
    answers = {}
    for q in QUERIES:
        found = fetch(f"{root}?maxResults=500&q={urllib.parse.quote(q)}", token).get("messages", [])
        answers[q] = sorted(slugs[item["id"]] for item in found)
    return answers


def test_there_are_enough_queries_and_each_only_once():
    assert len(QUERIES) == len(set(QUERIES)) >= 60


def test_backlot_differs_in_what_is_listed_and_nothing_else(theirs):
    mine = ours()
    assert sorted(q for q in QUERIES if mine[q] != theirs[q]) == sorted(listed(BACKLOT))


def test_the_recording_of_emulate_differs_in_what_is_listed_and_nothing_else():
    mine, recorded = ours(), json.loads(RECORDED.read_text(encoding="utf-8"))
    assert recorded.keys() == set(QUERIES)
    assert sorted(q for q in QUERIES if mine[q] != recorded[q]) == sorted(listed(EMULATE))


@pytest.mark.parametrize("difference", BACKLOT + EMULATE, ids=lambda each: each.queries.splitlines()[0])
def test_every_difference_is_explained_in_the_documentation(difference):
    text = " ".join(DOCS.read_text(encoding="utf-8").split())
    assert difference.why in text


@pytest.mark.parametrize("table", [BACKLOT, EMULATE])
def test_the_documentation_counts_the_differences_rightly(table):
    same, other = len(QUERIES) - len(listed(table)), len(listed(table))
    assert f"| {same} of {len(QUERIES)} | {other}, all explained below |" in DOCS.read_text(encoding="utf-8")


def test_our_answers_are_not_all_alike():
    answers = {tuple(found) for found in ours().values()}
    assert len(answers) > 25
