"""Labels: Gmail's own, their names in the languages Takeout writes, and the user's."""

from __future__ import annotations

import re

SYSTEM = (
    "CHAT SENT INBOX IMPORTANT TRASH DRAFT SPAM CATEGORY_FORUMS CATEGORY_UPDATES CATEGORY_PERSONAL "
    "CATEGORY_PROMOTIONS CATEGORY_SOCIAL YELLOW_STAR STARRED UNREAD"
).split()
HIDDEN = frozenset({"IMPORTANT", "CHAT", "SPAM", "TRASH"})

# One line a label, in the interface languages of Gmail: en de fr es it pt nl pl sv da no fi cs tr ru uk el ja ko zh-CN zh-TW.
_NAMES = {
    "SENT": "sent;sent mail;gesendet;gesendete nachrichten;messages envoyés;envoyés;enviados;enviado;"
    "correo enviado;posta inviata;inviati;e-mails enviados;verzonden;verzonden berichten;wysłane;skickat;"
    "skickade mail;sendt;sendte e-mails;sendt e-post;lähetetyt;odeslané;odeslaná pošta;"
    "gönderilmiş postalar;gönderilenler;отправленные;надіслані;απεσταλμένα;送信済み;送信済みメール;"
    "보낸편지함;已发邮件;寄件備份",
    "SPAM": "spam;junk;courrier indésirable;correo no deseado;posta indesiderata;ongewenste e-mail;skräppost;"
    "søppelpost;roskaposti;istenmeyen posta;спам;ανεπιθύμητα;ανεπιθύμητη αλληλογραφία;迷惑メール;스팸함;"
    "垃圾邮件;垃圾郵件",
    "TRASH": "trash;bin;deleted;papierkorb;corbeille;papelera;cestino;lixeira;lixo;prullenbak;kosz;papperskorgen;"
    "papirkurv;papirkurven;roskakori;koš;çöp kutusu;корзина;кошик;κάδος απορριμμάτων;ゴミ箱;휴지통;"
    "已删除邮件;垃圾桶",
    "DRAFT": "draft;drafts;entwurf;entwürfe;brouillon;brouillons;borrador;borradores;bozza;bozze;rascunho;"
    "rascunhos;concept;concepten;wersje robocze;utkast;kladde;kladder;luonnos;luonnokset;koncept;koncepty;"
    "taslak;taslaklar;черновик;черновики;чернетка;чернетки;πρόχειρα;下書き;임시보관함;草稿",
    "INBOX": "inbox;posteingang;boîte de réception;messages reçus;recibidos;bandeja de entrada;posta in arrivo;"
    "caixa de entrada;entrada;postvak in;odebrane;inkorg;inkorgen;indbakke;innboks;postilaatikko;"
    "saapuneet;doručená pošta;gelen kutusu;входящие;вхідні;εισερχόμενα;受信トレイ;받은편지함;收件箱;"
    "收件匣",
    "UNREAD": "unread;ungelesen;non lu;non lus;no leído;no leídos;sin leer;da leggere;non letti;não lido;não lidos;"
    "não lidas;ongelezen;nieprzeczytane;oläst;olästa;ulæst;ulæste;ulest;uleste;lukematon;lukematta;"
    "lukemattomat;nepřečtené;okunmamış;непрочитанные;непрочитані;μη αναγνωσμένα;未読;읽지 않음;未读;未讀",
    "STARRED": "starred;markiert;suivi;suivis;messages suivis;destacado;destacados;speciali;con stella;com estrela;"
    "met ster;oznaczone gwiazdką;stjärnmärkt;stjernemarkeret;stjernemerket;tähdellä merkitty;tähdelliset;"
    "s hvězdičkou;yıldızlı;помеченные;із зірочкою;με αστέρι;スター付き;별표편지함;별표;已加星标;已加星號",
    "IMPORTANT": "important;wichtig;importants;importante;importantes;importanti;belangrijk;ważne;viktigt;vigtigt;"
    "viktig;tärkeää;tärkeät;důležité;önemli;важное;важливо;важливі;σημαντικά;重要;중요;중요편지함;"
    "重要邮件",
    "CATEGORY_PERSONAL": "category personal;category primary;kategorie allgemein;catégorie principale",
    "CATEGORY_SOCIAL": "category social;kategorie soziale netzwerke;catégorie réseaux sociaux",
    "CATEGORY_PROMOTIONS": "category promotions;kategorie werbung;catégorie promotions",
    "CATEGORY_UPDATES": "category updates;kategorie benachrichtigungen;catégorie notifications",
    "CATEGORY_FORUMS": "category forums;kategorie foren;catégorie forums",
    "CHAT": "chat;chats",
}
# States that Takeout writes beside the labels: already read, or without an Inbox label.
_STATES = frozenset(
    "opened;archived;geöffnet;archiviert;ouvert;archivé;archivés;abierto;archivado;archivados;aperto;archiviati;"
    "aberto;arquivado;geopend;gearchiveerd;otwarte;zarchiwizowane;öppnat;arkiverat;arkiverade;åbnet;arkiveret;"
    "åpnet;arkivert;avattu;arkistoitu;otevřené;archivované;açıldı;arşivlendi;"
    "открыто;архив;прочитанные;відкрито;архів;開封済み;アーカイブ済み;열림;보관됨;已打开;已归档;已開啟;已封存".split(";")
)

