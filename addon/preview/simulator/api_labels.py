"""users.labels."""

from __future__ import annotations

from addon.preview.simulator.labels import HIDDEN, SYSTEM, is_system
from addon.preview.simulator.mailbox import SimMailbox
from addon.preview.simulator.wire import ApiError, Call, Json, bad_request, not_found

_SETTINGS = {
    "messageListVisibility": ("show", "hide"),
    "labelListVisibility": ("labelShow", "labelShowIfUnread", "labelHide"),
}


def _resource(mailbox: SimMailbox, label: str, *, counts: bool) -> Json:
    made: Json = {"id": label, "name": mailbox.labels.names[label], "type": "system" if is_system(label) else "user"}
    if label in HIDDEN or label.startswith("CATEGORY_"):
        made |= {"messageListVisibility": "hide", "labelListVisibility": "labelHide"}
    made |= mailbox.labels.settings.get(label, {})
    if counts:
        entries, found = mailbox.index.entries, mailbox.index.labelled.get(label, set())
        unread = found & mailbox.index.labelled.get("UNREAD", set())
        made |= {
            "messagesTotal": len(found),
            "messagesUnread": len(unread),
            "threadsTotal": len({entries[number].thread_id for number in found}),
            "threadsUnread": len({entries[number].thread_id for number in unread}),
        }
    return made


def list_labels(call: Call) -> Json:
    """labels.list: no counts."""
    mine = [label for label in call.mailbox.labels.names if not is_system(label)]
    return {"labels": [_resource(call.mailbox, label, counts=False) for label in (*SYSTEM, *mine)]}


def _find(call: Call) -> str:
    label = call.path["id"]
    if label not in call.mailbox.labels.names:
        raise not_found()
    return label


def get_label(call: Call) -> Json:
    """labels.get: with counts."""
    return _resource(call.mailbox, _find(call), counts=True)


def _read(call: Call) -> Json:
    settings: Json = {}
    for name, values in _SETTINGS.items():
        if name in call.body:
            if call.body[name] not in values:
                raise bad_request(f"Invalid value at 'label.{name}'")
            settings[name] = call.body[name]
    color = call.body.get("color")
    if isinstance(color, dict):
        settings["color"] = {key: str(color[key]) for key in ("textColor", "backgroundColor") if key in color}
    return settings


def _name(call: Call, label: str | None) -> str:
    name = call.body.get("name")
    if not isinstance(name, str) or not name.strip() or len(name) > 225:
        raise bad_request("Invalid label name")
    if name.upper() in SYSTEM:
        raise bad_request("Invalid label name")
    if call.mailbox.labels.find(name) not in {None, label}:
        raise ApiError(409, "Label name exists or conflicts", "aborted")
    return name


def create_label(call: Call) -> Json:
    """labels.create: 409 where the name is taken."""
    name, settings = _name(call, None), _read(call)
    label = call.mailbox.labels.make(name)
    call.mailbox.labels.settings[label] = {"messageListVisibility": "show", "labelListVisibility": "labelShow", **settings}
    return _resource(call.mailbox, label, counts=False)


def patch_label(call: Call) -> Json:
    """labels.patch and labels.update."""
    label = _find(call)
    if is_system(label):
        raise bad_request("Cannot modify system labels")
    name = _name(call, label) if "name" in call.body else None
    call.mailbox.labels.settings.setdefault(label, {}).update(_read(call))
    if name:
        call.mailbox.labels.rename(label, name)
    return _resource(call.mailbox, label, counts=False)


def delete_label(call: Call) -> None:
    """labels.delete: the label leaves every message; the messages stay."""
    label, mailbox = _find(call), call.mailbox
    if is_system(label):
        raise bad_request("Invalid delete request")
    for number in list(mailbox.index.labelled.get(label, ())):
        mailbox.relabel(mailbox.index.entries[number].gmail_id, (), (label,))
    mailbox.labels.drop(label)
