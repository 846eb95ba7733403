"""The API as google-api-python-client sees it; every answer fits the closed schema of the discovery document (conftest)."""

from __future__ import annotations

import base64
import json

import pytest
from conftest import CHECKED
from fastjsonschema import JsonSchemaException
from googleapiclient.errors import HttpError
from sim_double import NOW, discovery, mail, mailbox, simulate
from sim_schema import methods, validator

from addon.preview.simulator import SeedMessage
from addon.preview.simulator.fieldmask import KNOWN
from addon.preview.simulator.methods import METHODS

PDF = base64.b64encode(b"%PDF-1.4 invented").decode()
WITH_FILE = f"""From: =?utf-8?Q?M=C3=BCller=2C_Eva?= <eva@example.org>
To: Ann Lee <ann@example.com>
Subject: =?utf-8?B?QmV3ZXJidW5nIGFscyBLw7ZjaGlu?=
Date: Tue, 07 May 2024 09:30:00 +0200
Message-ID: <file@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="out"

--out
Content-Type: multipart/alternative; boundary="in"

--in
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Gr=FC=DFe & <bye>

--in
Content-Type: text/html; charset=utf-8

<p>Gr\u00fc\u00dfe</p>

--in--
--out
Content-Type: application/pdf; name="cv.pdf"
Content-Disposition: attachment; filename*=utf-8''Lebenslauf%20M%C3%BCller.pdf
Content-Transfer-Encoding: base64

{PDF}

--out--
""".encode()


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


def status_of(request) -> tuple[int, str]:
    with pytest.raises(HttpError) as caught:
        request.execute()
    error = json.loads(caught.value.content)["error"]
    assert error["code"] == caught.value.resp.status
    return error["code"], error["message"]


def ids(answer, kind="messages") -> list[str]:
    return [item["id"] for item in answer.get(kind, [])]


def test_every_served_method_is_googles_with_its_path_parameters_and_scopes():
    known = {name: (verb, entry) for name, verb, _, _, entry in methods()}
    for name, method in METHODS.items():
        verb, entry = known[name]
        assert (verb, entry["path"]) == (method.http, "gmail/v1/users/{userId}/" + "/".join(method.path)), name
        query = {key for key, value in entry["parameters"].items() if value["location"] == "query"}
        assert query == method.parameters, name
        assert set(entry["scopes"]) == method.scopes, name


def test_the_field_mask_knows_only_names_google_answers_with():
    names = {name for schema in discovery()["schemas"].values() for name in schema.get("properties", {})}
    assert names >= KNOWN - {"fields"}


def test_the_schema_check_refuses_an_unknown_field():
    with pytest.raises(JsonSchemaException):
        validator("Profile")({"emailAddress": "ann@example.com", "extra": 1})


def test_profile_counts_messages_and_threads(gmail):
    box = mailbox(mail(message_id="a@x"), mail(message_id="b@x", extra="References: <a@x>"), mail(message_id="c@x"))
    profile = gmail(box).getProfile(userId="me").execute()
    assert (profile["emailAddress"], profile["messagesTotal"], profile["threadsTotal"]) == ("ann@example.com", 3, 2)


def test_listing_is_newest_first_and_pages_meet_every_message_once(gmail):
    box = mailbox(*(mail(date=f"Mon, 06 May 2024 10:{n:02d}:00 +0000", message_id=f"{n}@x") for n in range(25)))
    users, found, token = gmail(box), [], None
    while True:
        page = users.messages().list(userId="me", maxResults=10, pageToken=token).execute()
        found += ids(page)
        token = page.get("nextPageToken")
        if token is None:
            break
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 25


def test_mail_that_arrives_between_two_pages_shifts_nothing(gmail):
    box = mailbox(*(mail(date=f"Mon, 06 May 2024 10:{n:02d}:00 +0000", message_id=f"{n}@x") for n in range(6)))
    users = gmail(box)
    first = users.messages().list(userId="me", maxResults=3).execute()
    box.add(mail(subject="new"), ["INBOX"])
    second = users.messages().list(userId="me", maxResults=3, pageToken=first["nextPageToken"]).execute()
    assert len(set(ids(first) + ids(second))) == 6
    assert "nextPageToken" not in second


def test_no_match_leaves_the_list_out(gmail):
    assert gmail(mailbox(mail())).messages().list(userId="me", q="from:nobody").execute() == {"resultSizeEstimate": 0}


