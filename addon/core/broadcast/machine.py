"""Signs that a mass mailer or a merge wrote it."""

from __future__ import annotations

import re

from addon.core.broadcast.automatic import is_automatic, is_mailing
from addon.core.broadcast.delivery import list_name
from addon.core.broadcast.signal import Case, signal
from addon.core.resume.fold import fold
from addon.core.signals import Hit

_SERVICES = {
    "amazonses": "Amazon SES", "sendinblue": "Brevo", "brevo": "Brevo", "mailchimp": "Mailchimp", "mandrill": "Mailchimp",
    "mcsv.net": "Mailchimp", "sendgrid": "SendGrid", "mailgun": "Mailgun", "gmass": "GMass", "mailjet": "Mailjet",
    "constantcontact": "Constant Contact", "hubspot": "HubSpot", "klaviyo": "Klaviyo", "mailerlite": "MailerLite",
    "campaignmonitor": "Campaign Monitor", "createsend": "Campaign Monitor", "sparkpost": "SparkPost",
    "getresponse": "GetResponse", "activecampaign": "ActiveCampaign", "yamm": "YAMM", "yet another mail merge": "YAMM",
    "mailtrack": "Mailtrack", "lemlist": "lemlist", "woodpecker": "Woodpecker", "quickmail": "QuickMail",
    "mailshake": "Mailshake", "streak": "Streak", "phplist": "phpList", "sendy": "Sendy", "acymailing": "AcyMailing",
    "zoho campaigns": "Zoho", "salesloft": "Salesloft", "outreach.io": "Outreach", "instantly": "Instantly",
    "smartlead": "Smartlead", "atomic mail": "Atomic Mail Sender", "groupmail": "GroupMail", "maxbulk": "MaxBulk",
    "sendblaster": "SendBlaster", "mail merge": "a mail merge", "mailmerge": "a mail merge",
}  # fmt: skip
"""What services leave in Feedback-ID, X-Mailer, the return path and their own headers; name for the card."""

_TRACES = (
    "feedback-id", "x-mailer", "return-path", "x-campaign", "x-campaign-id", "x-campaignid", "x-mailgun-sid", "x-sg-eid",
    "x-mc-user", "x-ses-outgoing", "x-mailin-campaign", "x-sib-id", "x-gmass", "x-mailer-recptid", "x-mj-mid", "x-cid",
    "user-agent", "x-csa-complaints",
)  # fmt: skip
_OWN_HEADERS = frozenset(_TRACES) - {"x-mailer", "return-path", "user-agent"}

_DEAR = (
    r"dear|sehr geehrter?|lieber?|chere?|estimad[oa]|prezad[oa]|geachte(?: (?:heer|mevrouw))?|szanown[ya]|vazen[ya]"
    r"|уважаем(?:ый|ая)|шановн(?:ий|а)|sayin"
)
_GREETING = (
    rf"(?:{_DEAR}|hi|hello|hey|greetings|good (?:morning|afternoon)|hallo|guten tag|bonjour (?:monsieur|madame)"
    r"|hola|querid[oa]|ola|car[oa]|gentile|egregi[oa]|ciao|beste|hoi|hej|kara|kaere|drog[ia]|mil[ya]"
    r"|дорог(?:ой|ая)|sevgili|merhaba|عزيزي|प्रिय)"
)
_NULLS = r"null|undefined|none|nan|n/a|#n/a|fname|first ?name|last ?name|name|vorname|prenom|nombre|nome"
_FILLED_WITH_NOTHING = re.compile(rf"^{_GREETING}\s{{0,3}}(?:{_NULLS})\s{{0,3}}[,!:]|^(?:{_DEAR})\s{{0,3}},")
_NAMELESS = re.compile(rf"^{_GREETING}(?:\s{{1,4}},|,,)")


@signal(group="machine", weight=2.0)  # people do not own a Feedback-ID; a mailing service does
def mass_mailing_service(case: Case) -> str | None:
    """Headers or the return path of a service for mass mail. Only in the machine's own notices are they innocent."""
    if list_name(case) or is_automatic(case):
        return None
    headers = [(name, value[:300].casefold()) for name, value in case.message.headers if name in _TRACES]
    for name, value in headers:
        for trace, service in _SERVICES.items():
            if trace in value and (name != "user-agent" or "merge" in trace):
                return f"It was sent with a tool for mass mail ({service})."
    if any(name in _OWN_HEADERS for name, _ in headers):
        return "It carries the headers of a tool for mass mail."
    return None


@signal(group="machine", weight=2.0)  # RFC 2369 and 8058: the sender says that the mail goes to subscribers
def offers_to_unsubscribe(case: Case) -> str | None:
    """List-Unsubscribe without List-Id: a mailing, not a discussion list."""
    message = case.message
    if list_name(case) or not message.header("list-unsubscribe") or is_automatic(case):
        return None
    return "It carries an unsubscribe header, as mailings to many do."


@signal(
    group="machine", weight=2.0
)  # nobody offers a friend to be taken off a list; seen in half of real newsletters without the header
def tells_how_to_leave_the_list(case: Case) -> str | None:
    """A line at the end says how to unsubscribe or be removed."""
    if case.message.header("list-unsubscribe") or not is_mailing(case):
        return None
    return "Its last lines tell how to get off a mailing list."


@signal(group="machine", weight=1.0)  # RFC 2076: bulk, junk and list are the sender's own words
def precedence_bulk(case: Case) -> str | None:
    """Precedence: bulk or junk, no list and no automatic notice."""
    precedence = case.message.header("precedence").strip().casefold()
    if precedence not in {"bulk", "junk"} or list_name(case) or is_automatic(case):
        return None
    return "The sender's system marks it as bulk mail."


@signal(group="machine", weight=0.8)  # VERP: one bounce address per reader is a machine's bookkeeping
def bounce_address_per_reader(case: Case) -> str | None:
    """The return path encodes the owner's address, as bulk senders do to count bounces."""
    path = case.message.header("return-path").casefold()
    if list_name(case) or is_automatic(case) or "srs" in path:
        return None
    own = [spec.casefold().rpartition("@") for spec in case.context.owner.addr_specs]
    if any(f"{local}{joint}{domain}" in path for local, _, domain in own if local for joint in ("=", "+", "_at_")):
        return "Its return address is made for you alone, as mailing systems do."
    return None


@signal(group="machine", weight=3.5)  # a form letter that was not filled in cannot have been written to one person
def merge_residue(case: Case) -> Hit | None:
    """A placeholder was left unfilled ({{first_name}}, [FIRMA]), or the place of the name is empty ("Dear ,")."""
    if list_name(case):
        return None
    if case.letter.placeholder:
        return Hit(f"A placeholder was left unfilled: {case.letter.placeholder}")
    opening = fold(case.letter.text[:60]).lstrip()
    if _FILLED_WITH_NOTHING.match(opening):
        return Hit("The place for a name is empty in its greeting, as in a form letter.", 0.6)
    if _NAMELESS.match(opening):
        return Hit("The place for a name is empty in its greeting, as in a form letter.", 0.4)
    return None
