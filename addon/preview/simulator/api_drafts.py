"""users.drafts. As in Gmail a draft keeps its own id, while each version of it is a new message with a new id."""

from __future__ import annotations

from addon.preview.simulator.api_messages import deliver, estimate, place, read_message, search, short_resource
from addon.preview.simulator.mailbox import SimMailbox
from addon.preview.simulator.paging import cut_page
from addon.preview.simulator.resources import message_resource, read_format
from addon.preview.simulator.wire import Call, Json, bad_request, not_found


def list_drafts(call: Call) -> Json:
    """drafts.list."""
    size = call.max_results()
    entries = call.mailbox.index.entries
    by_message = {gmail_id: draft_id for draft_id, gmail_id in call.mailbox.drafts.items()}
    found = [number for number in search(call) if entries[number].gmail_id in by_message]
    page, token = cut_page(found, lambda number: place(call.mailbox, number), call.one("pageToken"), size)
    made: Json = {}
    if page:
        made["drafts"] = [
            {"id": by_message[entries[n].gmail_id], "message": {"id": entries[n].gmail_id, "threadId": entries[n].thread_id}}
            for n in page
        ]
    if token:
        made["nextPageToken"] = token
    return made | {"resultSizeEstimate": estimate(len(found), size)}


def _find(mailbox: SimMailbox, draft_id: str) -> str:
    gmail_id = mailbox.drafts.get(draft_id)
    if gmail_id is None or gmail_id not in mailbox.index.by_id:
        raise not_found()
    return gmail_id


def get_draft(call: Call) -> Json:
    """drafts.get."""
    gmail_id = _find(call.mailbox, call.path["id"])
    number = call.mailbox.index.by_id[gmail_id]
    form = read_format(call)
    return {
        "id": call.path["id"],
        "message": message_resource(call.mailbox, number, form, [], with_snippet=call.wants("snippet")),
    }


def _store(call: Call, draft_id: str | None, thread: str | None) -> Json:
    raw, named, _ = read_message(call, call.body.get("message"))
    gmail_id = call.mailbox.add(raw, ["DRAFT"], thread_id=named or thread)
    draft_id = draft_id or f"r{int(gmail_id, 16)}"
    call.mailbox.drafts[draft_id] = gmail_id
    return {"id": draft_id, "message": short_resource(call.mailbox, gmail_id)}


def create_draft(call: Call) -> Json:
    """drafts.create."""
    return _store(call, None, None)


def update_draft(call: Call) -> Json:
    """drafts.update: the draft keeps its id and thread, its message is replaced."""
    mailbox = call.mailbox
    old = _find(mailbox, call.path["id"])
    made = _store(call, call.path["id"], mailbox.index.entries[mailbox.index.by_id[old]].thread_id)
    mailbox.delete(old)
    return made


def delete_draft(call: Call) -> None:
    """drafts.delete: for good, not to the trash."""
    gmail_id = _find(call.mailbox, call.path["id"])
    del call.mailbox.drafts[call.path["id"]]
    call.mailbox.delete(gmail_id)


def send_draft(call: Call) -> Json:
    """drafts.send: the draft goes, a sent message with a new id stays in its thread."""
    mailbox = call.mailbox
    draft_id = call.body.get("id")
    if not isinstance(draft_id, str) or not draft_id:
        raise bad_request("Invalid draft")
    old = _find(mailbox, draft_id)
    number = mailbox.index.by_id[old]
    raw = mailbox.raw(number)
    thread: str | None = mailbox.index.entries[number].thread_id
    if call.body.get("message"):
        raw, named, _ = read_message(call, call.body["message"])
        thread = named or thread
    sent = deliver(mailbox, raw, thread)
    del mailbox.drafts[draft_id]
    mailbox.delete(old)
    return short_resource(mailbox, sent)