def test_more_than_500_results_are_cut_to_500(gmail):
    box = mailbox(*(mail(message_id=f"{n}@x") for n in range(510)))
    page = gmail(box).messages().list(userId="me", maxResults=900).execute()
    assert len(page["messages"]) == 500
    assert page["resultSizeEstimate"] == 201


def test_spam_and_trash_are_left_out_unless_asked_for(gmail):
    box = mailbox(
        SeedMessage(mail(message_id="a@x"), ("INBOX",)),
        SeedMessage(mail(message_id="b@x"), ("SPAM",)),
        SeedMessage(mail(message_id="c@x"), ("TRASH",)),
    )
    listing = gmail(box).messages().list
    assert len(ids(listing(userId="me").execute())) == 1
    assert len(ids(listing(userId="me", includeSpamTrash=True).execute())) == 3
    assert len(ids(listing(userId="me", labelIds=["SPAM"]).execute())) == 1


def test_label_ids_must_all_be_there(gmail):
    box = mailbox(SeedMessage(mail(message_id="a@x"), ("INBOX", "UNREAD")), SeedMessage(mail(message_id="b@x"), ("INBOX",)))
    listing = gmail(box).messages().list
    assert len(ids(listing(userId="me", labelIds=["INBOX", "UNREAD"]).execute())) == 1
    assert len(ids(listing(userId="me", labelIds=["INBOX"]).execute())) == 2


def test_a_full_message_shows_gmails_part_tree(gmail):
    users = gmail(mailbox(WITH_FILE))
    [gmail_id] = ids(users.messages().list(userId="me").execute())
    message = users.messages().get(userId="me", id=gmail_id).execute()
    assert message["internalDate"] == "1715067000000"
    assert int(gmail_id, 16) >> 20 == 1715067000000
    assert message["snippet"] == "Gr\u00fc\u00dfe &amp; &lt;bye&gt;"
    payload = message["payload"]
    headers = {header["name"]: header["value"] for header in payload["headers"]}
    assert headers["From"] == '"M\u00fcller, Eva" <eva@example.org>'
    assert headers["Subject"] == "Bewerbung als K\u00f6chin"
    assert [(part["partId"], part["mimeType"]) for part in payload["parts"]] == [
        ("0", "multipart/alternative"),
        ("1", "application/pdf"),
    ]
    text = payload["parts"][0]["parts"][0]
    assert text["partId"] == "0.0"
    assert base64.urlsafe_b64decode(text["body"]["data"]).decode() == "Gr\u00fc\u00dfe & <bye>\n"
    attached = payload["parts"][1]
    assert attached["filename"] == "Lebenslauf M\u00fcller.pdf"
    got = users.messages().attachments().get(userId="me", messageId=gmail_id, id=attached["body"]["attachmentId"]).execute()
    assert base64.urlsafe_b64decode(got["data"]) == b"%PDF-1.4 invented"
    assert got["size"] == attached["body"]["size"]


def test_formats_show_what_gmail_shows(gmail):
    users = gmail(mailbox(WITH_FILE))
    [gmail_id] = ids(users.messages().list(userId="me").execute())
    get = users.messages().get
    assert "payload" not in get(userId="me", id=gmail_id, format="minimal").execute()
    assert base64.urlsafe_b64decode(get(userId="me", id=gmail_id, format="raw").execute()["raw"]) == WITH_FILE
    meta = get(userId="me", id=gmail_id, format="metadata", metadataHeaders=["to", "Subject"]).execute()["payload"]
    assert meta.keys() == {"mimeType", "headers"}
    assert [header["name"] for header in meta["headers"]] == ["To", "Subject"]


def test_a_forwarded_message_shows_its_inner_parts(gmail):
    raw = b"From: a@example.org\nTo: ann@example.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nsee below\n"
    raw += b"--b\nContent-Type: message/rfc822; name=x.eml\n\nFrom: c@example.net\nSubject: inner\n\nhi\n--b--\n"
    users = gmail(mailbox(raw))
    [gmail_id] = ids(users.messages().list(userId="me").execute())
    inner = users.messages().get(userId="me", id=gmail_id).execute()["payload"]["parts"][1]
    assert inner["body"]["attachmentId"]
    assert inner["parts"][0]["partId"] == "1.0"
    assert {"name": "Subject", "value": "inner"} in inner["parts"][0]["headers"]


