"""What mail programs write between layers of a message, by language. Data only; all phrases are compared case-folded."""

from __future__ import annotations

import re


def _phrases(rows: str) -> frozenset[str]:
    """Phrases divided by bars and line ends."""
    return frozenset(phrase.strip().casefold() for phrase in rows.replace("\n", "|").split("|") if phrase.strip())


FORWARD_MARKS = _phrases(
    """
    forwarded message|forwarded mail|forwarded email|inline attachment follows|weitergeleitete nachricht|weitergeleitete mail
    message transféré|message transfere|mensaje reenviado|mensagem encaminhada|mensagem reencaminhada|messaggio inoltrato
    doorgestuurd bericht|wiadomość przekazana dalej|przekazana wiadomość|treść przekazanej wiadomości|пересылаемое сообщение
    пересланное сообщение|перенаправленное сообщение|vidarebefordrat meddelande|vidarebefordrat mejl|videresendt meddelelse
    videresendt melding|videresendt besked|välitetty viesti|edelleenlähetetty viesti|iletilen ileti|yönlendirilmiş ileti
    yönlendirilmiş mesaj|iletilen mesaj|přeposlaná zpráva|转发的邮件|转发邮件信息|转发邮件|轉寄郵件|轉寄的郵件|転送メッセージ
    転送されたメッセージ|전달된 메일|전달된 메시지|رسالة معاد توجيهها|الرسالة المحولة|رسالة محولة|переслане повідомлення
    továbbított üzenet|továbbított levél|mesaj redirecționat|mesaj redirectionat|προωθημένο μήνυμα|הודעה שהועברה
    """
)
"""Between dashes, above a forwarded message."""

FORWARD_STARTS = (
    "forwarded by",
    "forwarded message from",
    "weitergeleitet von",
    "transféré par",
    "réexpédié par",
    "reenviado por",
    "encaminhado por",
    "inoltrato da",
    "doorgestuurd door",
    "przesłane przez",
    "переслано",
    "転送者",
)
"""Between dashes, followed by who forwarded and when (Lotus Notes and its kin)."""

BEGIN_MARKS = _phrases(
    """
    begin forwarded message|anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|début du message transféré
    début du message réexpédié|inicio del mensaje reenviado|início da mensagem encaminhada|início da mensagem reencaminhada
    inizio messaggio inoltrato|begin doorgestuurd bericht|początek przekazywanej wiadomości|начало переадресованного сообщения
    vidarebefordrat brev|start på videresendt besked|start på videresendt melding|välitetty viesti alkaa|iletilen ileti başlangıcı
    začátek přeposlané zprávy|下面是被转发的邮件|以下是轉寄的郵件|転送されたメッセージ|전달된 메시지 시작
    بداية الرسالة المعاد توجيهها
    """
)
"""On a line of their own with a colon (Apple Mail)."""

ORIGINAL_MARKS = _phrases(
    """
    original message|original mail|original email|original e-mail|reply message|reply separator
    ursprüngliche nachricht|originalnachricht
    original-nachricht|message d'origine|message d’origine|message original|message initial|mensaje original|mensagem original
    messaggio originale|oorspronkelijk bericht|origineel bericht|wiadomość oryginalna|oryginalna wiadomość|wiadomość pierwotna
    исходное сообщение|оригинальное сообщение|originalmeddelande|ursprungligt meddelande|original meddelelse|oprindelig meddelelse
    opprinnelig melding|alkuperäinen viesti|orijinal ileti|orijinal mesaj|özgün ileti|původní zpráva|原始邮件
    邮件原件|原邮件|原始郵件
    元のメッセージ|元のメール|원본 메시지|원본 메일|الرسالة الأصلية|вихідне повідомлення|оригінальне повідомлення|eredeti üzenet
    mesaj original|αρχικό μήνυμα|ההודעה המקורית
    """
)
"""Between dashes, above a message that was answered or forwarded (Outlook)."""

_LABELS = {
    "from": """from|von|de|da|van|od|от|från|fra|lähettäjä|kimden|gönderen|odesílatel|发件人|發件人|寄件者|寄件人
    差出人|送信者|보낸 사람
        보낸사람|발신|من|від|feladó|de la|από|מאת|expéditeur|remitente|mittente|absender|afzender|nadawca""",
    "date": """sent|date|gesendet|datum|envoyé|envoyé le|date d'envoi|enviado|enviado el|fecha|enviado em|enviada em
    enviada|data|inviato
        verzonden|wysłano|data wysłania|отправлено|дата|skickat|sendt|dato|lähetetty|päiväys|päivämäärä|gönderildi
        gönderilme|tarih
        gönderme tarihi|odesláno|发送时间|發送時間|时间|日期|寄件日期|送信日時|日時|日付|보낸 날짜|날짜|보낸날짜
        تاريخ الإرسال|التاريخ|надіслано
        elküldve|dátum|trimis|ημερομηνία|στάλθηκε|תאריך|נשלח""",
    "to": """to|an|à|a|para|aan|do|кому|till|til|vastaanottaja|kime|alıcı|komu|收件人|收件者|宛先|받는 사람|받는사람
    수신|إلى|címzett|către
        προς|אל|destinatario|destinatário|destinataire|empfänger""",
    "cc": """cc|bcc|kopie|kopia|copie|копия|kopi|kopio|bilgi|抄送|副本|참조|نسخة|másolat|κοιν|עותק|kopie an|copia|cópia""",
    "subject": """subject|betreff|objet|asunto|assunto|oggetto|onderwerp|temat|тема|ämne|emne|aihe|konu|předmět|主题
    主旨|主題|件名|제목
        الموضوع|tárgy|subiect|θέμα|נושא|betr""",
    "other": """reply-to|reply to|antwort an|répondre à|importance|priority|attachments|anlagen|attachment
    pièces jointes|sent by|please respond to
        organization|list-id|message-id""",
}
LABELS = {label.strip().casefold(): kind for kind, row in _LABELS.items() for label in row.replace("\n", "|").split("|")}
"""Label of a header line inside a text -> from, date, to, cc, subject, other."""

