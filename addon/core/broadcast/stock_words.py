"""Questions that any application may ask ("When could we meet?", "Any openings?"), by language; folded.

A question of one's own about something else is a sign of a letter; these are what a template holds.
"""

from __future__ import annotations

import re

_STOCK = r"""
    availab|interview|opening|vacanc|position|hiring|hire\b|recruit|jobs?\b|roles?\b|opportunit|employ|candida|appl(?:y|ication)
    |resume\b|cv\b|curriculum|internship|forward|pass (?:it|this|my|me|them)|consider|time (?:for|to|slot)|have (?:the )?time
    |minutes?\b|moment|schedule|connect\b|interested|help\b|advi[sc]e|refer\b|referral|look(?:ing)? for|next steps?
    |work (?:for|with|at|in|together)|join\b|need (?:of|for|a|an|any|someone|somebody)|convenient|suit\b|requirement
    |(?:we|us|to|quick|brief|short|a|phone|i) (?:\w{1,12} )?(?:talk|chat|call|speak|meet|discuss|zoom)|hear (?:back )?from
    |zeit\b|gesprach|vorstell|termin|stellen?\b|arbeitsstelle|bewerb|lebenslauf|suchen sie|offene?|position|bedarf|weiterleit
    |weiterzuleiten|interess|telefon|kennen ?lern|melden|gelegenheit|verfugbar|helfen|arbeit|praktik|einstell
    |disponib|entretien|postes?\b|pourvoir|emploi|recrut|transmettre|transferer|rendez-vous|rencontr|echang|discut|appel
    |temps\b|aider|offre|opportunit|stage\b|embauch
    |vacante|puesto|plaza|entrevista|trabaj|contrat|reenviar|reuni|hablar|llamada|interes|tiempo|ayudar|oferta|oportunidad
    |vagas?\b|disponi|emprego|trabalh|encaminhar|conversar|falar|ligar|tempo\b|ajudar|oportunidade|posicao
    |posizion|colloquio|lavor|assum|inoltrar|incontr|parlar|aiutar|offert
    |vacature|gesprek|beschikbaar|baan\b|functie|werk|doorsturen|afspre|bellen|tijd\b|helpen|sollicit|kans
    |tjanst|jobb|intervju|ledig|tid\b|stilling|mote|traffa|ringa|vidare|hjalp|ansog|ansok
    |rozmow|stanowisk|prac[aeyuo]|wakat|etat|przekaza|przesla|spotka|czas|pomoc|zatrudni|rekrut|dostepn
    |pohovor|pozic|mist[oa]\b|praci\b|schuzk|setk|cas\b|predat|preposlat|voln[aey]
    |собеседован|вакан|должност|работ|встре[тч]|позвон|созвон|пересл|переда|времен|время|помо[чг]|рассмотр|обсуд|резюме
    |интерес|співбесід|посад|робот|зустр|подзвон|перешл|час\b|допомо|розгля|обговор
    |mulakat|gorus|pozisyon|acik|eleman|ilet|yonlendir|zaman|vakit|musait|yardim|degerlendir|basvur|calis|firsat|bulus
    |مقابل|وظيف|شاغر|عمل|فرص|متاح|وقت|لقاء|تحويل|مساعد|اتصال|مكالم|साक्षात्कार|नौकरी|पद |रिक्त|समय|मिल |बात |मदद|अवसर|भेज
    |इंटरव्यू
"""

_STOCK_UNSPACED = r"""
    面试|职位|岗位|招聘|招人|空缺|工作|时间|方便|见面|电话|转发|转交|推荐|机会|考虑|沟通|聊|面接|面談|募集|求人|採用|ポジション
    |空き|時間|お話|会って|転送|検討|機会|면접|채용|자리|공고|시간|만나|통화|전달|기회|도와|검토|포지션|일자리
"""
"""Languages that put no space between words, or put endings to them: matched anywhere."""


def _joined(lines: str) -> str:
    return "".join(line.strip() for line in lines.splitlines())


STOCK = re.compile(rf"(?<![^\W\d_])(?:{_joined(_STOCK)})|{_joined(_STOCK_UNSPACED)}")
