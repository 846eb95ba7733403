"""For each signal the cases in which it fires, and the near misses in which it must not; all invented."""

from __future__ import annotations

import blast_talk_cases
from blast_making import A_RESUME, AN_ADVERT, ANNA, BRUNO, CLARA, JOBS, LONG_LETTER, case, crowd, file, message

from addon.core.address import Address, Owner
from addon.core.broadcast.signal import Case
from addon.core.evidence import Resume
from addon.core.message import Body, Forwarded
from addon.core.relationship import Level, Relationship

ELSE = Address("dora@harbour.example", "Dora Else", "harbour.example")
SORTED = tuple(Address(f"{name}@{name}.example", "", f"{name}.example") for name in "ada ben cid dan eve fay gus".split())
GUESSES = tuple(Address(f"{local}@examplebakery.example", "", "examplebakery.example") for local in ("anna.example", "aexample"))
COLLEAGUES = tuple(Address(f"{local}@examplebakery.example", "", "examplebakery.example") for local in ("dora.else", "delse"))
LIST = "<bakers.lists.example>"
UNSUBSCRIBE = {"list-unsubscribe": "<mailto:leave@mailer.example>"}
AUTOMATIC = {"auto-submitted": "auto-generated"}
TEMPLATE = message(f"Dear reader,\n{LONG_LETTER}\nClara Pattern", sender=CLARA, gmail_id="e1")
NOON = 1_700_000_000_000
BRUNO_ELSEWHERE = Address("bruno.sample@work.example", "", "work.example")
TWICE_UNANSWERED = Relationship(Level.ONE_SIDED, received=2)

