"""Word tables for greetings: phrases that open a letter to nobody in particular, or to many, in 24 languages.

Every phrase is folded when the module is imported (case, accents), and matched at the start of words. Sources: business
letter
guides of each language, and the openings of the mails this judge was developed on.
"""

from __future__ import annotations

from addon.core.resume.fold import fold


def _table(text: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            " ".join(fold(phrase).split()) for line in text.splitlines() for phrase in line.split("|") if phrase.strip()
        )
    )


TO_NOBODY = _table(
    """
    dear sir|dear sirs|dear madam|dear ma'am|dear mam|respected sir|respected madam|respected ma'am|to whom it may concern
    to whomsoever
    dear hiring|dear recruit|dear hr|dear human resources|dear talent|dear employer|dear manager|dear team|dear partner
    dear customer|dear client|dear doctor|dear professor|dear prof|dear principal|respected principal|respected professor
    dear maintainer|dear editor|dear author
    dear friend|dear applicant|dear candidate|dear member|dear subscriber|dear reader|dear user|dear owner|greetings|sir,
    sir/madam|to the hiring
    to the recruit|to the human resources|hi there|hello there|dear valued|dear business owner|dear website owner
    sehr geehrte damen und herren|sehr geehrte damen|sehr geehrtes team|liebes team|sehr geehrter kunde
    sehr geehrte kundin|sehr geehrte/r
    sehr geehrtes personal|liebes personal|liebe personalabteilung|werte damen|guten tag liebes
    madame, monsieur|madame monsieur|monsieur, madame|monsieur madame|mesdames, messieurs|mesdames et messieurs|messieurs
    a qui de droit|cher recruteur
    chere equipe|madame / monsieur|madame/monsieur|madame ou monsieur
    a quien corresponda|a quien pueda interesar|estimados senores|estimado/a|estimada/o|estimado senor/a
    estimado senor o senora|muy senores mios|muy senor mio|senores
    estimado equipo|estimado cliente|estimada clienta|estimado responsable|estimados responsables
    a quem possa interessar|prezados|prezado(a)|prezado/a|caros senhores|prezado senhor|prezada senhora|prezado cliente
    senhores|caro recrutador
    gentili signori|gentili signore|spettabile|spett.le|egregi signori|a chi di competenza|gentile responsabile
    alla cortese attenzione|gentile cliente
    egregio dottore|gentile azienda
    geachte heer/mevrouw|geachte heer, mevrouw|geachte heer of mevrouw|geachte mevrouw/heer|beste lezer|l.s.
    geachte relatie|beste relatie|beste werkgever
    beste klant|beste recruiter|geachte dames
    till den det beror|till den det vederbor|basta rekryterare|hej rekryterare|til rette vedkommende|til den det angar
    til den det matte angaa|kjaere arbeidsgiver
    hyva vastaanottaja|arvoisa vastaanottaja|hyva rekrytoija
    szanowni|drodzy panstwo|szanowny pracodawco|szanowny kliencie|szanowny panie/pani
    vazeni|vazena pani, vazeny pane|vazena pani/vazeny pane|vazeny zamestnavateli|vazeny zakazniku
    tisztelt holgyem/uram|tisztelt uram/holgyem|tisztelt cim|tisztelt munkaltato
    stimate domn/doamna|stimata doamna/stimate domn|catre cine este interesat|stimati domni
    προς καθε ενδιαφερομενο|αξιοτιμοι κυριοι|αξιοτιμε κυριε/κυρια
    уважаемые|уважаемый работодатель|уважаемый клиент|уважаемый руководитель|уважаемый рекрутер|господа|шановні
    шановний роботодавець|шановний клієнте|шановний рекрутер
    sayın yetkili|sayın ilgili|ilgili kişiye|ilgili makama|değerli yetkili|sayın insan kaynakları|sayın işveren
    sayın müşterimiz|değerli müşterimiz
    السادة|السادة الكرام|إلى من يهمه الأمر|الى من يهمه الامر|السيد المدير|حضرة المدير|السيد مدير|سيدي المدير|عزيزي العميل
    עזיז|לכל המעוניין|לכל מאן דבעי
    महोदय|महोदया|आदरणीय महोदय|माननीय महोदय|सेवा में|श्रीमान|श्रीमान जी|मान्यवर|प्रिय ग्राहक
    尊敬的招聘|尊敬的领导|尊敬的hr|尊敬的人事|尊敬的先生|尊敬的女士|尊敬的客户|招聘负责人|招聘主管|人事部|人力资源|您好hr
    hr您好|贵公司|尊敬的公司|敬启者|尊敬的面试官
    採用ご担当|採用担当|人事ご担当|人事部|人事担当|ご担当者|担当者様|関係者各位|関係各位|拝啓
    채용 담당자|채용담당자|인사 담당자|인사담당자|담당자님|담당자께|관계자|귀사의 무궁한|고객님
    kính gửi quý|kính gửi anh/chị|kính gửi nhà tuyển dụng|kính gửi ban|kepada yth|dengan hormat|bapak/ibu|เรียน ฝ่ายบุคคล
    เรียน ผู้จัดการ
    """
)
"""Openings for whoever reads it. A name after one ("Dear Professor Example") makes it a greeting by name: the caller looks."""

