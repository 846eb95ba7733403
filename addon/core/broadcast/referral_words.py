"""How letters say who sent or recommended their writer, by language: what stands after that person's name, or before it."""

from __future__ import annotations

import re

_TITLE = r"(?:Dr|Prof|Mr|Mrs|Ms|Herrn?|Frau|Mme|Sr|Sra|Don|Doña|Dott|Pan|Pani)\.? "
_WORD = r"[^\W\d_a-z][^\W\d_]{1,20}"
_NAME = rf"((?:{_TITLE})?{_WORD}(?:[ -](?:{_WORD}|[^\W\d_a-z]\.|van|von|de|der|da|di)){{0,3}})"
"""A name in a script with capitals."""

_SAID = (
    r"(?: from (?:the )?\w{1,20}| \([^)]{1,30}\)|, [^,.]{3,40},)? (?:suggested|recommended|referred|introduced|mentioned)\b",
    r" kindly (?:suggested|recommended|referred|introduced)\b",
    r"(?: from (?:the )?\w{1,20}| \([^)]{1,30}\))? (?:told me|asked me|advised me|said (?:that )?(?:I|you)|sent me|gave me)\b",
    r"(?: from (?:the )?\w{1,20}| \([^)]{1,30}\))? (?:thought of you|pointed me|encouraged me)\b",
    r" (?:hat (?:Ihnen|mir|Sie|mich)|meinte|empfahl|riet|sagte mir)\b",
    r" m['’]a (?:conseillé|dit|recommandé|parlé|suggéré|donné|orienté)",
    r"(?:,[^,.]{3,40},)? me (?:dijo|recomendó|sugirió|comentó|habló|indicou|disse|recomendou|sugeriu|falou)",
    r" mi ha (?:consigliato|detto|suggerito|parlato|indirizzato)",
    r" (?:raadde|zei|vertelde|verwees|tipte|föreslog|rekommenderade|tipsade|sa att)\b",
    r" (?:polecił|radził|powiedział|doporučil|řekl)\w{0,3}\b",
    r" (?:сказал|посоветовал|порекомендовал|рекомендовал|направил|порадив|сказав)\w{0,3}\b",
    r"(?: \([^)]{1,30}\)) (?:сказал|посоветовал|порадив)\w{0,3}\b",
)
"""What stands after the name of somebody who sent the writer."""

_SENT_BY = (
    r"[Aa]s suggested by|[Rr]eferred by|[Rr]eference of|[Rr]ecommended by|[Ss]uggestion of|[Aa]dvice of",
    r"[Ff]riend of|[Ii]ntroduced by|[Oo]n behalf of|Empfehlung von|empfohlen von|[Aa]uf Anraten von",
    r"[Dd]e la part de|[Rr]ecommandée? par|sur (?:le )?conseil de",
    r"[Dd]e parte de|[Rr]ecomendad[oa] por|[Ii]ndicad[oa] por|[Ii]ndicação de",
    r"[Ss]u consiglio di|[Cc]onsigliat[oa] da|[Dd]a parte di",
    r"[Oo]p aanraden van|[Pp]å inrådan av|[Zz] polecenia|[Nn]a doporučení",
    r"[Оо]т|[Пп]о рекомендации|[Пп]о совету|[Вв]ід|[Зз]а порадою",
)
"""What stands before it."""

_LATIN = r"([A-ZÀ-ÞĀ-Ž][\w'’-]{1,20}(?: [A-ZÀ-ÞĀ-Ž](?:\.|[\w'’-]{0,20})){0,3})"
"""A name in Latin letters inside a text in others."""

