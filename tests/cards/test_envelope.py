"""What the envelope functions put where, and what they refuse."""

from __future__ import annotations

import pytest

from cards import envelope
from cards.markup import bold


def test_draft_fields_left_alone_are_absent() -> None:
    """None leaves a field of the draft alone; an empty list replaces it by nothing."""
    markup = envelope.update_draft(bcc=[])["hostAppAction"]["gmailAction"]["updateDraftActionMarkup"]

    assert markup == {"updateBccRecipients": {"bccRecipients": []}}


def test_subject_keeps_its_brackets_and_loses_its_newlines() -> None:
    """A subject is no markup: < stays; a newline, which could start another header, does not."""
    markup = envelope.update_draft(subject="1 < 2\r\nBcc: x@example.org")["hostAppAction"]["gmailAction"]

    assert markup["updateDraftActionMarkup"]["updateSubject"] == {"subject": "1 < 2 Bcc: x@example.org"}


def test_plain_text_goes_into_the_body_as_text() -> None:
    """A string is inserted as text, whatever it looks like; only our own markup is inserted as HTML."""
    as_text, as_html = (
        envelope.update_draft(insert=what)["hostAppAction"]["gmailAction"]["updateDraftActionMarkup"]["updateBody"]
        for what in ("<b>x</b>\ny", bold("x"))
    )

    assert as_text["insertContents"] == [{"content": "<b>x</b>\ny", "contentType": "TEXT"}]
    assert as_html["insertContents"] == [{"content": "<b>x</b>", "contentType": "MUTABLE_HTML"}]


@pytest.mark.parametrize(
    "addr_spec", ["", " ", "a@example.org\nBcc: b@example.org", "a\u202e@example.org", "a\ud800@example.org"]
)
def test_address_that_could_smuggle_something_is_refused(addr_spec: str) -> None:
    """An address with control characters, or none, is not written into a draft."""
    with pytest.raises(ValueError, match="address"):
        envelope.update_draft(to=[addr_spec])


def test_toast_is_plain_text() -> None:
    """A notification loses its brackets and its length."""
    toast = envelope.notify("<b>Done</b> " + "x" * 500)["action"]["notification"]["text"]

    assert toast.startswith("bDone/b x")
    assert len(toast) == envelope.NOTICE_LIMIT


def test_click_says_whether_anything_changed() -> None:
    """StateChanged is false unless the caller says that it wrote."""
    assert envelope.clicked(envelope.back())["stateChanged"] is False
    assert envelope.clicked(envelope.back(), state_changed=True)["stateChanged"] is True


def test_clashing_answers_are_refused() -> None:
    """Two card actions are one too many; a draft change and a card action go together."""
    with pytest.raises(ValueError, match="combined"):
        envelope.combine(envelope.back(), envelope.notify("x"))
    assert envelope.combine(envelope.back(), envelope.update_draft(to=[])).keys() == {"action", "hostAppAction"}


def test_empty_requests_are_refused() -> None:
    """A draft change that changes nothing, a draft without id, an empty toast or no scope is our own mistake."""
    for call in (
        lambda: envelope.update_draft(),
        lambda: envelope.open_draft(""),
        lambda: envelope.notify(" <> "),
        lambda: envelope.request_scopes(()),
    ):
        with pytest.raises(ValueError, match=r"nothing|which|text"):
            call()