@pytest.mark.parametrize(
    ("mask", "keys"),
    [
        ("id", {"id"}),
        ("id,payload/headers", {"id", "payload"}),
        ("payload(mimeType,parts/partId),threadId", {"payload", "threadId"}),
        ("*", {"id", "threadId", "labelIds", "snippet", "sizeEstimate", "historyId", "internalDate", "payload"}),
        ("*/parts/parts/partId", {"payload"}),
    ],
)
def test_fields_keep_what_they_name(gmail, mask, keys):
    users = gmail(mailbox(WITH_FILE))
    [gmail_id] = ids(users.messages().list(userId="me").execute())
    assert users.messages().get(userId="me", id=gmail_id, fields=mask).execute().keys() == keys


def test_fields_reach_into_lists_and_brackets(gmail):
    users = gmail(mailbox(WITH_FILE))
    [gmail_id] = ids(users.messages().list(userId="me", fields="messages/id").execute())
    message = users.messages().get(userId="me", id=gmail_id, fields="payload(parts(filename,body/size))").execute()
    assert message["payload"]["parts"][1] == {"filename": "Lebenslauf M\u00fcller.pdf", "body": {"size": 17}}
    assert message["payload"]["parts"][0].keys() == {"filename", "body"}


@pytest.mark.parametrize("mask", ["nonsense", "payload(", "payload)", "id,,threadId", "/id", "(" * 3000])
def test_a_mask_that_does_not_parse_is_400(gmail, mask):
    users = gmail(mailbox(mail()))
    assert status_of(users.messages().list(userId="me", fields=mask))[0] == 400


def test_bad_and_missing_ids_are_told_apart(gmail):
    users = gmail(mailbox(mail()))
    get = users.messages().get
    assert status_of(get(userId="me", id="msg-f:1234")) == (400, "Invalid id value")
    assert status_of(get(userId="me", id="8000000000000000")) == (400, "Invalid id value")
    assert status_of(get(userId="me", id="18f4ceab00abcdef")) == (404, "Requested entity was not found.")
    assert status_of(users.threads().get(userId="me", id="zz"))[0] == 400
    assert status_of(users.threads().get(userId="me", id="1f"))[0] == 404


def test_an_id_in_capitals_or_with_leading_zeros_is_the_same_id(gmail):
    users = gmail(mailbox(mail()))
    [gmail_id] = ids(users.messages().list(userId="me").execute())
    assert users.messages().get(userId="me", id="00" + gmail_id.upper()).execute()["id"] == gmail_id


@pytest.mark.parametrize("parameters", [{"pageToken": "12"}, {"pageToken": "1-2-3"}, {"maxResults": 0}])
def test_bad_paging_is_400(gmail, parameters):
    assert status_of(gmail(mailbox(mail())).messages().list(userId="me", **parameters))[0] == 400


def test_an_unknown_parameter_or_path_is_refused():
    simulator = simulate(mailbox(mail()))
    headers = {"Authorization": "Bearer token"}
    assert simulator.handle("GET", "/gmail/v1/users/me/messages?maxResult=3", headers).status == 400
    assert simulator.handle("GET", "/gmail/v1/users/me/nothing", headers).status == 404
    assert simulator.handle("GET", "/", headers).status == 404
    assert simulator.handle("DELETE", "/gmail/v1/users/me/profile", headers).status == 404


def test_no_token_and_a_wrong_token_are_401_in_googles_words():
    simulator = simulate(mailbox(mail()))
    for headers in ({}, {"Authorization": "Bearer other"}, {"Authorization": "Basic token"}):
        answer = simulator.handle("GET", "/gmail/v1/users/me/profile", headers)
        error = json.loads(answer.body)["error"]
        assert (answer.status, error["status"], error["errors"][0]["reason"]) == (401, "UNAUTHENTICATED", "authError")
        assert "WWW-Authenticate" in answer.headers


def test_another_users_mailbox_is_refused(gmail):
    users = gmail(mailbox(mail()))
    assert users.getProfile(userId="ANN@example.com").execute()["emailAddress"] == "ann@example.com"
    assert status_of(users.getProfile(userId="bob@example.org")) == (403, "Delegation denied for ann@example.com")


