"""users.getProfile, users.history and users.settings: small read methods."""

from __future__ import annotations

from addon.core.address import canonical_addr_spec
from addon.preview.simulator.history import KINDS
from addon.preview.simulator.paging import cut_page
from addon.preview.simulator.wire import Call, Json, bad_request, not_found

_CRITERIA = frozenset("from to subject query negatedQuery hasAttachment excludeChats size sizeComparison".split())
_ACTION = frozenset({"addLabelIds", "removeLabelIds", "forward"})


def get_profile(call: Call) -> Json:
    """GetProfile."""
    index = call.mailbox.index
    return {
        "emailAddress": call.mailbox.address,
        "messagesTotal": len(index.entries),
        "threadsTotal": len(index.threads),
        "historyId": str(call.mailbox.history.now),
    }


def list_history(call: Call) -> Json:
    """history.list: 404 for a start that has expired (or never was), 400 for none."""
    size, history = call.max_results(), call.mailbox.history
    start = call.one("startHistoryId")
    if not (start.isascii() and start.isdigit()) or len(start) > 20:
        raise bad_request("Missing or invalid startHistoryId")
    if not history.floor <= int(start) <= history.now:
        raise not_found()
    kinds = frozenset(call.query.get("historyTypes", ()))
    if not kinds <= KINDS.keys():
        raise bad_request("Invalid value at 'history_types'")
    changes = history.since(int(start), kinds, call.one("labelId") or None)
    page, token = cut_page(changes, lambda change: (-change.history_id + (1 << 62), 0), call.one("pageToken"), size)
    made: Json = {"history": [change.resource() for change in page]} if page else {}
    if token:
        made["nextPageToken"] = token
    return made | {"historyId": str(history.now)}


def _send_as(call: Call) -> list[Json]:
    made: list[Json] = []
    for position, own in enumerate(call.mailbox.owner):
        each: Json = {
            "sendAsEmail": own.addr_spec,
            "displayName": own.display_name,
            "replyToAddress": "",
            "signature": "",
            "isDefault": position == 0,
        }
        made.append(each | ({"isPrimary": True} if position == 0 else {"treatAsAlias": True, "verificationStatus": "accepted"}))
    return made


def list_send_as(call: Call) -> Json:
    """settings.sendAs.list: the mailbox address first, then the aliases."""
    return {"sendAs": _send_as(call)}


def get_send_as(call: Call) -> Json:
    """settings.sendAs.get."""
    wanted = canonical_addr_spec(call.path["sendAsEmail"])
    for each in _send_as(call):
        if canonical_addr_spec(each["sendAsEmail"]) == wanted:
            return each
    raise not_found()


def list_filters(call: Call) -> Json:
    """settings.filters.list."""
    return {"filter": list(call.mailbox.filters)} if call.mailbox.filters else {}


def create_filter(call: Call) -> Json:
    """settings.filters.create: kept and listed, not applied."""
    criteria, action = call.body.get("criteria"), call.body.get("action")
    if not isinstance(criteria, dict) or not criteria or not criteria.keys() <= _CRITERIA:
        raise bad_request("Filter doesn't have any criteria")
    if not isinstance(action, dict) or not action or not action.keys() <= _ACTION:
        raise bad_request("Filter doesn't have any actions")
    made: Json = {"id": f"ANe1Bm{len(call.mailbox.filters) + 1:010d}", "criteria": criteria, "action": action}
    call.mailbox.filters.append(made)
    return made
