"""Is the subject line only the sender's name, or only the job they want?

Both are marks of a mass-mailed resume ("How To Commit Networking Suicide": the subject is the sender's name or the
kind of job wanted), and innocent in nearly all other mail, so each is narrow on purpose.
"""

from __future__ import annotations

import re

from addon.core.address import Address, is_role_address
from addon.core.message import Message
from addon.core.resume.fold import CJK, LETTER, fold, fold_words, loose_name
from addon.core.resume.titles import (
    CERTIFICATES,
    HEAD_NOUNS,
    HEAD_SUFFIXES,
    JOINTS,
    NOT_A_NAME,
    NOT_A_TITLE,
    SEEKING,
    WANTED,
)
from addon.core.resume.words import APPLICATION_WORDS, FORWARD_PREFIXES, REPLY_PREFIXES, RESUME_WORDS

_MAX_SUBJECT = 200
"""Characters of a subject that are looked at; a name or a title is far shorter."""

_PREFIX = re.compile(
    rf"^\s*(?:(?:{'|'.join(sorted(map(re.escape, REPLY_PREFIXES), key=len, reverse=True))})\s*(?:\[\d+\]|\(\d+\))?\s*[:：]\s*)+"
)
_TAG = re.compile(r"^\s*\[[^\]]{0,40}\]\s*")
_PARTS = re.compile(r"\s[-–—]+\s|[,/|:：;_()（）]|(?<=[\u3040-\u9fff])-|-(?=[\u3040-\u9fff])")
_TOKEN = re.compile(rf"(?:{LETTER}|\d)+(?:[.'’&/+#](?:{LETTER}|\d)+)*[+#]*")


NOT_A_TITLE_CJK = tuple(sorted(word for word in NOT_A_TITLE if CJK.search(word)))
"""Those that are found inside unspaced Chinese and Japanese."""


def bare_subject(subject: str) -> str:
    """Return ``subject`` without its "Re:", "Fw:", "AW:", "转发:" and the like, spaces trimmed; the rest as written."""
    text = " ".join(subject[:_MAX_SUBJECT].split())
    while True:
        match = _PREFIX.match(fold(text)) if len(fold(text)) == len(text) else _PREFIX.match(text.casefold())
        if not match or match.end() > len(text):
            return text
        text = text[match.end() :].strip()


def is_reply_or_forward(subject: str) -> bool:
    """True where ``subject`` starts with a reply or forward prefix of any language."""
    return bare_subject(subject) != " ".join(subject[:_MAX_SUBJECT].split())


def is_forward(subject: str) -> bool:
    """True where the first prefix of ``subject`` says that the mail was forwarded ("Fwd:", "WG:", "TR:", "转发：")."""
    head = fold(subject[:20]).replace("：", ":").partition(":")
    return bool(head[1]) and head[0].strip() in FORWARD_PREFIXES


def subject_is_sender_name(message: Message) -> str | None:
    """Return the sender's name as the subject gives it, where the subject is little else; else None.

    At most five words once words like resume, CV and application are set aside, at least 60 % of them the sender's own
    name (display name or address; signature or the first line of an attached resume where the header names nobody);
    or the name and a job title side by side ("Anna Example - CAD engineer").
    The name of anybody else, or a name in company with "meeting" or "wedding", does not count.
    """
    if message.sender is None:
        return None
    text = _TAG.sub("", bare_subject(message.subject))
    names = _name_words(message)
    whole = _name_in(text, message, names)
    if whole:
        return whole
    parts = [part for part in _PARTS.split(text) if part.strip()]
    for place, part in enumerate(parts[:3]):
        others = " ".join(parts[:place] + parts[place + 1 :])
        if subject_is_job_title(others) and (name := _name_in(part, message, names)) and (" " in name or CJK.search(name)):
            return name
    return None


def _name_in(text: str, message: Message, names: list[str]) -> str | None:
    tokens = _TOKEN.findall(text)
    known = RESUME_WORDS | APPLICATION_WORDS | ({joint for joint in JOINTS if len(joint) > 1} - set(names))
    said_resume = any(fold(token) in RESUME_WORDS | APPLICATION_WORDS for token in tokens)
    rest = [token for token in tokens if fold(token) not in known]
    words = [word for token in rest for word in fold_words(token)]
    if not words or len(words) > 5 or any(word in NOT_A_NAME for word in words):
        return None
    if _is_written_together(rest, message):
        return " ".join(rest)
    return _covered_name(rest, words, names, said_resume=said_resume)