WROTE = re.compile(
    r"\bwrote\b|\bwrites\b|\bschrieb\b|\bgeschrieben\b|\ba écrit\b|\bécrit\b|\bescribi[óo]\b|\bescreveu\b"
    r"|\bha scritto\b|\bschreef\b|\bgeschreven\b"
    r"|napisał|\bпиш[её]т|\bписал|\bнаписал|\bпише\b|\bskrev\b|\bkirjoitti\b|\byazdı\b|\bnapsal|写道|寫道|のメール"
    r"|書きました|のメッセージ|작성|님이 쓴"
    r"|كتب|\bezt írta\b|\ba scris\b|έγραψε|כתב|\bhat geschrieben\b|\bva escriure\b",
    re.IGNORECASE,
)
"""The verb of an attribution line, in 24 languages."""

WROTE_OPENS = re.compile(
    r"(?:on|am|le|el|em|il|op|w dniu|dnia|den|на|в|вт|пн|ср|чт|пт|сб|вс|dne|på|til|tarihinde|vào|în|στις|في)\b|ב|\d|\w{2,4}[.,] ",
    re.IGNORECASE,
)
"""How an attribution opens where no quote marks follow it."""

FORWARD_PREFIXES = frozenset(
    "fw fwd wg tr rv enc i doorst pd vb vl 转发 轉寄 转寄 転送 전달 ilt i̇lt πρθ továbbítás fs przek пересл".split()
)
REPLY_PREFIXES = frozenset("re aw sv antw odp res r rif ynt vá vs bls ref 回复 答复 回覆 返信 ответ на 회신 رد απ sv".split())

DEVICE_LINES = re.compile(
    r"(?:sent|send) (?:from|via|using|with) |get outlook for |sent by my |von meinem |gesendet (?:mit|von|über) "
    r"|envoyé (?:de|depuis|à partir)"
    r"|enviado (?:desde|do|de|pelo|a partir|via) |inviato (?:da|dal) |verstuurd vanaf |verzonden (?:vanaf|met|via) "
    r"|wysłan[eo] z |отправлено (?:с|из) "
    r"|skickat från |sendt fra |lähetetty |iphone'umdan|’?den gönderildi|odesláno z |发自我的|發自我的|從我的"
    r"|iphoneから送信|androidから送信|から送信"
    r"|나의 iphone|에서 보냄|أُرسلت من|أرسلت من|надіслано з |отправлено с |trimis de pe |elküldve |στάλθηκε από",
    re.IGNORECASE,
)
"""The line a phone adds below a message."""

CLOSINGS = re.compile(
    r"(?:(?:kind(?:est)?|best|warm(?:est)?|with (?:kind |best |warm )?)\s?(?:personal )?regards?|regards"
    r"|best(?: wishes)?|all the best|cheers|thanks(?: a lot| again"
    r"| in advance| and regards| & regards)?|thank you(?: very much| in advance)?|many thanks|sincerely(?: yours)?"
    r"|yours (?:sincerely|faithfully|truly)|respectfully(?: yours)?"
    r"|(?:mit )?(?:freundlichen?|besten?|herzlichen?|lieben?|viele[n]?|schöne[n]?) gr(?:ü|ue)(?:ß|ss)en?|gru(?:ß|ss)"
    r"|lg|mfg|vg|hochachtungsvoll"
    r"|(?:bien )?cordialement|(?:bien )?à (?:vous|toi)|salutations(?: distinguées)?|(?:sincères"
    r"|meilleures) salutations|bonne journée"
    r"|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|un abrazo|atenciosamente|cumprimentos|abraços?"
    r"|com os melhores cumprimentos"
    r"|(?:cordiali|distinti) saluti|saluti|cordialmente|un saluto|met vriendelijke groet(?:en)?"
    r"|(?:vriendelijke )?groet(?:en|jes)?|mvg"
    r"|z poważaniem|pozdrawiam|pozdrowienia|с уважением|всего доброго|med vänlig(?:a)? hälsning(?:ar)?"
    r"|vänliga hälsningar|mvh|med venlig hilsen|(?:med )?vennlig hilsen|hilsen"
    r"|ystävällisin terveisin|terveisin|saygılarımla|iyi çalışmalar|s pozdravem|此致|敬礼|祝好|谢谢|謝謝"
    r"|よろしくお願い(?:いた|致)?します|敬具|以上|감사합니다"
    r"|드림|مع تحياتي|تحياتي|وشكرا|з повагою|üdvözlettel|cu stimă|με εκτίμηση|בברכה)[ ,.!;:，。！…\-–—]{0,4}",
    re.IGNORECASE,
)
"""The phrase above a closing block; must fill its line."""
