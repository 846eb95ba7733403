"""Phrases of trade, by language; folded. They tell an advertisement from a letter when two or more stand together."""

from __future__ import annotations

import re

_TRADE = r"""
    \d{1,3} ?% off|save (?:up to )?[$€£]? ?\d+|(?:for|only|just|from) [$€£] ?\d[\d.,]*(?: ?/|per |a )?|free (?:of charge
    |trial|gift|shipping|quote|consultation|sample|download|access|membership|report|copy|cd|bonus|demo)
    |(?:absolutely|100 ?%|it's) free|at no (?:extra )?cost
    |click (?:here|below|on the|the link)|visit (?:our|us at|our web ?site)|(?:order|call|act|apply|register|reply|enroll
    |subscribe|join|sign up|download|buy|search|reserve) (?:now|today|online|early)|enter here
    |for more info(?:rmation)?,? (?:please )?(?:call|visit|click|contact|email|e-mail|go to|on)
    |(?:special|limited|exclusive|introductory|great|best|free|this|our) (?:time )?offers?\b|offer (?:ends|expires|valid)
    |limited (?:time|number|edition)|early bird|discount|money[- ]back|no (?:obligation|risk|fee|credit check|experience
    |catch)|risk[- ]free|guaranteed?\b|satisfaction
    |(?:earn|make|win|save) (?:extra |big |up to )?(?:money|cash|thousands|[$€£] ?\d)|work (?:at|from) home
    |business opportunit|income opportunit|financial freedom|lowest (?:mortgage |price|rate)|low(?:est)? (?:rate|price
    |cost|start)|all major credit|credit cards? (?:accepted|and)|toll[- ]free|1-8\d\d-
    |(?:don't|do not) miss|once in a lifetime|amazing|incredible (?:offer|price|deal)|exciting (?:opportunity|offer|new)
    |you(?:'ve| have) (?:won|been selected)|congratulations|copyright \d{4}|all rights reserved|(?:one|1)[- ]time mailing
    |this is an? (?:ad|advertisement)\b|proven (?:way|track|system|program)
    |registration (?:fee|is|form|deadline)|register (?:by|before|for|at)|seating is limited|space is limited
    |cordially invited|you are invited|join us (?:for|at|on)|sponsored by|press release|for immediate release
    |in this issue|newsletter|featured? (?:this|article|product)|table of contents|what's new
    |jetzt (?:bestellen|anmelden|kaufen|sichern|registrieren|testen)|hier klicken|klicken sie|kostenlos|gratis|rabatt
    |sonderangebot|nur (?:noch )?bis zum|versandkostenfrei|unser angebot|angebot gultig|in dieser ausgabe|jetzt nur
    |gutschein|fruhbucher|melden sie sich an
    |bestel nu|klik hier|korting|aanbieding|schrijf je in|gratis verzending|in dit nummer|bestall nu|klicka har|erbjudande
    |rabatkode|tilbud
    |cliquez (?:ici|sur)|profitez|offre (?:speciale|limitee|exceptionnelle|valable)|gratuit|reduction|remise de
    |inscrivez-vous|commandez|jusqu'au \d|livraison offerte|dans ce numero|code promo|sans engagement
    |haga clic|haz clic|aproveche|aprovecha|oferta (?:especial|limitada|valida)|gratis|descuento|inscribase|inscribete
    |compre ahora|compra ahora|en este numero|sin compromiso
    |clique aqui|aproveite|oferta especial|gratuito|gratis|desconto|inscreva-se|compre (?:agora|ja)|nesta edicao
    |sem compromisso|frete gratis|promocao
    |clicca qui|approfitta|offerta (?:speciale|limitata|valida)|gratuito|sconto|iscriviti|acquista (?:ora|subito)
    |in questo numero|senza impegno|promozione
    |kliknij|promocj|rabat|za darmo|zamow teraz|zapisz sie|oferta specjalna|kliknete|sleva|zdarma|objednejte
    |tiklayin|indirim|ucretsiz|hemen (?:al|kayit|siparis)|kampanya|firsat
    |нажмите|скидк|бесплатно|акци[яи]|закажите|зарегистрируйтесь|спецпредложени|только до|натисніть|знижк|безкоштовно
    |замовте
    |اضغط هنا|خصم|مجانا|عرض خاص|سجل الان|لفترة محدودة|छूट|मुफ्त|यहाँ क्लिक|अभी खरीदें
"""
"""One regular expression, broken into lines before a bar; languages in the order of the greeting tables."""

_TRADE_UNSPACED = r"""
    点击|优惠|免费|折扣|限时|立即(?:购买|报名|注册)|クリック|無料|割引
    |今すぐ|キャンペーン|お申し込み|클릭|무료|할인|지금 (?:신청|구매)|이벤트
"""
"""Languages that put no space between words: matched anywhere."""


def _joined(lines: str) -> str:
    return "".join(line.strip() for line in lines.splitlines())


TRADE = re.compile(rf"(?<![^\W\d_])(?:{_joined(_TRADE)})|{_joined(_TRADE_UNSPACED)}")
