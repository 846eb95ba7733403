"""What a card says it did not see: every file that may matter, in true words, and no others."""

from __future__ import annotations

import pytest

from addon.core.message import Attachment, Body, Message, ReadState
from addon.handlers.unseen import MAX_FILES, find_unseen

PDF = "application/pdf"
WORD = "application/msword"
OCTETS = "application/octet-stream"
PNG = "image/png"


def unseen(*files: Attachment, is_known: bool = False, **more: object) -> list[str]:
    return [note.text for note in find_unseen(Message(attachments=files, **more), is_known=is_known)]  # type: ignore[arg-type]


def unread(name: str, kind: str, *, size: int = 4_000, inline: bool = False, listing: tuple[str, ...] = ()) -> Attachment:
    return Attachment(name, kind, size, ReadState.UNSUPPORTED, listing=listing, is_inline=inline)


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (Attachment("a.pdf", PDF, 9, ReadState.NO_TEXT), "holds no text that can be read; it may be a scan."),
        (Attachment("a.doc", WORD, 9, ReadState.NO_TEXT), "holds no text that can be read; it may hold a picture."),
        (Attachment("a.txt", "text/plain", 9, ReadState.NO_TEXT), "holds no words."),
        (Attachment("a.pdf", PDF, 0, ReadState.BROKEN), "is empty."),
        (Attachment("a.txt", "text/plain", 0, ReadState.NO_TEXT), "is empty."),
        (Attachment("a.pdf", PDF, 9, ReadState.BROKEN), "could not be read."),
        (Attachment("a.pdf", PDF, 9, ReadState.LOCKED), "is protected by a password."),
        (Attachment("a.pdf", PDF, 9, ReadState.TOO_BIG), "is too large to read."),
        (Attachment("a.pdf", PDF, 9, ReadState.TOO_SLOW), "could not be read in the time there is."),
        (Attachment("a.txt", "text/plain", 47, ReadState.LEFT_OUT), "was not read: only the first 6 files of a message are."),
        (Attachment("a.doc", WORD, 0, ReadState.NOT_FETCHED), "was not read."),
        (unread("a.pages", "application/vnd.apple.pages"), "is a kind of file that is not read."),
        (unread("a.xlsx", "application/vnd.ms-excel"), "is a kind of file that is not read."),
        (unread("a.bin", OCTETS), "is a kind of file that is not read."),
        (unread("a.eml", "message/rfc822"), "is another message, which was not read."),
        (unread("a.zip", "application/zip", listing=("cv.pdf",)), "was not unpacked; it holds “cv.pdf”."),
        (unread("a.zip", "application/zip", listing=("cv.pdf", "b", "c")), "was not unpacked; it holds “cv.pdf” and 2 more."),
        (unread("a.heic", "image/heic"), "is a picture; what it shows was not read."),
        (unread("a.heic", OCTETS), "is a picture; what it shows was not read."),
        (unread("IMG_0001.png", PNG), "is a picture; what it shows was not read."),
    ],
)
def test_a_file_that_was_not_read_is_named_with_the_reason(file: Attachment, sentence: str) -> None:
    """One true sentence for each state and kind."""
    assert unseen(file) == [f"The attachment “{file.filename}” {sentence}"]


@pytest.mark.parametrize(
    "file",
    [
        Attachment("a.txt", "text/plain", 9, ReadState.READ, "Hello"),
        Attachment("a.eml", "message/rfc822", 9, ReadState.ENCLOSED),
        unread("shown.png", PNG, inline=True),
        unread("data.bin", OCTETS, inline=True),
        unread("image001.png", PNG),
        unread("logo.png", PNG),
        unread("Shop-Logo.jpg", "image/jpeg"),
        unread("smile.gif", "image/gif"),
        unread("Outlook-abc12.png", PNG),
        unread("invite.ics", "text/calendar"),
        unread("jane.vcf", "text/vcard"),
        unread("jane.vcf", OCTETS),
        unread("smime.p7s", "application/pkcs7-signature"),
        unread("signature.asc", "application/pgp-signature"),
        unread("voice.mp3", "audio/mpeg"),
        unread("winmail.dat", "application/ms-tnef"),
    ],
    ids=lambda file: file.filename,
)
def test_a_file_that_cannot_matter_is_not_named(file: Attachment) -> None:
    """Near misses: read files, the letter's own pictures, logos, cards, signatures, sound; winmail.dat has a defect."""
    assert unseen(file) == []


def test_pictures_from_somebody_known_are_not_named() -> None:
    """A friend's photos are no scan of a resume; a file of theirs that may be a document still is named."""
    assert unseen(unread("beach.jpg", "image/jpeg"), is_known=True) == []
    assert len(unseen(unread("plan.pages", OCTETS), is_known=True)) == 1


def test_many_pictures_are_counted_in_one_sentence() -> None:
    """Ten photos, one line."""
    assert unseen(*[unread(f"{number}.jpg", "image/jpeg") for number in range(10)]) == [
        "10 attachments are pictures; what they show was not read."
    ]


def test_many_unread_files_are_counted() -> None:
    """The first few by name."""
    files = [Attachment(f"{number}.pdf", PDF, 9, ReadState.BROKEN) for number in range(MAX_FILES + 2)]

    assert unseen(*files)[-1] == "2 more attachments were not read, or not to the end."
    assert len(unseen(*files[:MAX_FILES])) == MAX_FILES
    assert unseen(*files[: MAX_FILES + 1])[-1] == "1 more attachment was not read, or not to the end."


def test_pages_that_were_not_read_are_counted() -> None:
    """And a long text without pages is said to be cut; a whole one is not mentioned."""
    read = Attachment("cv.pdf", PDF, 9, ReadState.READ, "Hello", pages=5_000, pages_read=12, is_cut=True)

    assert unseen(read) == ["Of the 5,000 pages of “cv.pdf”, only the first 12 were read."]
    assert unseen(Attachment("a.txt", "text/plain", 9, ReadState.READ, "Hello", is_cut=True)) == [
        "Only the first part of “a.txt” was read; it is very long."
    ]
    assert unseen(Attachment("cv.pdf", PDF, 9, ReadState.READ, "Hello", pages=2, pages_read=2)) == []


def test_a_mail_that_hides_text_is_said_to() -> None:
    """With what became of the hidden text."""
    assert unseen(body=Body(text="Hello", hides_text=True)) == [
        "The message hides text from its reader; the hidden text counted for nothing."
    ]


def test_defects_of_the_message_come_last_in_their_own_words() -> None:
    """As the parser put them."""
    assert unseen(defects=("The message names no sender.",)) == ["The message names no sender."]
