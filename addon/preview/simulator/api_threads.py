"""users.threads."""

from __future__ import annotations

from addon.preview.simulator.api_messages import estimate, place, read_label_change, search, short_resource
from addon.preview.simulator.ids import read_id
from addon.preview.simulator.mailbox import SimMailbox
from addon.preview.simulator.mime import snippet
from addon.preview.simulator.paging import cut_page
from addon.preview.simulator.resources import message_resource, read_format
from addon.preview.simulator.wire import Call, Json, bad_request, not_found


def list_threads(call: Call) -> Json:
    """threads.list: threads with a message that matches, in the order of their newest match."""
    size = call.max_results()
    entries = call.mailbox.index.entries
    first: dict[str, int] = {}
    for number in search(call):
        first.setdefault(entries[number].thread_id, number)
    page, token = cut_page(list(first.values()), lambda number: place(call.mailbox, number), call.one("pageToken"), size)
    made: Json = {}
    if page:
        made["threads"] = [_listed(call, entries[number].thread_id) for number in page]
    if token:
        made["nextPageToken"] = token
    return made | {"resultSizeEstimate": estimate(len(first), size)}


def _listed(call: Call, thread_id: str) -> Json:
    numbers = ordered(call.mailbox, thread_id)
    made: Json = {"id": thread_id, "historyId": _history_id(call.mailbox, numbers)}
    if call.wants("snippet"):
        made["snippet"] = snippet(call.mailbox.tree(numbers[-1]))
    return made


def _history_id(mailbox: SimMailbox, numbers: list[int]) -> str:
    return str(max(mailbox.index.entries[number].history_id for number in numbers))


def ordered(mailbox: SimMailbox, thread_id: str) -> list[int]:
    """Return the numbers of a thread's messages, oldest first."""
    return sorted(mailbox.index.threads[thread_id], key=lambda number: place(mailbox, number))


def find_thread(call: Call) -> str:
    """Return the thread a call names; raises the API's 400 or 404."""
    thread_id = read_id(call.path["id"])
    if thread_id is None:
        raise bad_request("Invalid id value")
    if thread_id not in call.mailbox.index.threads:
        raise not_found()
    return thread_id


def get_thread(call: Call) -> Json:
    """threads.get: every message of the thread, oldest first; no snippet of its own, as in Gmail."""
    thread_id = find_thread(call)
    form = read_format(call)
    if form == "raw":
        raise bad_request("Invalid format: RAW is not supported for threads")
    numbers = ordered(call.mailbox, thread_id)
    names = call.query.get("metadataHeaders", [])
    messages = [message_resource(call.mailbox, n, form, names, with_snippet=call.wants("snippet")) for n in numbers]
    return {"id": thread_id, "historyId": _history_id(call.mailbox, numbers), "messages": messages}


def modify_thread(call: Call) -> Json:
    """threads.modify: the labels of every message of the thread."""
    return _change(call, *read_label_change(call))


def trash_thread(call: Call) -> Json:
    """threads.trash."""
    return _change(call, ["TRASH"], ["INBOX"])


def untrash_thread(call: Call) -> Json:
    """threads.untrash."""
    return _change(call, [], ["TRASH"])


def _change(call: Call, add: list[str], remove: list[str]) -> Json:
    thread_id = find_thread(call)
    ids = [call.mailbox.index.entries[number].gmail_id for number in ordered(call.mailbox, thread_id)]
    for gmail_id in ids:
        call.mailbox.relabel(gmail_id, add, remove)
    return {"id": thread_id, "messages": [short_resource(call.mailbox, gmail_id) for gmail_id in ids]}