def _covered_name(rest: list[str], words: list[str], names: list[str], *, said_resume: bool) -> str | None:
    keys = [loose_name(word) for word in names]
    full = [word for word in words if len(word) > 1 and loose_name(word) in keys]
    initials = [word for word in words if len(word) == 1 and any(key.startswith(loose_name(word)) for key in keys)]
    if not full or len(full) + len(initials) < 0.6 * len(words):
        return None
    if len(words) == 1 and len(keys) > 1 and not said_resume:
        return None  # one word that happens to be a name: "Hope", "Rose"
    strange = [word for word in words if word not in full and word not in initials and not is_job_word(word)]
    covered = {loose_name(word) for word in full}
    unnamed = [key for key in keys if len(key) > 1 and key not in covered and not any(key.startswith(word) for word in initials)]
    if strange and unnamed:
        return None  # "John Maria Smith" from Anna Maria Smith is somebody else
    named = [token for token in rest if any(word in full or word in initials for word in fold_words(token))]
    return " ".join(named)


def _name_words(message: Message) -> list[str]:
    """The words of the sender's own name: display name, else address, else signature and first line of an attachment."""
    sender = message.sender
    if sender is None:
        return []
    words = _display_words(sender)
    if len(words) >= 2:
        return words
    if not is_role_address(sender.addr_spec):
        words += [
            word for word in fold_words(re.sub(r"[._\-+\d]+", " ", sender.local_part)) if len(word) > 1 and word not in words
        ]
    first_lines = [message.body.signature, *(a.text for a in message.attachments[:5])]
    for text in first_lines:
        line = next((line for line in text[:400].splitlines() if line.strip()), "")
        found = list(fold_words(line))
        if len(found) <= 5 and not any(word in NOT_A_NAME or is_job_word(word) for word in found):
            words += [word for word in found if word not in words]
    return words


def _display_words(sender: Address) -> list[str]:
    return [word for word in fold_words(sender.display_name) if word not in CERTIFICATES]


def _is_written_together(rest: list[str], message: Message) -> bool:
    """True where the subject's words, run together, are the sender's name: 黄子轩, or annaexample@ in the address."""
    sender = message.sender
    words = [word for token in rest for word in fold_words(token)]
    if sender is None or not words:
        return False
    joined = loose_name("".join(words))
    shown = _display_words(sender)
    if CJK.search(joined) and len(joined) >= 2:
        return joined in {loose_name("".join(shown)), loose_name("".join(reversed(shown)))}
    local = loose_name("".join(fold_words(re.sub(r"[._\-+\d]+", "", sender.local_part))))
    return len(rest) >= 2 and len(joined) >= 6 and not shown and local in {joined, loose_name("".join(reversed(words)))}


def is_job_word(word: str) -> bool:
    """True for a folded word that names a job (a head noun, a job's ending, or a certificate)."""
    return (
        word in HEAD_NOUNS or word in CERTIFICATES or any(len(word) >= len(end) and word.endswith(end) for end in HEAD_SUFFIXES)
    )


def subject_is_job_title(subject: str) -> str | None:
    """Return the job title that ``subject`` consists of ("Senior Java Developer", "Available Pilot"), else None.

    At most eight words after reply prefixes and words like resume and application are set aside; one of them a head
    noun of job titles, or a word for the work wanted beside "seeking"; no verb, greeting or business word beside it.
    """
    text = _TAG.sub("", bare_subject(subject))
    if any(mark in text for mark in ("?", "？", "@", "...", "…", "!")):
        return None
    tokens = [token for token in _TOKEN.findall(text) if fold(token) not in RESUME_WORDS]
    words = [fold(token) for token in tokens]
    while words and words[0] in JOINTS | APPLICATION_WORDS:
        words, tokens = words[1:], tokens[1:]
    if not words or any(word in NOT_A_TITLE for word in words) or any(word in text for word in NOT_A_TITLE_CJK):
        return None
    length = sum(-(-len(word) // 3) if CJK.search(word) else 1 for word in words)
    if length > 8:
        return None
    seeking = any(word in SEEKING for word in words)
    heads = [place for place, word in enumerate(words) if is_job_word(word) and word not in CERTIFICATES]
    wanted = any(word in WANTED for word in words)
    known = sum(word in SEEKING | JOINTS | CERTIFICATES | WANTED or is_job_word(word) or word.isdigit() for word in words)
    if heads and (seeking or _stands_at_an_edge(words, heads)) and len(words) - known <= 4:
        return " ".join(tokens)
    if wanted and len(words) - known <= 2:
        return " ".join(tokens)
    return None


def _stands_at_an_edge(words: list[str], heads: list[int]) -> bool:
    """True where a head noun ends the phrase (English, German) or opens it (Romance, Slavic), suffixes set aside."""
    last = len(words) - 1
    while last > 0 and (words[last] in CERTIFICATES or words[last].isdigit()):
        last -= 1
    return last in heads or heads[0] == 0 or any(words[place + 1] in JOINTS for place in heads if place < last)