_CLAUSE = r"(?:^|[.。!！?？,，、:：;；।،] ?)"
_HAN = r"[\u3400-\u9fff]{1,4}(?:·[\u3400-\u9fff]{1,6})?"
_KANJI = r"[\u3400-\u9fff々]{2,6}|[\u30a0-\u30ffー]{2,10}"
_HANGUL = r"[\uac00-\ud7a3]{2,4}"
_HINDI = r"[\u0900-\u0963]{2,20}"
_ARABIC = r"[\u0621-\u064a]{2,15}"
_SENT_ZH = r"(?:推荐我|介绍我|建议我|让我(?:联系|写信|找)|告诉我)"
_SENT_JA = r"(?:様|さん|氏|先生)(?:から|より|の|に)(?:ご)?(?:紹介|推薦|勧め|すすめ|お勧め)"
_SENT_KO = r" ?(?:님|씨|교수님|대표님|선생님|부장님|팀장님)(?:의|께서|이|가|을 통해|으로부터|에게서)? (?:추천|소개|권유|권하)"
_MR_AR = r"(?: السيد| السيدة| الأستاذ| الأستاذة| الدكتور| الدكتورة)?"
_MR_HI = r"(?:मेरे |मेरी )?(?:मित्र |दोस्त |सहकर्मी )?(?:श्री |श्रीमती |डॉ\.? )?"

_TURKISH = r"[A-ZÇĞİÖŞÜ][^\W\d_]{1,20}"
_VERB_LAST = (
    # Turkish: a few words may stand between the name and the verb, so the name has two words or a title.
    rf"\b({_TURKISH}(?: {_TURKISH}){{1,3}})(?: [^\W\d_]{{1,20}}){{0,4}} (?:önerdi|söyledi|tavsiye etti|yönlendirdi|bahsetti)",
    rf"\b({_TURKISH}(?: {_TURKISH}){{0,3}})['’][ıiuü]n (?:önerisi|tavsiyesi|yönlendirmesi|referansı)",
)

_UNCASED = (
    rf"{_CLAUSE}(?:我的)?(?:朋友|同事|导师)?({_HAN})(?:先生|女士|老师|教授|经理|总){_SENT_ZH}",
    rf"{_CLAUSE}(?:我是|本人)?[经由受](?:贵公司的?)?({_HAN})(?:先生|女士|老师|教授|经理|总)?的?(?:推荐|介绍|引荐)",
    rf"{_LATIN} ?(?:先生|女士|老师)?{_SENT_ZH}",
    rf"[经由受] ?{_LATIN} ?(?:先生|女士|老师)?的?(?:推荐|介绍|引荐)",
    rf"{_CLAUSE}(?:[^、。]{{0,12}}の)?({_KANJI}){_SENT_JA}",
    rf"{_LATIN} ?{_SENT_JA}",
    rf"(?<![\uac00-\ud7a3])({_HANGUL}){_SENT_KO}",
    rf"{_LATIN}{_SENT_KO}",
    rf"{_CLAUSE}{_MR_HI}({_HINDI}(?: {_HINDI}){{0,2}}?)(?: जी)? ने(?: {_HINDI}){{0,6}} (?:सलाह|सुझाव|सुझाया|सिफारिश|सिफ़ारिश)",
    rf"{_CLAUSE}{_MR_HI}({_HINDI}(?: {_HINDI}){{0,2}}?)(?: जी)? (?:की सलाह|के सुझाव|की सिफारिश|के कहने) पर",
    rf"(?:اقترح(?: علي)?|نصحني|أوصاني|أرشدني|أحالني|رشحني){_MR_AR} ({_ARABIC} {_ARABIC})",
    rf"(?:بتوصية من|بناء على توصية|بناءً على توصية){_MR_AR} ({_ARABIC} {_ARABIC})",
)
"""Whole patterns for scripts without capitals: the name stands between a clause's start, or the verb, and the rest."""

CLAIMS = (
    *(re.compile(rf"\b{_NAME}{said}") for said in _SAID),
    *(re.compile(rf"\b(?:{before}) {_NAME}") for before in _SENT_BY),
    *(re.compile(pattern) for pattern in (*_VERB_LAST, *_UNCASED)),
)
"""Patterns whose first group is the name of somebody who, the letter says, sent its writer."""

TRAILING_TITLE = re.compile(r" (?:[Bb]ey|[Hh]anım)$")

NOT_NAMES = frozenset(
    "I You He She It They We This That The My Your Dear Hello Hi As Also Please Who Which Ich Sie Er Es Je Vous"
    " Il Elle On Yo Usted Ella Eu Ele Ela Io Lei Lui Hij Zij Han Hon 朋友 同事 老师 导师 我 友人 知人 先輩 同僚"
    " 친구 지인 선배 교수 मित्र दोस्त उन लोगों".split()
)