_BY_NAME = {name.casefold(): label for label, names in _NAMES.items() for name in names.split(";")}
_QUERY_NAMES = {
    "draft": "DRAFT",
    "drafts": "DRAFT",
    "sent": "SENT",
    "inbox": "INBOX",
    "spam": "SPAM",
    "trash": "TRASH",
    "bin": "TRASH",
    "starred": "STARRED",
    "unread": "UNREAD",
    "important": "IMPORTANT",
    "chat": "CHAT",
    "chats": "CHAT",
}


class Labels:
    """The labels of one mailbox: ids, names, settings. Ids of the user's labels are ``Label_1``, ``Label_2`` ..."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {label: label for label in SYSTEM}
        self.settings: dict[str, dict[str, object]] = {}
        self._by_name: dict[str, str] = {label.casefold(): label for label in SYSTEM}
        self.version = 0
        self._made = 0
        self._parsed: dict[str, frozenset[str]] = {}

    def make(self, name: str) -> str:
        """Return the id of the label of that name, made now if there is none."""
        key = _key(name)
        if key not in self._by_name:
            self.version += 1
            self._made += 1
            label = f"Label_{self._made}"
            self._by_name[key], self.names[label] = label, name
        return self._by_name[key]

    def drop(self, label: str) -> None:
        """Forget a user's label."""
        self.version += 1
        self._by_name.pop(_key(self.names.pop(label)), None)
        self.settings.pop(label, None)
        self._parsed.clear()

    def rename(self, label: str, name: str) -> None:
        """Give a user's label another name."""
        self.version += 1
        self._by_name.pop(_key(self.names[label]), None)
        self.names[label], self._by_name[_key(name)] = name, label
        self._parsed.clear()

    def find(self, name: str) -> str | None:
        """Return the id of a label by the name a search uses (spaces and slashes as hyphens), or None."""
        key = _key(name)
        return _QUERY_NAMES.get(key) or self._by_name.get(key)

    def read_takeout(self, value: str) -> frozenset[str]:
        """Return the label ids of an X-Gmail-Labels value: system names in any known language, others made as user labels."""
        if value not in self._parsed:
            found = {self._takeout_id(name) for item in _split(value)[:200] if (name := item.strip().strip('"')[:225])}
            self._parsed[value] = frozenset(label for label in found if label)
        return self._parsed[value]

    def _takeout_id(self, name: str) -> str:
        key = " ".join(name.casefold().split())
        if key in _STATES:
            return ""
        if key.startswith("^"):  # Gmail's internal marks
            return ""
        found = _BY_NAME.get(key) or _BY_NAME.get(key.replace("category_", "category "))
        return found or (name if name in SYSTEM else self.make(name))


def _split(value: str) -> list[str]:
    # A label name that holds a comma is written in quotes.
    return re.findall(r'"[^"]*"|[^,"]+', value)


def _key(name: str) -> str:
    return re.sub(r"[\s/]", "-", name.strip().casefold())


def is_system(label: str) -> bool:
    """True for Gmail's own labels."""
    return label in SYSTEM