def test_modify_changes_labels_and_history_tells(gmail):
    users = gmail(mailbox(SeedMessage(mail(), ("INBOX", "UNREAD"))))
    [gmail_id] = ids(users.messages().list(userId="me").execute())
    start = users.getProfile(userId="me").execute()["historyId"]
    label = users.labels().create(userId="me", body={"name": "Resume blasts"}).execute()
    body = {"addLabelIds": [label["id"]], "removeLabelIds": ["INBOX"]}
    changed = users.messages().modify(userId="me", id=gmail_id, body=body).execute()
    assert set(changed["labelIds"]) == {"UNREAD", label["id"]}
    history = users.history().list(userId="me", startHistoryId=start).execute()
    assert [sorted(record.keys() - {"id", "messages"}) for record in history["history"]] == [["labelsAdded"], ["labelsRemoved"]]
    only = users.history().list(userId="me", startHistoryId=start, historyTypes=["labelRemoved"]).execute()
    assert only["history"][0]["labelsRemoved"][0]["labelIds"] == ["INBOX"]
    assert "history" not in users.history().list(userId="me", startHistoryId=history["historyId"]).execute()
    assert ids(users.messages().list(userId="me", q="label:resume-blasts").execute()) == [gmail_id]


def test_modify_refuses_labels_that_are_not_there_or_may_not_be_set(gmail):
    users = gmail(mailbox(mail()))
    [gmail_id] = ids(users.messages().list(userId="me").execute())
    for body in ({"addLabelIds": ["Label_9"]}, {"addLabelIds": ["SENT"]}, {}, {"addLabelIds": "INBOX"}):
        assert status_of(users.messages().modify(userId="me", id=gmail_id, body=body))[0] == 400


def test_trash_and_untrash(gmail):
    users = gmail(mailbox(mail()))
    [gmail_id] = ids(users.messages().list(userId="me").execute())
    assert users.messages().trash(userId="me", id=gmail_id).execute()["labelIds"] == ["TRASH"]
    assert not ids(users.messages().list(userId="me").execute())
    assert "labelIds" not in users.messages().untrash(userId="me", id=gmail_id).execute()
    assert ids(users.messages().list(userId="me").execute()) == [gmail_id]


def test_batch_modify_answers_nothing_and_changes_all(gmail):
    users = gmail(mailbox(*(mail(message_id=f"{n}@x") for n in range(3))))
    found = ids(users.messages().list(userId="me").execute())
    assert not users.messages().batchModify(userId="me", body={"ids": found, "addLabelIds": ["STARRED"]}).execute()
    assert set(ids(users.messages().list(userId="me", q="is:starred").execute())) == set(found)
    too_many = {"ids": ["1f"] * 1001, "addLabelIds": ["STARRED"]}
    assert status_of(users.messages().batchModify(userId="me", body=too_many))[0] == 400


def test_history_pages_and_expires(gmail):
    box = mailbox(mail())
    users = gmail(box)
    start = users.getProfile(userId="me").execute()["historyId"]
    added = [box.add(mail(message_id=f"{n}@y"), ["INBOX"]) for n in range(5)]
    first = users.history().list(userId="me", startHistoryId=start, maxResults=3).execute()
    second = users.history().list(userId="me", startHistoryId=start, maxResults=3, pageToken=first["nextPageToken"]).execute()
    seen = [record["messagesAdded"][0]["message"]["id"] for page in (first, second) for record in page["history"]]
    assert seen == added
    box.expire_history()
    assert status_of(users.history().list(userId="me", startHistoryId=start)) == (404, "Requested entity was not found.")
    assert status_of(users.history().list(userId="me", startHistoryId="abc"))[0] == 400


def test_threads_gather_linked_messages_oldest_first(gmail):
    box = mailbox(
        mail(message_id="a@x", subject="Plan", date="Mon, 06 May 2024 10:00:00 +0000"),
        mail(message_id="c@x", subject="Plan", extra="In-Reply-To: <b@x>", date="Mon, 06 May 2024 12:00:00 +0000"),
        mail(message_id="b@x", subject="Re: Plan", extra="References: <a@x>", date="Mon, 06 May 2024 11:00:00 +0000"),
        mail(message_id="z@x", subject="Plan", date="Mon, 06 May 2024 13:00:00 +0000"),
    )
    users = gmail(box)
    threads = users.threads().list(userId="me").execute()["threads"]
    assert len(threads) == 2
    thread = users.threads().get(userId="me", id=threads[1]["id"], format="metadata").execute()
    assert len(thread["messages"]) == 3
    assert thread["messages"][0]["id"] == thread["id"]
    assert "snippet" not in thread
    found = users.threads().list(userId="me", q="subject:re").execute()
    assert ids(found, "threads") == [thread["id"]]
    users.threads().modify(userId="me", id=thread["id"], body={"addLabelIds": ["STARRED"]}).execute()
    assert len(ids(users.messages().list(userId="me", q="is:starred").execute())) == 3
    users.threads().trash(userId="me", id=thread["id"]).execute()
    users.threads().untrash(userId="me", id=thread["id"]).execute()


