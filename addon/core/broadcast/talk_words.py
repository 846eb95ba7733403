"""How letters refer to a talk, a promise or a request that writer and reader share, by language; folded."""

from __future__ import annotations

import re

_SHARED = r"""
    as (?:i )?(?:promised|discussed|agreed|mentioned (?:on the phone|at|when|over)|hinted|told you)|(?:as )?per (?:our
    |your) (?:discussion|conversation|call|request|chat|phone)
    |(?:following|after) (?:up on )?our (?:talk|call|chat|conversation|meeting|discussion|lunch)|(?:re
    |regarding) my voice ?mail|at your request|(?:good|great|nice|lovely|wonderful) (?:to )?(?:speak|talk|meet|run|see
    |catch|chatt?)\w{0,4} (?:with |to |into |up with )?(?:you|u)\b
    |(?:enjoyed|thanks for|thank you for) (?:our|the|your|taking the time|setting aside)[\w ]{0,20}\b(?:talk|call|chat
    |conversation|meeting|lunch|time|discuss)|(?:i|we) (?:was|were) telling (?:you|u) about|(?:like|as) we (?:were|said
    |talked|agreed|discussed)|when we (?:spoke|met|talked)|you (?:were )?talking about
    |you (?:may|might|will|probably) (?:recall|remember)\b|we (?:met|spoke) (?:at|in|on|last|when|during)\b
    |sie erinnern sich|du erinnerst dich|vous vous souvenez|se acuerda (?:usted )?de|te acuerdas|lembra-se|si ricord[ai]
    |wie (?:versprochen|besprochen|vereinbart|abgemacht|am telefon|gestern|telefonisch)|den ich dir
    |nach unserem (?:gesprach|telefonat)
    |comme (?:promis|convenu|discute|dit|tu me|vous me)|suite a notre (?:conversation|entretien|appel|echange)
    |como (?:te |le |se )?(?:prometi|quedamos|acordamos|hablamos|comentamos|dije|prometido|acordado|combinamos|combinado
    |falamos)|que combinamos
    |come (?:promesso|d'accordo|concordato|dicevamo|ti dicevo|detto)|zoals (?:beloofd|besproken|afgesproken)|som (?:lovat
    |avtalat|lovet|aftalt|avtalt)
    |jak (?:obiecal|rozmawial|ustali|mowil|slibil|domluv)\w{0,4}|как (?:обещал|договарив|договорил|обсуждали
    |говорил)\w{0,5}|як (?:обіцяв|домовл|говорил)\w{0,5}
    |soz verdigim|konustugumuz|anlastigimiz|كما (?:اتفقنا|وعدت|تحدثنا|طلبت)|जैसा (?:कि )?(?:हमने|वादा|कहा)
"""
"""One regular expression, broken into lines before a bar."""

_SHARED_UNSPACED = r"""
    上次[你您]说|[你您]上次|说好的|答应[你您]|按[你您]说|约好|先日は|お約束|お話しした|例の|약속(?:한|드린|했던)|말씀드린|얘기했던|부탁하신
"""
"""Languages that put no space between words: matched anywhere."""


def _joined(lines: str) -> str:
    return "".join(line.strip() for line in lines.splitlines())


SHARED = re.compile(rf"(?<![^\W\d_])(?:{_joined(_SHARED)})|{_joined(_SHARED_UNSPACED)}")