FIRES: dict[str, tuple[Case, ...]] = {
    "BCC_NAMES_YOU": (case(to=(), bcc=(ANNA,)), case(to=(BRUNO,), bcc=(Address("everybody@example.org"),))),
    "RECIPIENTS_HIDDEN": (
        case(to=(), empty_groups=("undisclosed-recipients",)),
        case(to=(), empty_groups=("Verborgene Empfänger",)),
        case(to=(Address("undisclosed-recipients@relay.example"),)),
    ),
    "SENT_TO_SELF": (case(to=(BRUNO,)),),
    "YOU_ARE_NOT_ADDRESSED": (
        case(to=(ELSE,)),
        case(to=(), headers={"subject": "Bread"}),
        case(
            to=(ELSE,), resume=A_RESUME, headers={"received": "by mx.examplebakery.example for <anna@examplebakery.example>; Tue"}
        ),
        case(  # neighbours at a mail provider are no firm
            to=(Address("dora@gmail.com", "", "gmail.com"),), resume=A_RESUME, owner=Owner(("anna@gmail.com",), ("Anna Example",))
        ),
        case(to=COLLEAGUES),  # other mail than an application: the firm's lists are told by other signs
    ),
    "MANY_RECIPIENTS": (case(to=(ANNA, *crowd(4))), case(to=(BRUNO,), cc=crowd(12))),
    "UNRELATED_ORGANISATIONS": (case(to=(ANNA, *crowd(6))),),
    "APPLIES_TO_MANY_FIRMS": (case(to=(ANNA, *crowd(8)), resume=A_RESUME), case(to=crowd(2), cc=crowd(9), resume=A_RESUME)),
    "ROLE_MAILBOXES_MIXED_IN": (case(to=(ANNA, Address("hr@harbour.example"), *crowd(4))),),
    "ALPHABETICAL_ORDER": (case(cc=SORTED),),
    "GUESSED_ADDRESSES": (case(to=(ANNA, *GUESSES)),),
    "SENT_TO_A_LIST": (
        case(to=(Address("bakers@lists.example"),), list_id=LIST),
        case(to=(Address("bakers@lists.example"),), headers={"list-post": "<mailto:bakers@lists.example>"}),
    ),
    "MASS_MAILING_SERVICE": (
        case(headers={"feedback-id": "1.example:AmazonSES"}),
        case(headers={"x-mailer": "Sendinblue"}),
        case(headers={"feedback-id": "7:campaign"}),
    ),
    "OFFERS_TO_UNSUBSCRIBE": (
        case(headers=UNSUBSCRIBE),
        case("Five new jobs for you.", headers={**AUTOMATIC, **UNSUBSCRIBE}, resume=AN_ADVERT),
    ),
    "TELLS_HOW_TO_LEAVE_THE_LIST": (
        case("New ovens this week.\n\nTo unsubscribe, click here."),
        case("Neue Öfen.\nHier können Sie sich abmelden."),
        case("新品烤箱。\n退订请点击这里。"),
        case("Ovens.", body=Body(text="Ovens.", signature="You are receiving this because you bought flour.")),
    ),
    "PRECEDENCE_BULK": (case(headers={"precedence": "bulk"}),),
    "BOUNCE_ADDRESS_PER_READER": (case(headers={"return-path": "<b-12-anna=examplebakery.example@mailer.example>"}),),
    "MERGE_RESIDUE": (
        case("Hi {{first_name}},\nI love bread."),
        case("Dear ,\nI love bread."),
        case("Hi  ,\nI love bread."),
        case("Dear [Name],\nI love bread."),
        case("Dear <<First>>,\nI love bread."),
        case("Sehr geehrte Damen,\nich bewerbe mich bei [FIRMA]."),
        case("Estimado/a «Nombre»:\nme gusta el pan."),
        case("Dear FNAME,\nI love bread."),
        case(subject="A baker for *|COMPANY|*"),
    ),
    "SAME_TEXT_BEFORE": (
        case(LONG_LETTER, earlier=(message(LONG_LETTER + " Once more.", gmail_id="e1"),)),
        case("Please find my resume for any job.", earlier=(message("Please find  my RESUME for any job!", gmail_id="e1"),)),
    ),
    "SAME_TEXT_FROM_OTHERS": (case(f"To the manager,\n{LONG_LETTER}\nBruno Sample", earlier=(TEMPLATE,)),),
    "WROTE_AGAIN_UNANSWERED": (case(resume=A_RESUME, relationship=TWICE_UNANSWERED),),
    "GENERIC_GREETING": tuple(
        case(f"{greeting}\nmy resume is attached.")
        for greeting in (
            "Dear Sir/Madam,",
            "To whom it may concern,",
            "Dear Hiring Manager,",
            "Sehr geehrte Damen und Herren,",
            "Madame, Monsieur,",
            "A quien corresponda:",
            "Prezados,",
            "Spettabile ditta,",
            "Geachte heer/mevrouw,",
            "Till den det berör,",
            "Til rette vedkommende,",
            "Hyvä vastaanottaja,",
            "Szanowni Państwo,",
            "Vážení,",
            "Tisztelt Cím!",
            "Stimate domn/doamnă,",
            "Προς κάθε ενδιαφερόμενο,",
            "Уважаемый работодатель!",
            "Шановний роботодавець!",
            "Sayın yetkili,",
            "إلى من يهمه الأمر",
            "महोदय,",
            "尊敬的招聘负责人：",
            "採用ご担当者様",
            "채용 담당자님께",
            "Kính gửi nhà tuyển dụng,",
            "Kepada Yth. HRD,",
        )
    ),
    "WRITTEN_TO_A_GROUP": tuple(
        case(f"{greeting}\nthe oven is warm.")
        for greeting in (
            "Dear all,",
            "Hello everyone,",
            "Hallo zusammen,",
            "Bonjour à tous,",
            "Hola a todos:",
            "Olá pessoal,",
            "Ciao a tutti,",
            "Beste allemaal,",
            "Hej alla!",
            "Witam wszystkich,",
            "Ahoj všichni,",
            "Всем привет!",
            "Всім привіт!",
            "Herkese merhaba,",
            "الزملاء الكرام،",
            "आप सभी को नमस्कार,",
            "各位好：",
            "皆様",
            "여러분 안녕하세요",
            "Hello,\nI am writing to all of you.",
            "Greetings all,\nthe oven is warm.",
            "Fellow night bakers,\nthe oven is warm.",
            "Dear Guild Members:\nthe oven is warm.",
            "(Bild vom Ofen)\nLiebe Mitglieder,\nder Ofen ist warm.",
            "The oven is warm. Does anyone need it?",
        )
    ),
    "GREETS_SOMEBODY_ELSE": (
        case("Dear Mr. Bob Stone,\nmy resume is attached.", resume=A_RESUME),
        case("Hi Clara,\nmy resume is attached.", resume=A_RESUME, owner=Owner(("anna.example@examplebakery.example",))),
        case("Liebe Frau Muster,\nanbei mein Lebenslauf.", resume=A_RESUME),
    ),
    "NO_GREETING_BY_NAME": (case("Hello,\nmy resume is attached."),),
    "NOTHING_ABOUT_YOU": (
        case("Hello,\nI bake bread and look for work.", resume=A_RESUME),
        case("Dear Anna,\nI bake bread and look for work in your company.", resume=A_RESUME),
        case("Dear Anna,\nmy resume is attached. When could we meet?", resume=A_RESUME),  # what every application asks
        case("Hello,\nour mill now grinds rye and oats, and the shop is open on every Saturday until noon."),
        case("Hello,\nyour customers want rye, and your rivals bake it. " + "Our mill grinds rye and oats. " * 22),
        case("Dear Anna, your flour is ready.", headers=UNSUBSCRIBE),
    ),
    "NO_LETTER_AT_ALL": (case("", attachments=(file(),)),),
    "SUBJECT_IS_NAME": (case(subject="Bruno Sample"), case(subject="SAMPLE BRUNO - CV")),
    "SUBJECT_IS_WISH": (case(subject="Senior Java Developer"),),
    "GREETS_YOU_BY_NAME": (
        case("Dear Anna,\nthe loaf was good."),
        case("Hello, Anna!\nThe loaf was good."),
        case("Hi Anna just a word about the loaf"),
        case("Well done, Anna. The loaf was good."),
        case("Anna - the loaf was good."),
        case("Anna\n\nAt your leisure come and taste the loaf."),
        case("Dear Dr. Example I liked the loaf"),
        case("Kedves Anna!\nJó volt a kenyér."),
        case("Sayın Anna Hanım,\nekmek güzeldi."),
        case("नमस्ते अन्ना जी,\nरोटी अच्छी थी।"),
        case("Dear Anna,\nI am a namesake.", sender=Address("anna.winter@example.net", "Anna Winter")),
        case("Annie,\nthe loaf was good."),
        case("<<loaf.doc>>\n\nMs. Example,\nthe loaf was good."),
        case("Hello Ms. Example,\nthe loaf was good."),
        case("Анна, добрый день!\nХлеб хороший."),
        case("الأستاذ سليم المحترم،\nالخبز جيد", owner=Owner(("salim@examplebakery.example",)), to=()),
        case("आदरणीया उमा जी,\nरोटी अच्छी थी।", owner=Owner(("uma@examplebakery.example",)), to=()),
        case("山田様\nパンがおいしかったです。", owner=Owner(("y@examplebakery.example",), ("山田 花子",)), to=()),
        case("李老师您好，面包很好。", owner=Owner(("c@examplebakery.example",), ("李娜",)), to=()),
    ),
    "SPEAKS_OF_YOU": tuple(
        case(text)
        for text in (
            "Dear Anna,\nyou wrote that crust is a promise.",
            "Dear Anna,\nyour rye loaf won over my aunt.",
            "Sehr geehrte Frau Example,\nIhr Vortrag über Roggen war fein.",
            "Chère Anna,\nvous avez écrit que la croûte est une promesse.",
            "Anna Hanım merhaba,\nilanınızda çavdardan söz etmişsiniz.",
            "Anna,\nвы писали про ржаной хлеб.",
            "Anna 您好，\n您分享的黑麦配方很好。",
            "Anna 様\n先日の展示を拝見しました。",
            "Anna 님,\n강연에서 말씀하신 호밀 이야기가 좋았습니다.",
            "आदरणीया Anna जी,\nआपने राई की रोटी के बारे में लिखा था।",
        )
    ),
    "NAMES_YOUR_ORGANISATION": (case("Hello,\nI would like to work at Example Bakery."),),
    "ASKS_YOU_SOMETHING": (
        case("Dear Anna,\nis the rye loaf baked on Fridays?"),
        case("李您好，周五有黑麦面包吗？"),
        case("Dear Anna,\nwhich flour goes into the rye loaf? My resume is attached.", resume=A_RESUME),
        case("Dear Anna,\nwhen are you available?"),
    ),
    "WRITTEN_TO_YOU_ALONE": (case(),),
    "GOES_TO_PEOPLE_YOU_KNOW": (case(cc=(CLARA,), known_recipients=frozenset({CLARA.key})),),
    "REFERRAL_NOT_FOUND": (
        case("Dear Anna,\nJane Pattern suggested that I write to you.", mutuals=()),
        case("Sehr geehrte Frau Example,\nauf Anraten von Jana Muster schreibe ich.", mutuals=()),
    ),
    "ANSWERS_YOU": (case(answers_owner=True),),
    "YOU_WROTE_IN_THIS_THREAD": (case(thread_has_owner=True, answers_owner=False),),
    "INTRODUCED_TO_YOU": (case(cc=(CLARA,), introducer=CLARA),),
    "SOMEBODY_YOU_KNOW_IS_IN_COPY": (case(cc=(CLARA,), copied=CLARA),),
    "MUTUAL_CONTACT_CONFIRMED": (case(mutuals=("Clara Pattern",)),),
    "ANSWERS_YOUR_ADVERT": (case(advert="Baker wanted (EB-7)"),),
    "SENT_TO_YOUR_HIRING_MAILBOX": (
        case(to=(JOBS,)),
        case(to=(Address("anna+jobs@examplebakery.example"),)),
        case(to=(JOBS,), headers=UNSUBSCRIBE, resume=A_RESUME),  # as portals hand applications on
        case(to=(Address("ovens@examplebakery.example"),), role_addresses=("ovens@examplebakery.example",)),
        *(  # the firm's, which the owner need not have listed
            case(to=(Address(f"{local}@examplebakery.example"),), resume=A_RESUME, owner=Owner((ANNA.addr_spec,)))
            for local in ("careers", "bewerbung", "recrutement", "mill-jobs")
        ),
    ),
    "YOU_ARE_HIRING": (case(hiring=True, resume=A_RESUME),),
    "AUTOMATIC_NOTICE": (
        case(headers=AUTOMATIC),
        case("Your application was read.", headers={**AUTOMATIC, **UNSUBSCRIBE}),
        case("Your shift on Friday is open to swap.", headers=AUTOMATIC, resume=AN_ADVERT),
        case(attachments=(file("invite.ics", "text/calendar"),)),
        case(attachments=(file("", "text/calendar"), file("agenda.pdf"))),  # the event is a form of the body
        case("", headers={"content-type": "text/calendar; method=REQUEST"}),
        case(headers={"content-type": "multipart/report; report-type=delivery-status"}),
    ),
    **blast_talk_cases.FIRES,
}

