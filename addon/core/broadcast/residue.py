"""What a mail merge leaves behind where it had nothing to fill in: {{first_name}}, [FIRMA], <<company>>."""

from __future__ import annotations

import re

from addon.core.resume.fold import fold

_FIELDS = (
    r"(?:first|last|full|sur|given|user|company|contact|recipient|hr)?[ _.-]?name|company|companyname|organi[sz]ation"
    r"|employer|firm|(?:job )?title|position|role|job|recipient|manager|city|fname|lname"
    r"|vorname|nachname|firma|unternehmen|anrede|ansprechpartner|prenom|nom|entreprise|societe|poste"
    r"|nombre|apellidos?|empresa|puesto|nome|cognome|cargo|azienda|ruolo"
    r"|naam|voornaam|achternaam|bedrijf|functie|namn|foretag"
    r"|imie|nazwisko|stanowisko|jmeno|prijmeni|ad|soyad|isim|sirket|pozisyon"
    r"|имя|фамилия|компания|должность|ім'я|компанія|посада|الاسم|اسم الشركة|الشركة|नाम|कंपनी"
    r"|姓名|公司|公司名称?|职位|氏名|会社名|御社名|企業名|이름|회사명?|회사 이름|성함"
)
_OPENERS, _CLOSERS = r"\{\{?|<<|«|\[\[?|\*\||%%?|\$\{|＜", r"\}\}?|>>|»|\]\]?|\|\*|%%?|＞"
_BRACKETED = re.compile(
    rf"(?:{_OPENERS})\s{{0,3}}(?:your |their |the |insert |contact\.|recipient\.)?(?:{_FIELDS})\s{{0,3}}(?:{_CLOSERS})"
)
_IDENTIFIER = re.compile(
    r"\{\{\s{0,3}[a-z_][\w .|'-]{0,40}\}\}|\*\|[a-z_:]{2,30}\|\*|<<[a-z_ ]{2,30}>>|\$\{[a-z_.]{2,30}\}"
    r"|%(?:first|last|full)?_?name%|[〇○]{2}(?:様|会社|株式会社)"
)


def placeholder_in(text: str) -> str:
    """Return the first unfilled placeholder in ``text``, folded, at most 40 characters; "" where there is none."""
    folded = fold(text)
    match = _BRACKETED.search(folded) or _IDENTIFIER.search(folded)
    return " ".join(match.group().split())[:40] if match else ""