TO_MANY = _table(
    """
    dear all|hi all|hello all|hey all|good morning all|good afternoon all|good evening all|to all|dear everyone
    hi everyone|hello everyone|hey everyone|hi everybody|hello everybody
    hi folks|hello folks|hey folks|dear folks|folks|dear friends|hello friends|hi friends|dear colleagues|hi colleagues
    dear recruiters|dear members|dear group|hi list|hello list
    hi team|hello team|team,|dear neighbours|dear neighbors|hello readers|dear readers|hi guys|hey guys|hello group|all,
    friends,|colleagues,|dear teams
    hallo zusammen|hallo alle|hallo an alle|guten tag zusammen|guten morgen zusammen|liebe alle|liebe freunde
    liebe kollegen|liebe kolleginnen|hallo in die runde|hallo ihr lieben|liebe mitglieder
    liebe freundinnen|sehr geehrte kolleginnen|sehr geehrte kollegen|an alle|moin zusammen|hi zusammen|servus miteinander
    gruezi mitenand|liebe bekannte
    bonjour a tous|bonjour a toutes|bonjour tout le monde|salut a tous|salut tout le monde|chers tous|chers amis
    cheres amies|cheres et chers|chers collegues|cher reseau
    hola a todos|hola a todas|buenas a todos|buenos dias a todos|buenas tardes a todos|queridos amigos|estimados colegas
    estimados amigos|hola amigos|hola gente|buenas gente|hola equipo|compañeros
    ola a todos|ola pessoal|oi pessoal|pessoal|bom dia a todos|boa tarde a todos|bom dia pessoal|caros colegas
    prezados colegas|queridos amigos|caros amigos|oi gente|ola gente
    ciao a tutti|buongiorno a tutti|buonasera a tutti|salve a tutti|cari tutti|cari amici|cari colleghi|gentili colleghi
    gentilissimi
    hallo allemaal|beste allemaal|hoi allemaal|dag allemaal|beste collega's|beste mensen|beste vrienden|lieve mensen
    beste allen|hallo iedereen
    hej alla|hej allihopa|kara vanner|kara kollegor|basta kollegor|hej alle|kaere alle|hei alle|kjaere alle|hei kaikki
    moi kaikki
    witam wszystkich|witajcie|czesc wszystkim|dzien dobry wszystkim|drodzy przyjaciele|drogie kolezanki|drodzy|kochani
    ahoj vsichni|dobry den vsem|zdravim vsechny|mili pratele|vazeni kolegove|mili kolegove|sziasztok|kedves mindenki
    kedves kollegak|kedves baratok|buna tuturor|dragi colegi|dragi prieteni
    всем привет|всем добрый|всем здравствуйте|привет всем|здравствуйте все|дорогие друзья|уважаемые коллеги
    дорогие коллеги|коллеги|друзья|добрый день всем|всем доброго
    всім привіт|вітаю всіх|доброго дня всім|шановні колеги|дорогі друзі|друзі|колеги
    herkese merhaba|merhaba herkese|merhabalar arkadaşlar|merhaba arkadaşlar|arkadaşlar|değerli arkadaşlar|sevgili dostlar
    değerli meslektaşlarım|sevgili arkadaşlar|merhaba millet
    الزملاء الكرام|الزملاء الاعزاء|الزملاء|أصدقائي|الأصدقاء|الإخوة|الاخوة الكرام|السلام عليكم جميعا|مرحبا جميعا
    مرحبا بالجميع|שלום לכולם|היי לכולם
    सभी को नमस्कार|सभी को|नमस्कार सभी|मित्रों|साथियों|आप सभी|प्रिय मित्रों
    各位|大家好|诸位|亲们|朋友们|同事们|同学们|皆様|皆さま|みなさま|みなさん|会員の皆様|各位様|여러분|모두들|모두에게|各位hr
    """
)
"""Openings for a group."""