def test_labels_are_made_renamed_counted_and_deleted(gmail):
    box = mailbox(SeedMessage(mail(message_id="a@x"), ("INBOX", "UNREAD")), SeedMessage(mail(message_id="b@x"), ("INBOX",)))
    users = gmail(box)
    labels = users.labels()
    assert "INBOX" in {label["id"] for label in labels.list(userId="me").execute()["labels"]}
    inbox = labels.get(userId="me", id="INBOX").execute()
    assert (inbox["messagesTotal"], inbox["messagesUnread"], inbox["threadsUnread"]) == (2, 1, 1)
    made = labels.create(userId="me", body={"name": "Work/Jobs", "labelListVisibility": "labelHide"}).execute()
    assert (made["type"], made["labelListVisibility"]) == ("user", "labelHide")
    assert status_of(labels.create(userId="me", body={"name": "work/jobs"}))[0] == 409
    assert status_of(labels.create(userId="me", body={"name": "inbox"}))[0] == 400
    assert labels.patch(userId="me", id=made["id"], body={"name": "Jobs"}).execute()["name"] == "Jobs"
    assert not ids(users.messages().list(userId="me", q="label:jobs").execute())
    assert labels.update(userId="me", id=made["id"], body={"name": "Jobs 2"}).execute()["name"] == "Jobs 2"
    [gmail_id] = ids(users.messages().list(userId="me", q="is:unread").execute())
    users.messages().modify(userId="me", id=gmail_id, body={"addLabelIds": [made["id"]]}).execute()
    assert ids(users.messages().list(userId="me", q="label:jobs-2").execute()) == [gmail_id]
    assert labels.patch(userId="me", id=made["id"], body={"name": "Jobs 3"}).execute()["name"] == "Jobs 3"
    assert not ids(users.messages().list(userId="me", q="label:jobs-2").execute())
    labels.delete(userId="me", id=made["id"]).execute()
    assert status_of(labels.get(userId="me", id=made["id"]))[0] == 404
    assert made["id"] not in users.messages().get(userId="me", id=gmail_id).execute()["labelIds"]
    assert status_of(labels.delete(userId="me", id="INBOX"))[0] == 400


DRAFT = b"From: ann@example.com\r\nTo: bob@example.org\r\nSubject: Plan\r\n\r\nfirst words\r\n"


def test_a_draft_keeps_its_id_while_its_message_changes(gmail):
    users = gmail(mailbox(mail()))
    drafts = users.drafts()
    made = drafts.create(userId="me", body={"message": {"raw": b64(DRAFT)}}).execute()
    assert made["message"]["labelIds"] == ["DRAFT"]
    body = {"message": {"raw": b64(DRAFT.replace(b"first", b"better"))}}
    changed = drafts.update(userId="me", id=made["id"], body=body).execute()
    assert changed["id"] == made["id"]
    assert changed["message"]["id"] != made["message"]["id"]
    assert changed["message"]["threadId"] == made["message"]["threadId"]
    assert status_of(users.messages().get(userId="me", id=made["message"]["id"]))[0] == 404
    full = drafts.get(userId="me", id=made["id"], format="full").execute()["message"]
    assert full["snippet"] == "better words"
    assert ids(drafts.list(userId="me", q="subject:plan to:bob@example.org").execute(), "drafts") == [made["id"]]
    assert not ids(drafts.list(userId="me", q="subject:other").execute(), "drafts")
    assert ids(users.messages().list(userId="me", q="in:drafts").execute()) == [changed["message"]["id"]]


def test_sending_a_draft_makes_a_new_sent_message_in_its_thread(gmail):
    users = gmail(mailbox(mail(message_id="a@x")))
    [thread] = ids(users.threads().list(userId="me").execute(), "threads")
    made = users.drafts().create(userId="me", body={"message": {"raw": b64(DRAFT), "threadId": thread}}).execute()
    assert made["message"]["threadId"] == thread
    sent = users.drafts().send(userId="me", body={"id": made["id"]}).execute()
    assert (sent["labelIds"], sent["threadId"]) == (["SENT"], thread)
    assert sent["id"] != made["message"]["id"]
    assert int(sent["id"], 16) >> 20 == NOW
    assert status_of(users.drafts().get(userId="me", id=made["id"]))[0] == 404
    assert not ids(users.drafts().list(userId="me").execute(), "drafts")


