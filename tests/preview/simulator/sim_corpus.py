"""One invented mailbox and the queries put to our simulator and to two doubles that others wrote (docs/simulator.md)."""

from __future__ import annotations

import base64
import datetime as dt
from email.message import EmailMessage
from email.utils import format_datetime

from addon.preview.simulator import SeedMessage, SimMailbox

OWNER = "ann@example.com"
NOW_ISO = "2025-10-09T09:00:00Z"


def _item(slug: str, sender: str, **more) -> dict:
    base = {
        "to": "Ann Lee <ann@example.com>",
        "cc": "",
        "bcc": "",
        "subject": f"About {slug}",
        "text": "Good morning.",
        "labels": ["INBOX"],
    }
    return {"slug": slug, "from": sender, "date": "2024-05-06T12:00:00Z", **base, **more}


CORPUS = [
    _item("pears", "Bob Fox <bob@example.org>", subject="Quarterly pears", text="The orchard is blooming early this year."),
    _item(
        "plums",
        "Bob Fox <bob@example.org>",
        subject="Plums",
        text="No orchard news.",
        date="2024-06-01T12:00:00Z",
        labels=["INBOX", "UNREAD"],
    ),
    _item("robot", "robot@mail.example.org", subject="Nightly notice", text="Backup done."),
    _item("hyphen", "no-reply@example.net", subject="Your receipt", text="Paid in full."),
    _item("joined", "noreply@shop.example", subject="Delivered", text="At your door."),
    _item("evil", "bob@example.org.evil.example", subject="Urgent", text="Click now."),
    _item("lookalike", "notbob@notexample.org", subject="Hi", text="Guess who."),
    _item(
        "carol",
        "carol@example.net",
        to="list@example.net",
        cc="Ann Lee <ann@example.com>",
        subject="Minutes",
        text="See the agenda.",
    ),
    _item(
        "sent",
        "Ann Lee <ann@example.com>",
        to="bob@example.org",
        subject="Re: Quarterly pears",
        text="Lovely to hear.",
        labels=["SENT"],
    ),
    _item(
        "sent_bcc",
        "Ann Lee <ann@example.com>",
        to="carol@example.net",
        bcc="dave@example.net",
        subject="Picnic",
        text="Bring plums.",
        labels=["SENT"],
    ),
    _item("german", "eva.mueller@example.de", subject="Grüße aus Köln", text="Schöne Tage am Rhein."),
    _item(
        "file",
        "dina@example.net",
        subject="Application",
        text="My resume is attached.",
        file="resume.pdf",
        labels=["INBOX", "IMPORTANT"],
    ),
    _item("old", "gus@example.net", subject="Long ago", text="Remember me.", date="2004-04-16T12:00:00Z"),
    _item("midnight", "hana@example.net", subject="Late", text="It is late.", date="2024-05-01T02:00:00Z"),
    _item("starred", "ivo@example.net", subject="Keep this", text="Worth keeping.", labels=["INBOX", "STARRED"]),
    _item("archived", "jana@example.net", subject="Filed away", text="Nothing to do.", labels=["CATEGORY_UPDATES"]),
    _item("spam", "win@lucky.example", subject="You win", text="A prize orchard.", labels=["SPAM"]),
    _item("trash", "kim@example.net", subject="Thrown out", text="Old orchard.", labels=["TRASH"]),
    _item("number", "lena@example.net", subject="Invoice 4711", text="Amount due 12.50."),
    _item("recent", "mira@example.net", subject="Fresh", text="Just now.", date="2025-10-08T12:00:00Z"),
]