MANY_INSIDE = _table(
    """
    all of you|any of you|each of you|those of you|many of you|most of you|some of you|you all|for those interested|for those who
    anyone interested|anybody interested|anyone who is|does anyone|does anybody|if anyone|if anybody|has anyone|all employees
    all members|all students|all participants|all recipients|all attendees|all staff|all interested parties
    apologies if you receive|multiple copies of this|duplicate copies of this|recipient lists|our members
    our readers|our subscribers
    you all are|you are all|everyone i wrote|everyone on this|writing round
    writing to everyone|writing to many|pass it round|pass it around
    pass it on to anyone|forward it widely|forward widely|mass mail|bulk mail|sorry for the mass|apologies for the mass
    apologies for cross
    euch alle|ihnen allen|an viele|massenmail|rundmail|a vous tous|vous tous|envoi groupe|a todos ustedes|a todos vosotros
    correo masivo|envio masivo|a todos voces|a tutti voi|aan jullie allen|er alla
    wszystkim panstwu|do wszystkich|vam vsem|всем вам|рассылаю всем|рассылка|вам усім|усім вам|hepinize|sizlere|toplu mail
    toplu e-posta|جميعا|لكم جميعا|आप सबको|群发|多处投递|一斉送信|一斉に|단체 메일|여러 곳에
    """
)
"""Phrases inside a letter that say it went to many."""

GROUP_NOUNS = frozenset(
    fold(
        """
    all everyone everybody folks guys friends colleagues team group list members member participants participant students alumni
    alums classmates comrades brothers sisters neighbors neighbours parents volunteers employees staff subscribers subscriber
    customers clients shareholders stockholders investors traders developers users partners gentlemen ladies teammates people
    residents attendees delegates readers fans supporters donors teachers faculty fellows vendors suppliers
    recruiters candidates applicants associates players coaches families listmembers listers enthusiasts
    professionals managers owners

    alle zusammen kollegen kolleginnen mitglieder freunde freundinnen mitarbeiter mitarbeiterinnen eltern nachbarn kunden
    teilnehmer teilnehmende studierende leser leserinnen
    tous toutes collegues amis membres adherents etudiants parents voisins clients lecteurs
    todos todas amigos colegas companeros socios miembros alumnos padres vecinos clientes lectores
    pessoal galera socios membros alunos pais vizinhos leitores
    tutti tutte amici colleghi soci studenti genitori vicini lettori
    allemaal iedereen collega's collegas leden vrienden ouders buren lezers
    allihopa alla kollegor vanner medlemmar kolleger medlemmer venner
    wszyscy wszystkim koledzy przyjaciele czlonkowie vsichni vsem kolegove pratele clenove
    все всем коллеги друзья участники члены всі всім колеги друзі учасники
    herkese arkadaslar uyeler dostlar
    """
    ).split()
)
"""Last words of greetings that call a group ("Dear Club Members,"). "Dear Member" is what a mailing calls each of them."""

NO_NAMES = frozenset(
    fold(
        """
    yes no ok okay thanks thank however also please fyi attached note hello hi hey dear sir madam sirs good great well just here
    first finally today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday so and but if when as
    regards sincerely cheers best update reminder re fw fwd subject from to date cc attention important urgent warning
    congratulations welcome greetings news new free the this that these those we you my our your it in on at for with by
    hiring manager recruiter customer client friend reader user candidate applicant professor doctor editor candidate
    january february march april may june july august september october november december
    ja nein danke bitte hallo guten oui non merci bonjour si gracias hola nao sim obrigado obrigada ola grazie ciao nee bedankt
    """
    ).split()
)
"""Capitalised words before a comma that name nobody."""
