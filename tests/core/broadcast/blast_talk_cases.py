"""Firing cases and near misses of the signals about conversations, circulars and group addresses; all invented."""

from __future__ import annotations

from typing import Any

from blast_making import A_RESUME, ANNA, BRUNO, CLARA, LONG_LETTER, case, crowd

from addon.core.address import Address, Owner
from addon.core.broadcast.signal import Case
from addon.core.message import Authentication, Body, Forwarded
from addon.core.relationship import Level

LIST = "<bakers.lists.example>"
UNSUBSCRIBE = {"list-unsubscribe": "<mailto:leave@mailer.example>"}
COLLEAGUE = Address("dora@examplebakery.example", "Dora Else", "examplebakery.example")
OTHERS = tuple(
    Address(f"{name}@examplebakery.example", "", "examplebakery.example") for name in ("fritz", "gerda", "hans", "ida")
)
NAMELESS = Owner(("a.example@examplebakery.example",))
A_FORWARD = Forwarded(CLARA, "Flour", "The flour is cheap this week.")
ADVERT = "Save 30% on flour!\nClick here and order now.\nFree shipping, limited time."
NEWSLETTER = (
    "NEWS FROM THE MILL\n----------------\nRye: https://mill.example/rye\nOats: https://mill.example/oats\n"
    "THE OVEN OF THE MONTH\n----------------\nOvens: https://mill.example/ovens"
)
GROUP = Address("all-staff@examplebakery.example", "", "examplebakery.example")


def to(spec: str, name: str = "") -> tuple[Address, ...]:
    """One recipient."""
    return (Address(spec, name),)


def answer(quoted: str, text: str = "Yes, on Friday.", **fields: Any) -> Case:
    """Bruno's answer above a quotation."""
    return case(body=Body(text=text, quoted=quoted), **fields)


FIRES: dict[str, tuple[Case, ...]] = {
    "YOUR_FIRM_NAMES_NO_READER": (case("Lifts stand still on Friday.", to=(), sender=COLLEAGUE),),
    "SENT_TO_ANOTHER_ADDRESS_OF_YOUR_FIRM": (case(to=to("ovens@examplebakery.example", "Oven Crew"), sender=COLLEAGUE),),
    "SENT_TO_A_GROUP_ADDRESS": (
        case(to=(GROUP,), sender=COLLEAGUE),
        case(to=to("bakers@yahoogroups.com")),
        case(to=to("ovens@lists.guild.example")),
        case(to=to("rye-l@guild.example")),
        case(to=to("mitglieder@verein.example")),
        case(to=to("g7@guild.example", "DL-Guild Members")),
        case(to=to("g7@guild.example", "All Guild Members")),
    ),
    "READS_LIKE_AN_ADVERT": (
        case(ADVERT),
        case("Jetzt bestellen: 20 % Rabatt auf Mehl.\nVersandkostenfrei bis Montag."),
        case("Profitez de notre offre spéciale : farine à prix doux, livraison offerte."),
        case("Скидка 20 % на муку. Закажите сегодня!"),
        case("小麦粉が割引中。今すぐお申し込みください。"),
    ),
    "LAID_OUT_LIKE_A_MAILING": (case(NEWSLETTER), case("OVENS FOR THE WINTER SEASON\nRYE FOR THE WINTER SEASON\nCome and see.")),
    "LONG_AND_TO_NO_ONE": (case(LONG_LETTER * 4),),
    "PASSED_ON_TO_MANY": (case(to=(ANNA, *crowd(5)), body=Body(forwarded=A_FORWARD)),),
    "YOU_WROTE_IT_TO_FEW": (case(sender=ANNA, to=(CLARA,)), case(sender=ANNA, to=(ANNA,))),
    "QUOTES_YOU": (
        answer("On Monday Anna Example wrote:\n> When do you come?"),
        answer("From: Example, Anna\nSent: Monday\nTo: Bruno\n\nWhen do you come?"),
        answer("> anna@examplebakery.example wrote on Monday:\n> When do you come?"),
        answer("Am Montag schrieb Anna Example:\n> Wann kommst du?"),
        answer("On Monday Anna Example wrote:\n> When?", in_reply_to=("<1@x>",), answers_owner=False),
    ),
    "COLLEAGUE_WRITES_TO_FEW": (case(sender=COLLEAGUE), case(sender=COLLEAGUE, cc=OTHERS[:3])),
    "YOU_KNOW_THE_SENDER": (case(level=Level.ANSWERED), case(level=Level.CLOSE, cc=(CLARA,))),
    "PASSED_ON_TO_FEW": (case("See below.", body=Body("See below.", forwarded=A_FORWARD)),),
    "GREETS_ONE_READER": (
        case("Annie,\nthe loaf was good.", owner=NAMELESS, to=to(NAMELESS.addr_specs[0])),
        case("Hi Clara,\nthe loaf was good.", cc=(CLARA,)),
        case("Clara, the loaf was good.", cc=(CLARA, *OTHERS)),
        case("田中様\nパンがおいしかったです。"),
    ),
    "RECALLS_WHAT_YOU_SHARED": (
        case("As promised, here is the recipe."),
        case("It was good speaking with you today."),
        case("Per our discussion I send the prices."),
        case("Wie besprochen die Unterlagen."),
        case("Comme convenu, voici la recette."),
        case("Como hablamos, le mando la receta."),
        case("Как договаривались, посылаю рецепт."),
    ),
}