NEAR_MISSES: dict[str, tuple[Case, ...]] = {
    "BCC_NAMES_YOU": (case(bcc=(ANNA,)), case(to=(), bcc=(ANNA,), list_id=LIST)),
    "RECIPIENTS_HIDDEN": (
        case(to=(), cc=(ANNA,), empty_groups=("friends",)),
        case(to=(), empty_groups=("x",), list_id=LIST),
        case(to=(Address("recipients@guild.example"),)),
    ),
    "SENT_TO_SELF": (case(to=(BRUNO,), cc=(ANNA,)), case(to=(BRUNO, ELSE)), case(to=(BRUNO,), delivered_to=(BRUNO.addr_spec,))),
    "YOU_ARE_NOT_ADDRESSED": (
        case(to=(ELSE,), delivered_to=(ELSE.addr_spec, ANNA.addr_spec)),  # an alias or forwarder stamped its address
        case(to=(ELSE,), forwarded_for=(ELSE.addr_spec, ANNA.addr_spec)),
        case(to=(ELSE,), headers={"return-path": "<relay.7xk@harbour.example>"}),  # a relay rewrote the envelope
        case(to=(ELSE,), headers={"resent-to": ANNA.addr_spec}),
        case(to=(ELSE,), sender=Address("dora@examplebakery.example")),  # a colleague, through the firm's own lists
        case(to=(Address("anna+shop@examplebakery.example"),)),
        case(to=(Address("anna_example@examplebakery.example"),), owner=Owner(("anna.example@examplebakery.example",))),
        case(to=(ELSE,), sender=ANNA),
        case(to=(Address("all-staff@harbour.example"),)),  # the group explains it, and is told by itself
        case(to=COLLEAGUES[:1], resume=A_RESUME),  # the reader's own firm handed it round
        case(
            to=(Address("info@bakery.example", "", "bakery.example"),),
            resume=A_RESUME,
            owner=Owner(("anna@ovens.bakery.example",), ("Anna Example",)),  # the firm's other domain
        ),
        case(to=(ELSE,), headers={"received": "by mx.harbour.example with ESMTP id 7 for <dora@harbour.example>; Tue"}),
    ),
    "MANY_RECIPIENTS": (case(to=(ANNA, *crowd(3))), case(to=(ANNA, ANNA, BRUNO, *crowd(3)))),
    "UNRELATED_ORGANISATIONS": (
        case(to=(ANNA, *(Address(f"m{i}@harbour.example", "", "harbour.example") for i in range(9)))),
        case(to=(ANNA, *(Address(f"m{i}@gmail.com", "", "gmail.com") for i in range(9)))),
    ),
    "APPLIES_TO_MANY_FIRMS": (
        case(to=(ANNA, *crowd(7)), resume=A_RESUME),
        case(to=(ANNA, *crowd(12))),  # no application
        case(to=(ANNA, *crowd(12)), resume=Resume("resume", "third_party", 1.0)),  # somebody hands papers round
        case(to=(ANNA, *(Address(f"m{i}@gmail.com", "", "gmail.com") for i in range(12))), resume=A_RESUME),
    ),
    "ROLE_MAILBOXES_MIXED_IN": (case(to=(ANNA, Address("hr@harbour.example"))), case(to=(JOBS, *crowd(6)))),
    "ALPHABETICAL_ORDER": (case(cc=tuple(reversed(SORTED))), case(cc=SORTED[:6])),
    "GUESSED_ADDRESSES": (case(to=(ANNA, *COLLEAGUES)), case(to=(ANNA, GUESSES[0]))),
    "SENT_TO_A_LIST": (
        case(),
        case(to=(JOBS,), list_id="<jobs.examplebakery.example>"),  # the owner's own group
        case(headers={"list-post": "NO"}),
    ),
    "MASS_MAILING_SERVICE": (
        case(headers={"x-mailer": "Thunderbird"}),
        case(headers={"feedback-id": "1.example:AmazonSES", **AUTOMATIC}),
        case(headers={"feedback-id": "7:list"}, list_id=LIST),
    ),
    "OFFERS_TO_UNSUBSCRIBE": (case(headers=UNSUBSCRIBE, list_id=LIST), case(headers={**UNSUBSCRIBE, **AUTOMATIC})),
    "TELLS_HOW_TO_LEAVE_THE_LIST": (
        case("Dear Anna,\nplease stop by on Friday."),
        case("Leave.\nTo unsubscribe, click.", list_id=LIST),
    ),
    "PRECEDENCE_BULK": (case(headers={"precedence": "list"}), case(headers={"precedence": "bulk"}, list_id=LIST)),
    "BOUNCE_ADDRESS_PER_READER": (
        case(headers={"return-path": "<bruno.sample@mail.example.net>"}),
        case(headers={"return-path": "<SRS0=ab=cd=anna=examplebakery.example@relay.example>"}),
    ),
    "MERGE_RESIDUE": (
        case("Dear Anna,\nI love bread."),
        case("Hello all, dear friends,\nI love bread."),
        case("Dear Anna,\nuse f(name) or a[i] in {braces}."),
        case("Chère Anna,\nj'aime « le pain »."),
        case("Hi {{first_name}},\nhow do I fill this field?", list_id=LIST),
    ),
    "SAME_TEXT_BEFORE": (
        case(LONG_LETTER, earlier=(message("Quite another matter: " + " ".join(f"word{i}" for i in range(80)), gmail_id="e1"),)),
        case(LONG_LETTER, earlier=(message(LONG_LETTER, gmail_id="e1"),), answers_owner=True),
        case("Thanks!", earlier=(message("Thanks!", gmail_id="e1"),)),
        case(
            LONG_LETTER, internal_date=NOON, earlier=(message(LONG_LETTER, gmail_id="e1", internal_date=NOON - 60_000),)
        ),  # resent
        case(LONG_LETTER, earlier=None),
    ),
    "SAME_TEXT_FROM_OTHERS": (
        case(LONG_LETTER, earlier=(message(LONG_LETTER, gmail_id="e1"),)),  # the same sender: another signal's business
        case(
            LONG_LETTER, earlier=(message(LONG_LETTER, sender=BRUNO_ELSEWHERE, gmail_id="e1"),)
        ),  # the same person's other address
        case(
            "Please find my resume for any job.",
            earlier=(message("Please find my resume for any job.", sender=CLARA, gmail_id="e1"),),
        ),
    ),
    "WROTE_AGAIN_UNANSWERED": (
        case(resume=A_RESUME, relationship=Relationship(Level.ONE_SIDED, received=1)),
        case(resume=A_RESUME, relationship=Relationship(Level.ANSWERED, received=2, sent=1)),
        case(relationship=TWICE_UNANSWERED),
    ),
    "GENERIC_GREETING": (
        case("Dear Professor Example,\nthe loaf was good."),
        case("Sirocco is a wind."),
        case("Prezada Anna,\no pão."),
    ),
    "WRITTEN_TO_A_GROUP": (
        case("Allan here: the oven is warm."),
        case("Teamwork bakes bread."),
        case("Hallo Anna,\nalles gut."),
        case("Hello all,\nthe oven is warm.", cc=(CLARA,)),  # all two of them
        case("Thank you for some of your ideas."),
        case("Dear Guild Member Anna,\nthe oven is warm."),
    ),
    "GREETS_SOMEBODY_ELSE": (
        case("Dear Annie,\nmy resume is attached.", resume=A_RESUME),
        case("Dear Moose,\nthe loaf was good."),  # in a note it may be a nickname
        case("Dear Bob,\nmy resume is attached.", resume=A_RESUME, to=(), owner=Owner(("moose@examplebakery.example",))),
        case("Dear Clara,\nmy resume is attached.", resume=A_RESUME, cc=(CLARA,)),
        case("Bruno Sample\nBaker, Lisbon", resume=A_RESUME),  # the writer's own heading
        case("Dear Hiring Manager,\nmy resume is attached.", resume=A_RESUME),
        case("Dear Examplebakery,\nmy resume is attached.", resume=A_RESUME),
    ),
    "NO_GREETING_BY_NAME": (case("Dear Anna,\nthe loaf was good."), case("", attachments=(file(),))),
    "NOTHING_ABOUT_YOU": (
        case("Dear Anna,\nyour rye loaf won."),
        case("Dear Anna,\nis it rye?"),
        case("", attachments=(file(),)),
        case("Hello,\nthe oven is warm."),  # a line among acquaintances, with no room for anything
        case("Anna,\nClara looks for work; her resume is attached.", resume=Resume("resume", "third_party", 0.9)),
        case("Hello,\nI bake bread and look for work.", resume=A_RESUME, sender=ANNA),
    ),
    "NO_LETTER_AT_ALL": (
        case(""),
        case("", attachments=(file(),), body=Body(forwarded=Forwarded(text="Flour."))),
        case("Dear Anna, my resume is attached.", attachments=(file(),)),
    ),
    "SUBJECT_IS_NAME": (case(subject="Anna Example"), case(subject="Clara Pattern"), case(subject="Lunch with Bruno Sample")),
    "SUBJECT_IS_WISH": (
        case(subject="Senior Java Developer", advert="Senior Java Developer wanted"),
        case(subject="Senior Java Developer", resume=AN_ADVERT),
        case(subject="Bread on Friday"),
    ),
    "GREETS_YOU_BY_NAME": (
        case("Dear Clara,\nthe loaf was good."),
        case("Anna bakes best of all.", to=(Address("bakers@lists.example"),), list_id=LIST),
        case("Dear Anna,\nthe loaf was good.", sender=ANNA),
        *(  # the post is greeted, and nobody by name
            case(f"Dear {post},\nthe loaf was good.", to=(box,), owner=Owner((box.addr_spec,), (box.display_name,)))
            for post, box in (
                ("HR Manager", Address("hr.manager@guild.example", "HR Manager")),
                ("CEO", Address("ceo@guild.example")),
            )
        ),
        case(
            "Dear Sir,\nplease forward this to somebody who knows bread well, and if nobody does, then perhaps tell Anna of it."
        ),
        case("Dear Anna,\nyour flour is ready.", headers=UNSUBSCRIBE),
        *(
            case(f"{opening}\nCould you help?", sender=Address("anna.winter@example.net", "Anna Winter"))
            for opening in (
                "Hello, my name is Anna Winter and I am looking for work.",
                "Hi, this is Anna from the mill.",
                "Hello! Anna here, looking for work.",
                "To whom it may concern, I am Anna Winter.",
                "Hi team, Anna Winter worked with me.",
                "Anna Winter, baker",  # the heading of her own resume
                "Anna Winter",
                "Guten Tag, ich bin Anna Winter.",
                "Bonjour, je suis Anna Winter.",
                "Hola, me llamo Anna Winter.",
                "Здравствуйте, меня зовут Анна.",
                "您好，我是Anna Winter。",
            )
        ),
        case("Good day, I work with Anna Smith at the mill."),
        case("anna\n\nOur loaf is the best in town."),  # filled in from the address
        case("Hi, looking for work. https://files.example/s/x/cv.pdf"),  # her surname in an address
    ),
    "SPEAKS_OF_YOU": (
        case("Dear Anna,\nI would be an asset to your esteemed organisation."),
        case("Dear Anna,\nthank you for your kind consideration."),
        case("Sehr geehrte Frau Example,\nich bewerbe mich in Ihrem Unternehmen."),
        case("Dear all,\nyour rye loaf won."),
        case("Dear Anna,\nyour order ships today.", headers=UNSUBSCRIBE),
        case("Hello,\nyour rye loaf won.", to=(BRUNO,)),  # "you" is whoever it was sent to
        case("Your customers want rye. " * 40),  # every reader's
        case("Dear Anna,\nthe loaf was good.", subject="About your"),  # nothing runs on from the subject into the letter
        case("Olá Anna,\nIndicaram-me o seu contato."),
    ),
    "NAMES_YOUR_ORGANISATION": (
        case("Hello,\nI would like to bake."),
        case("For example, bread.", owner=Owner(("anna@example.com",))),
        case("Example Bakery closes early.", sender=Address("dora@examplebakery.example", "", "examplebakery.example")),
    ),
    "ASKS_YOU_SOMETHING": (
        case("Dear Anna,\nsee https://example.org/a?b=c&d"),
        case("Dear all,\nwho can help me?"),
        case("Need flour?", headers=UNSUBSCRIBE),
        case("Need flour?", to=(BRUNO,)),
        *(
            case(f"Dear Anna,\nmy resume is attached. {question}", resume=A_RESUME)
            for question in (
                "When are you available for an interview?",
                "Any openings?",
                "Could you please forward it to anyone who is hiring?",
                "Wann hätten Sie Zeit für ein Gespräch?",
                "Auriez-vous un poste à pourvoir ?",
                "¿Tienen alguna vacante?",
                "Você tem alguma vaga?",
                "Avete posizioni aperte?",
                "Heeft u een vacature?",
                "Czy mają Państwo wolne stanowisko?",
                "Есть ли у вас вакансии?",
                "Açık pozisyonunuz var mı?",
                "هل لديكم وظيفة شاغرة؟",
                "क्या आपके यहाँ नौकरी है?",
                "请问贵公司还在招聘吗？",
                "面接のお時間をいただけますか？",
                "면접 기회를 주실 수 있나요?",
            )
        ),
        case("Hi {{first_name}},\nwhich flour do you use?"),  # a merge asks everybody
    ),
    "WRITTEN_TO_YOU_ALONE": (
        case(cc=(CLARA,)),
        case(to=(BRUNO,)),
        case(headers=UNSUBSCRIBE),
        case("Hello everyone,\nthe oven is warm."),
        case("Hi {{first_name}},\nI love bread."),  # a merge goes out one by one
    ),
    "GOES_TO_PEOPLE_YOU_KNOW": (
        case(cc=(CLARA, *crowd(3)), known_recipients=frozenset({CLARA.key})),
        case(cc=(CLARA,), known_recipients=None),
    ),
    "REFERRAL_NOT_FOUND": (
        case("Dear Anna,\nJane Pattern suggested that I write.", mutuals=None),
        case("Dear Anna,\nJane Pattern suggested that I write.", mutuals=("Jane Pattern",)),
        case("Dear Anna,\nI suggested rye.", mutuals=()),
    ),
    "ANSWERS_YOU": (case(answers_owner=False), case(answers_owner=None)),
    "YOU_WROTE_IN_THIS_THREAD": (case(thread_has_owner=None), case(thread_has_owner=True, answers_owner=True)),
    "INTRODUCED_TO_YOU": (
        case(introducer=None),
        case(to=(Address("bakers@lists.example"),), cc=(CLARA,), introducer=CLARA, list_id=LIST),
        case(cc=(CLARA, *crowd(9)), introducer=CLARA),
    ),
    "SOMEBODY_YOU_KNOW_IS_IN_COPY": (
        case(cc=(CLARA,)),
        case(cc=(CLARA,), copied=CLARA, introducer=CLARA),  # then it is an introduction, and told as one
        case(cc=(CLARA, *crowd(9)), copied=CLARA),
        case(to=(Address("bakers@lists.example"),), cc=(CLARA,), copied=CLARA, list_id=LIST),
    ),
    "MUTUAL_CONTACT_CONFIRMED": (case(mutuals=()), case(mutuals=("Clara Pattern",), cc=crowd(9))),
    "ANSWERS_YOUR_ADVERT": (case(advert=""), case(advert="Baker wanted", cc=crowd(9))),
    "SENT_TO_YOUR_HIRING_MAILBOX": (
        case(),
        case(to=(Address("jobs@harbour.example"),)),
        case(to=(Address("jobs@harbour.example"),), resume=A_RESUME),
        case(to=(JOBS, *crowd(9))),
        case("Hire better with us.", to=(JOBS,), headers=UNSUBSCRIBE),  # sold to subscribers: no application
        case("Hire better with us.\nTo unsubscribe, click here.", to=(JOBS,), resume=AN_ADVERT),
        case(to=(Address("careers@examplebakery.example"),), owner=Owner((ANNA.addr_spec,))),  # no application
        case(to=(Address("info@examplebakery.example"),), resume=A_RESUME, owner=Owner((ANNA.addr_spec,))),
        case(to=(Address("jobs@gmail.com"),), resume=A_RESUME, owner=Owner(("anna@gmail.com",))),
    ),
    "YOU_ARE_HIRING": (case(hiring=True), case(hiring=True, resume=A_RESUME, cc=crowd(9)), case(resume=A_RESUME)),
    "AUTOMATIC_NOTICE": (
        case(headers={"auto-submitted": "no"}),
        case(headers=AUTOMATIC, resume=A_RESUME),
        case("Five new jobs for you.", headers={**AUTOMATIC, **UNSUBSCRIBE}, resume=AN_ADVERT),  # a digest to subscribers
        case(attachments=(file("interview.ics", "text/calendar"), file())),  # laid beside other papers
    ),
    **blast_talk_cases.NEAR_MISSES,
}
