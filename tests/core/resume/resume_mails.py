"""Invented mails and texts for the resume tests; all people and firms are made up."""

from __future__ import annotations

from addon.core.address import Address, Owner
from addon.core.context import Context
from addon.core.message import Attachment, Body, Forwarded, Message, ReadState

CONTEXT = Context(Owner(("reader@example.com", "r.reader@example.org"), ("Robin Reader",)))

CV_ENGLISH = """Anna Example
12 Mill Lane, Springfield
Phone: +1 555 0100 234
E-mail: anna@example.org
linkedin.com/in/anna-example

Summary
Accountant with nine years in manufacturing.

Work experience
03/2016 - present   Senior accountant, Brightwater Tools
• Closed the books of three plants every month
• Reduced audit findings from 14 to 2
06/2012 - 02/2016   Bookkeeper, Millstone Paper
• Managed invoices of 200 suppliers

Education
2008 - 2012   BSc Accounting, Springfield College

Skills
Excel, SAP, payroll

Languages
English, Spanish
"""

CV_GERMAN = """Lebenslauf

Persönliche Daten
Name: Jonas Beispiel
Geboren: 04.05.1990 in Musterstadt, ledig
Telefon: 0555 123456
jonas@beispiel.example

Berufserfahrung
04/2015 – heute   Schlosser, Metallbau Muster
09/2010 – 03/2015   Monteur, Torbau Nord

Ausbildung
2007 – 2010   Ausbildung zum Metallbauer, Berufsschule Musterstadt

Kenntnisse
Schweißen, CNC, Führerschein B

Sprachen
Deutsch, Englisch
"""

CV_JAPANESE = """履歴書
氏名 例田 花子
生年月日 1990年5月4日
電話 080-5555-0100
hanako@example.org

学歴
2009年4月 ～ 2013年3月 例示大学 経済学部 卒業

職歴
2013年4月 ～ 2018年9月 例示商事株式会社 営業部
2018年10月 ～ 現在 株式会社サンプル 企画部

資格
日商簿記2級

語学
英語
"""

CV_ARABIC = """السيرة الذاتية
سعيد المثال
البريد: saeed@example.org
هاتف: +962 7 9555 0100

الخبرات العملية
2016 - الآن   مهندس مدني، شركة المثال
2012 - 2016   مهندس موقع، مقاولات النموذج

المؤهلات العلمية
2007 - 2012   بكالوريوس هندسة مدنية، جامعة المثال

المهارات
أوتوكاد، إدارة المشاريع

اللغات
العربية، الإنجليزية
"""

CV_CHINESE = """个人简历
姓名：例小明　性别：男　出生年月：1992年3月
电话：555 0100 8888　邮箱：xiaoming@example.org

教育背景
2010.09 - 2014.06　示例大学　土木工程　本科

工作经历
2014.07 - 2019.03　示例建筑公司　测试工程师
2019.04 - 至今　样本设计院　高级工程师

技能
AutoCAD、PKPM

自我评价
认真负责
"""

CVS = {"en": CV_ENGLISH, "de": CV_GERMAN, "ja": CV_JAPANESE, "ar": CV_ARABIC, "zh": CV_CHINESE}

ADVERT_ENGLISH = """We are hiring: Warehouse manager (full time), Springfield

About the role
You will lead a team of twelve and report to the operations director.

Responsibilities
- plan shifts
- keep stock accurate

Requirements
- 5+ years of experience in logistics
- forklift licence preferred

What we offer: salary 48,000 - 55,000, pension, 28 days of holiday.

To apply, send your CV and salary expectations to jobs@brightwater.example by 1 May.
"""

ADVERT_GERMAN = """Wir suchen zum 1. Juni einen Elektriker (m/w/d)

Ihre Aufgaben: Installation und Wartung von Schaltanlagen.
Ihr Profil: abgeschlossene Ausbildung, Führerschein B.
Wir bieten: 30 Tage Urlaub, Gehalt nach Tarif, Dienstwagen.

Jetzt bewerben: bewerbung@muster-elektro.example
"""

ADVERT_FRENCH = """Nous recrutons un(e) comptable en CDI à Lyon.

Vos missions : saisie, déclarations, clôture mensuelle.
Profil recherché : BTS comptabilité, trois ans d'expérience.
Nous offrons : salaire 32 k€, tickets restaurant.

Merci d'envoyer votre CV et une lettre de motivation à rh@exemple.example.
"""

ADVERTS = {"en": ADVERT_ENGLISH, "de": ADVERT_GERMAN, "fr": ADVERT_FRENCH}

INVOICE = """INVOICE 20391
Millstone Paper, 4 Dock Road
Billing period 01/01/2025 - 31/01/2025
Paper A4, 40 boxes      320.00
Delivery 02/2025 - 03/2025   25.00
Total 345.00, payable within 14 days
Phone +1 555 0100 777, accounts@millstone.example
"""

MANUAL = """Installation guide
1. Connect the pump to the valve and open the tap.
2. Press the red button for three seconds until the lamp is green.
3. If the display shows E4, switch the unit off and call service.
Warning: do not open the housing. Clean the filter every month.
"""


def mail(
    subject: str = "",
    text: str = "",
    *attachments: Attachment,
    sender: str = "Anna Example <anna.example@example.org>",
    forwarded: Forwarded | None = None,
    quoted: str = "",
    signature: str = "",
    **headers: str,
) -> Message:
    """Return a message to the reader; ``headers`` are named with underscores for hyphens."""
    name, _, spec = sender.rpartition("<")
    return Message(
        subject=subject,
        sender=Address(spec.strip("> "), name.strip().strip('"')),
        to=(Address("reader@example.com", "Robin Reader"),),
        headers=tuple((key.replace("_", "-"), value) for key, value in headers.items()),
        body=Body(text=text, quoted=quoted, signature=signature, forwarded=forwarded),
        attachments=attachments,
    )


def file(name: str, text: str = "", state: ReadState | None = None, size: int = 40_000) -> Attachment:
    """Return an attachment: read when there is text, else without text unless ``state`` says otherwise."""
    media = "application/pdf" if name.endswith(".pdf") else "application/octet-stream"
    return Attachment(name, media, size, state or (ReadState.READ if text else ReadState.NO_TEXT), text)