NEAR_MISSES: dict[str, tuple[Case, ...]] = {
    "YOUR_FIRM_NAMES_NO_READER": (
        case("Lifts stand still on Friday.", to=()),  # a stranger: another signal's business
        case("Lifts stand still on Friday.", sender=COLLEAGUE),
        case("Lifts stand still on Friday.", to=(), sender=ANNA),
        case("Lifts stand still on Friday.", to=(), sender=COLLEAGUE, list_id=LIST),
    ),
    "SENT_TO_ANOTHER_ADDRESS_OF_YOUR_FIRM": (
        case(to=to("ovens@examplebakery.example")),  # by a stranger: another signal's business
        case(to=OTHERS[:2], sender=COLLEAGUE),
        case(to=to("aexample@examplebakery.example"), sender=COLLEAGUE, owner=NAMELESS),  # another spelling of the owner's
        case(to=(CLARA,), sender=COLLEAGUE),
        case(to=(GROUP,), sender=COLLEAGUE),  # a group by its form
        case(to=to("ovens@examplebakery.example"), sender=COLLEAGUE, list_id=LIST),
    ),
    "SENT_TO_A_GROUP_ADDRESS": (
        case(to=(ANNA, GROUP), sender=COLLEAGUE),  # the owner is named, too
        case(to=to("carl@guild.example", "Carl Allman")),
        case(to=to("support@guild.example")),
        case(to=to("allison@guild.example")),
        case(to=(GROUP,), resume=A_RESUME),  # an application to somebody's staff, blind-copied
        case(to=to("bakers@yahoogroups.com"), list_id=LIST),  # the list speaks for itself
    ),
    "READS_LIKE_AN_ADVERT": (
        case("Dear Anna,\nclick here and order now: save 30%!"),  # to one, by name
        case("The flour is on offer, I took two sacks."),
        case("Save 30% of the water.\nThe dough will thank us."),  # one phrase alone
        case(ADVERT, resume=A_RESUME),
        case(ADVERT, headers={"auto-submitted": "auto-generated"}),
    ),
    "LAID_OUT_LIKE_A_MAILING": (
        case("Two recipes: https://mill.example/rye and https://mill.example/oats"),
        case(NEWSLETTER, resume=A_RESUME),
        case(NEWSLETTER, list_id=LIST),
        case("RYE\nOATS\nThe rest later."),
    ),
    "LONG_AND_TO_NO_ONE": (case(f"Dear Anna,\n{LONG_LETTER * 4}"), case(LONG_LETTER), case(LONG_LETTER * 4, resume=A_RESUME)),
    "PASSED_ON_TO_MANY": (
        case(to=(ANNA, *crowd(5)), body=Body("I thought of you all when I read this one.", forwarded=A_FORWARD)),
        case(body=Body(forwarded=A_FORWARD)),
    ),
    "YOU_WROTE_IT_TO_FEW": (
        case(sender=ANNA, to=(CLARA,), bcc=crowd(9)),
        case(sender=ANNA, to=crowd(6)),
        case(sender=ANNA, to=(CLARA,), authentication=Authentication(dmarc="fail")),
        case(),
    ),
    "QUOTES_YOU": (
        answer("On Monday Clara Pattern wrote:\n> Tell Anna when you come."),
        answer("> Anna said that the oven is warm."),
        answer("On Monday Anna Example wrote:\n> When?", cc=crowd(5)),
        answer("On Monday Anna Example wrote:\n> When?", headers=UNSUBSCRIBE),
    ),
    "COLLEAGUE_WRITES_TO_FEW": (
        case(sender=COLLEAGUE, cc=OTHERS),
        case(sender=COLLEAGUE, authentication=Authentication(dmarc="fail")),
        case(sender=COLLEAGUE, to=()),
        case(sender=Address("bruno@gmail.com"), owner=Owner(("anna@gmail.com",)), to=to("anna@gmail.com")),
        case(),
    ),
    "YOU_KNOW_THE_SENDER": (
        case(level=Level.ONE_SIDED),
        case(level=Level.UNKNOWN),
        case(level=Level.CLOSE, cc=crowd(5)),
        case(level=Level.CLOSE, to=(BRUNO,)),
        case(level=Level.CLOSE, authentication=Authentication(dmarc="fail")),
    ),
    "PASSED_ON_TO_FEW": (case("See below."), case(cc=crowd(5), body=Body("See below.", forwarded=A_FORWARD))),
    "GREETS_ONE_READER": (
        case("Michael,\nthe loaf was good."),  # we know that the owner is no Michael
        case("Hello,\nthe loaf was good.", owner=NAMELESS, to=to(NAMELESS.addr_specs[0])),
        case("However, the loaf was good.", owner=NAMELESS, to=to(NAMELESS.addr_specs[0])),
        case("Gardeners,\nthe loaf was good.", owner=NAMELESS, to=crowd(9)),
        case("Clara, the loaf was good.", cc=(CLARA, *crowd(9))),
        case("Hi Examplebakery,\nthe loaf was good.", owner=Owner((ANNA.addr_spec,))),
        case("採用ご担当者様\nパンがおいしかったです。"),
    ),
    "RECALLS_WHAT_YOU_SHARED": (
        case("I promise that the loaf is good."),
        case("Dear Sir,\nas discussed I send my papers."),
        case("As promised, here is the recipe.", cc=crowd(5)),
        case("As promised, here is the recipe.", headers=UNSUBSCRIBE),
    ),
}
