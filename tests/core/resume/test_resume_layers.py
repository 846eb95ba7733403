"""Which text counts: the author's own and what is passed on, never what stands quoted under a reply."""

from __future__ import annotations

from resume_mails import mail

from addon.core.address import Address
from addon.core.message import Forwarded
from addon.core.resume.layers import own_text, passed_on_text, split_pieces

LETTER = "I am applying for the post. My resume is attached.\nTom Sample"


def test_a_header_block_inside_the_body_cuts_it() -> None:
    """Lotus Notes and Outlook leave whole messages below the answer."""
    head = "Tom Sample@EXAMPLE\n05/16/2001 05:04 PM\nTo: Robin Reader\ncc:\nSubject: Application"
    notes = f"Thanks, I will look.\n\n{head}\n\n{LETTER}"
    assert own_text(mail("Re: Application", notes)).strip().startswith("Thanks, I will look.")
    assert "applying" not in own_text(mail("Re: Application", notes))
    outlook = f"Thanks.\n-----Original Message-----\nFrom: Tom Sample\nSent: Monday\nTo: Robin\nSubject: Application\n\n{LETTER}"
    assert "applying" not in own_text(mail("Re: Application", outlook))


def test_a_sentence_with_a_colon_is_no_header() -> None:
    """“To: the committee” alone, or “From: …” in prose, does not cut."""
    text = "To: the committee\nPlease decide by Friday.\nFrom: your chair"
    assert own_text(mail("Decision", text)) == text


def test_quoted_text_under_a_reply_is_not_passed_on() -> None:
    """A reply passes nothing on, whatever it quotes."""
    reply = mail("Re: Application", "Thanks.", quoted=LETTER)
    assert passed_on_text(reply) == ""


def test_a_forward_passes_on_its_inner_message() -> None:
    """Given as a forwarded part, or still in the body below a forward's header."""
    given = mail("Fwd: Application", "See below.", forwarded=Forwarded(None, "Application", LETTER))
    assert "My resume is attached" in passed_on_text(given)
    inline = mail(
        "FW: Application", f"See below.\n-----Original Message-----\nFrom: Tom\nTo: Anna\nSubject: Application\n\n{LETTER}"
    )
    assert "My resume is attached" in passed_on_text(inline)


def test_a_forwarded_reply_does_not_pass_on_what_it_quotes() -> None:
    """“FW: Re: Application” passes on the answer, not the application quoted under it."""
    inner = f"We will call you.\n-----Original Message-----\nFrom: Tom\nTo: HR\nSubject: Application\n\n{LETTER}"
    passed = passed_on_text(
        mail("FW: Re: Application", "fyi", forwarded=Forwarded(Address("hr@example.com"), "Re: Application", inner))
    )
    assert "We will call you" in passed
    assert "applying" not in passed


def test_a_chain_of_bare_forwards_reaches_the_letter() -> None:
    """“FW: FW: Application” hands on the letter at the bottom."""
    inner = f"fyi\n-----Original Message-----\nFrom: Tom\nTo: HR\nSubject: Application\n\n{LETTER}"
    passed = passed_on_text(mail("FW: FW: Application", "fyi", forwarded=Forwarded(None, "FW: Application", inner)))
    assert "applying" in passed


def test_many_headers_are_cut_at_five_pieces() -> None:
    """Nested mail is read five deep and no further."""
    nested = "\n".join(f"text {place}\nFrom: a\nTo: b\nSubject: c\n" for place in range(50))
    assert len(split_pieces(nested)) == 5
