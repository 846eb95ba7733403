"""Mail that nobody wrote to anybody: mailings to subscribers, and a machine's notices about one event."""

from __future__ import annotations

import re

from addon.core.broadcast.delivery import list_name
from addon.core.broadcast.signal import Case
from addon.core.message import Message
from addon.core.resume.fold import fold

CALENDAR = "text/calendar"


def is_mailing(case: Case) -> bool:
    """True where the mail declares itself a mailing to subscribers, so that what it says of the reader was filled in.

    By its List-Unsubscribe header (RFC 2369), or by a line at its end that tells how to get off the list.
    """
    return not list_name(case) and not is_automatic(case) and can_be_left(case.message)


def can_be_left(message: Message) -> bool:
    """True where a header or a line at the end offers to take the reader off a list."""
    return bool(message.header("list-unsubscribe")) or bool(unsubscribe_line(message))


_UNSUBSCRIBE = re.compile(
    r"unsubscri|opt[- ]?out|(?:be |get |to )removed? (?:from|your)|removal from"
    r"|remove (?:me|you|your (?:name|address|e-?mail))|no longer (?:wish|want|receive)|stop receiving"
    r"|(?:wish|like|want|prefer) to be removed|to be removed\b|taken off (?:our|this|the) (?:mailing )?list"
    r"|(?:not|rather not|do not|don't) (?:wish|desire|want|like) to receive|(?:rather|would like) not (?:to )?receive"
    r"|(?:have been|you are|were) subscribed|remove[\"'”]? in the subject|carry your (?:e-?mail )?address"
    r"|one[- ]time mailing|your use of yahoo! groups|to post to this (?:group|list)|this distribution list"
    r"|reply (?:with )?[\"'“]?(?:stop|no|remove)\b|manage (?:your )?(?:subscription|preferences)"
    r"|you (?:are|were) (?:receiving|sent) this|this (?:e-?mail|message) was sent to"
    r"|abmelden|abbestellen|desabonn|desinscri|ne plus recevoir|darse de baja|dejar de recibir|descadastr"
    r"|cancelar (?:la |a |sua )?(?:suscripcion|inscricao|assinatura)|disiscriv|cancella(?:rsi|ti|re l'iscrizione)"
    r"|uitschrijv|afmelden|avregistrer|avsluta prenumerationen|afmeld|peru(?:uta|a) tilau"
    r"|wypisac sie|zrezygnowac z|odhlasit|leiratkoz|dezabon|отписа|отказаться от рассылки|відписа"
    r"|abonelikten|listeden cik|الغاء الاشتراك|सदस्यता समाप्त"
    r"|退订|取消订阅|配信停止|配信を停止|登録解除|수신 ?거부|huy dang ky|berhenti berlangganan"
)
"""How mailings say how to leave them, in the languages of the greeting tables; on folded text."""

_TAIL = 900
"""Characters at the end of the text in which that line stands."""


def unsubscribe_line(message: Message) -> str:
    """Return the words at the end of the text that offer to take the reader off a list, or ""."""
    body = message.body
    tail = f"{body.text[-_TAIL:]}\n{body.signature[-_TAIL:]}"
    match = _UNSUBSCRIBE.search(" ".join(fold(tail).split()))
    return match.group() if match else ""


def is_automatic(case: Case) -> bool:
    """True for a machine's notice about one event. A digest of job offers that can be left is none, though a machine sends it."""
    return is_automatic_message(case.message) and not (case.resume.call == "job_post" and can_be_left(case.message))


def is_automatic_message(message: Message) -> bool:
    """True for mail that a machine sent about one event: RFC 3834 headers, bounces (RFC 3464), calendar mail (RFC 6047)."""
    submitted = message.header("auto-submitted").strip().casefold()
    if submitted and not submitted.startswith("no"):
        return True
    if message.header("content-type").casefold().startswith("multipart/report") or is_invitation(message):
        return True
    return message.header("x-autoreply") != "" or message.header("precedence").strip().casefold() == "auto_reply"


def is_invitation(message: Message) -> bool:
    """True where an event is what the mail is: a form of its body (RFC 6047 2.4), or its only file.

    Anybody can lay a calendar file beside their papers.
    """
    kinds = {attachment.media_type for attachment in message.attachments if not attachment.media_type.startswith("image/")}
    is_body = message.header("content-type").casefold().startswith(CALENDAR) or any(
        each.media_type == CALENDAR and not each.filename for each in message.attachments
    )
    return is_body or kinds == {CALENDAR}