QUERIES = """
from:bob@example.org
from:BOB@EXAMPLE.ORG
from:"bob@example.org"
from:bob
from:bo
from:example.org
from:@example.org
from:mail.example.org
from:org.example
from:no-reply
from:"no-reply"
from:me
from:nobody@example.org
from:{bob@example.org carol@example.net}
from:(bob OR carol)
from: carol
from:-bob
from:
-from:bob@example.org
to:me
to:bob@example.org
to:carol
to:dave@example.net
to:list@example.net
cc:me
cc:ann@example.com
cc:list@example.net
bcc:dave@example.net
from:me to:bob@example.org
subject:pears
subject:pear
subject:"quarterly pears"
subject:quarterly
subject:grüße
subject:köln
subject:4711
-subject:pears
rfc822msgid:pears@corpus.example
rfc822msgid:<pears@corpus.example>
-rfc822msgid:pears@corpus.example from:bob@example.org
in:inbox
in:sent
in:drafts
in:spam
in:trash
in:anywhere
-in:inbox
label:inbox
label:starred
-label:inbox
is:unread
is:read
is:starred
is:important
has:attachment
-has:attachment
filename:pdf
filename:resume.pdf
after:2025/01/01
after:2024-06-01
before:2004/12/31
before:2024/05/01
after:2024/05/01 before:2024/05/02
after:1735689600
older:2005/01/01
-after:2025/01/01
larger:1
smaller:10M
category:updates
category:primary
orchard
ORCHARD
orch
"orchard is blooming"
"blooming orchard"
orchard plums
plums -orchard
rhein
4711
subject:pears OR subject:plums
{subject:pears subject:plums}
(from:bob@example.org subject:plums)
-(from:bob@example.org subject:plums)
-{from:bob@example.org from:carol@example.net}
NOT from:bob@example.org
from:bob@example.org -subject:re
from:me OR from:carol@example.net
in:inbox is:unread from:bob@example.org
in:sent to:"bob@example.org"
""".strip().splitlines()


def as_raw(item: dict) -> bytes:
    """An item as RFC 5322 bytes."""
    mail = EmailMessage()
    for name in ("from", "to", "cc", "bcc", "subject"):
        if item[name]:
            mail[name.title()] = item[name]
    mail["Date"] = format_datetime(dt.datetime.fromisoformat(item["date"]))
    mail["Message-ID"] = f"<{item['slug']}@corpus.example>"
    mail.set_content(item["text"])
    if item.get("file"):
        mail.add_attachment(b"invented resume", maintype="application", subtype="pdf", filename=item["file"])
    return mail.as_bytes()


def as_mailbox() -> SimMailbox:
    """The corpus in our simulator."""
    now = int(dt.datetime.fromisoformat(NOW_ISO).timestamp() * 1000)
    seeds = [SeedMessage(as_raw(item), tuple(item["labels"])) for item in CORPUS]
    return SimMailbox.from_messages(seeds, [f"Ann Lee <{OWNER}>"], clock=lambda: now)


def ours() -> dict[str, list[str]]:
    """Our answers: query -> slugs in alphabetical order."""
    box = as_mailbox()
    entries = box.index.entries
    return {q: sorted(entries[n].message_id.partition("@")[0] for n in box.search(q)) for q in QUERIES}


def as_backlot() -> list[dict]:
    """The corpus as backlot's records."""
    records = []
    for item in CORPUS:
        name, _, spec = item["from"].rpartition("<")
        record = {
            "source_type": "gmail",
            "mailbox": OWNER,
            "title": item["subject"],
            "content": item["text"],
            "author_email": spec.strip("<> "),
            "author_name": name.strip() or spec,
            "readers": [f"user:{OWNER}"],
            "label_ids": item["labels"],
            "created": item["date"],
            "message_id": f"<{item['slug']}@corpus.example>",
        }
        record |= {key: item[key] for key in ("to", "cc", "bcc") if item[key]}
        if item.get("file"):
            record["attachments"] = [{"filename": item["file"], "mime": "application/pdf", "content": "invented resume"}]
        records.append(record)
    return records


def as_emulate() -> dict:
    """The corpus as a seed file of npm's emulate."""
    messages = [
        {
            "id": item["slug"],
            "user_email": OWNER,
            "raw": base64.urlsafe_b64encode(as_raw(item)).decode().rstrip("="),
            "label_ids": item["labels"],
            "date": item["date"],
        }
        for item in CORPUS
    ]
    return {"google": {"users": [{"email": OWNER, "name": "Ann Lee"}], "messages": messages}}