def test_a_deleted_draft_is_gone_for_good(gmail):
    users = gmail(mailbox(mail()))
    made = users.drafts().create(userId="me", body={"message": {"raw": b64(DRAFT)}}).execute()
    users.drafts().delete(userId="me", id=made["id"]).execute()
    assert not ids(users.messages().list(userId="me", q="in:anywhere subject:plan").execute())
    assert status_of(users.drafts().delete(userId="me", id=made["id"]))[0] == 404


@pytest.mark.parametrize("message", [None, {}, {"raw": ""}, {"raw": "!!"}, {"raw": 7}, {"raw": b64(DRAFT), "threadId": "zz"}])
def test_a_draft_without_a_readable_message_is_400(gmail, message):
    body = {} if message is None else {"message": message}
    assert status_of(gmail(mailbox(mail())).drafts().create(userId="me", body=body))[0] == 400


def test_drafts_of_the_mailbox_can_be_found_by_draft_id(gmail):
    users = gmail(mailbox(SeedMessage(DRAFT, ("DRAFT",))))
    [draft] = ids(users.drafts().list(userId="me").execute(), "drafts")
    assert users.drafts().get(userId="me", id=draft, format="minimal").execute()["message"]["labelIds"] == ["DRAFT"]


def test_insert_takes_mail_as_it_is_and_dates_it_as_told(gmail):
    users = gmail(mailbox(mail(message_id="a@x")))
    raw = b64(mail(message_id="b@x", extra="References: <a@x>", subject="old"))
    [thread] = ids(users.threads().list(userId="me").execute(), "threads")
    now = users.messages().insert(userId="me", body={"raw": raw, "labelIds": ["INBOX"]}).execute()
    assert now["threadId"] == thread
    assert users.messages().get(userId="me", id=now["id"]).execute()["internalDate"] == str(NOW)
    dated = users.messages().insert(userId="me", internalDateSource="dateHeader", body={"raw": raw}).execute()
    assert users.messages().get(userId="me", id=dated["id"]).execute()["internalDate"] == "1714989600000"
    imported = users.messages().import_(userId="me", body={"raw": raw}).execute()
    assert set(imported["labelIds"]) == {"INBOX", "UNREAD"}
    users.messages().delete(userId="me", id=imported["id"]).execute()
    assert status_of(users.messages().get(userId="me", id=imported["id"]))[0] == 404


def test_mail_to_oneself_is_sent_and_received(gmail):
    users = gmail(mailbox(mail()))
    sent = users.messages().send(userId="me", body={"raw": b64(b"To: ann@example.com\n\nnote\n")}).execute()
    assert set(sent["labelIds"]) == {"SENT", "INBOX", "UNREAD"}
    message = users.messages().get(userId="me", id=sent["id"]).execute()
    assert {"From", "Date", "Message-ID"} <= {header["name"] for header in message["payload"]["headers"]}
    assert status_of(users.messages().send(userId="me", body={"raw": b64(b"Subject: nobody\n\nx\n")}))[0] == 400


def test_send_as_lists_the_mailbox_first_then_aliases(gmail):
    send_as = gmail(mailbox(mail())).settings().sendAs()
    listed = send_as.list(userId="me").execute()["sendAs"]
    assert [(each["sendAsEmail"], each.get("isPrimary")) for each in listed] == [
        ("ann@example.com", True),
        ("ann.lee@work.example", None),
    ]
    assert send_as.get(userId="me", sendAsEmail="ann.lee@work.example").execute()["displayName"] == "Ann at Work"
    assert status_of(send_as.get(userId="me", sendAsEmail="eve@example.net"))[0] == 404


def test_filters_are_kept_and_listed(gmail):
    filters = gmail(mailbox(mail())).settings().filters()
    assert filters.list(userId="me").execute() == {}
    made = filters.create(
        userId="me", body={"criteria": {"from": "x@example.org"}, "action": {"addLabelIds": ["TRASH"]}}
    ).execute()
    assert filters.list(userId="me").execute()["filter"] == [made]
    assert status_of(filters.create(userId="me", body={"criteria": {"from": "x"}}))[0] == 400


def test_a_body_that_is_no_json_object_is_400():
    simulator = simulate(mailbox(mail()))
    for body in (b"{", b"[]", b"[" * 200_000):
        answer = simulator.handle("POST", "/gmail/v1/users/me/labels", {"Authorization": "Bearer token"}, body)
        assert answer.status == 400


def test_answers_were_checked_against_the_schema(gmail):
    before = len(CHECKED)
    gmail(mailbox(mail())).messages().list(userId="me").execute()
    assert CHECKED[before:] == ["ListMessagesResponse"]
