"""What a reader sees of an HTML mail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addon.mail.html_text import read_html

BAIT = "Seasoned carpenter with oak and elm experience. " * 12


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("bo<b>ld</b> and <i>sl</i>ant", "bold and slant"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<ul><li>one<li>two</ul>", "• one\n• two"),
        ("x &amp; y &lt; z &eacute;", "x & y < z é"),
        ("<title>t</title><style>p{}</style><script>alert(1)</script>seen", "seen"),
        ("<!-- hidden -->seen<!--[if mso]>no<![endif]-->", "seen"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ('<blockquote class="gmail_quote">old<br>words</blockquote>new', "> old\n> words\n\nnew"),
        ("<blockquote>merely indented</blockquote>", "merely indented"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ('<a title="5 > 3">x</a>', "x"),
        ("<p>open <b>bold <p>next", "open bold\n\nnext"),
        ("<b><div>in</b>out</div>", "in\nout".replace("\n", "")),
        ("no markup at all", "no markup at all"),
    ],
)
def test_shows_text_as_a_reader_sees_it(source: str, text: str) -> None:
    """Blocks on lines, cells apart, inline words whole, markup and scripts gone."""
    assert read_html(source).text == text


HIDING = [
    '<div style="display:none">{}</div>',
    '<div style="DISPLAY : None !important">{}</div>',
    '<span style="visibility:hidden">{}</span>',
    '<span style="opacity:0">{}</span>',
    '<span style="font-size:0">{}</span>',
    '<span style="font-size:1px">{}</span>',
    '<font color="#ffffff">{}</font>',
    '<span style="color:white">{}</span>',
    '<td bgcolor="#336699"><span style="color:#336699">{}</span></td>',
    '<div style="max-height:0;overflow:hidden">{}</div>',
    '<div style="text-indent:-9999px">{}</div>',
    "<p hidden>{}</p>",
]


@pytest.mark.parametrize("wrapping", HIDING)
def test_drops_hidden_text_and_says_so(wrapping: str) -> None:
    """Filter bait in any hiding place is not in the text, and a substantial amount of it is reported."""
    found = read_html("<p>Hello</p>" + wrapping.format(BAIT) + "<p>Bye</p>")

    assert "carpenter" not in found.text
    assert found.text.startswith("Hello")
    assert found.text.endswith("Bye")
    assert found.hides_text


@pytest.mark.parametrize(
    "source",
    [
        '<div style="display:none">A short preview line.</div><p>Hello</p>',
        f'<p>{BAIT}</p><div style="display:none">{BAIT}</div>',  # a copy for narrow screens
        f'<td bgcolor="#000000"><font color="white">{BAIT}</font></td>',
        f'<div style="background:url(sky.png)"><span style="color:#fff">{BAIT}</span></div>',
        f"<style>.dark{{background:#000}}</style><div class=dark><font color=white>{BAIT}</font></div>",
        f'<div style="font-size:0"><span style="font-size:14px">{BAIT}</span></div>',
        f'<div style="max-height:0"><p>{BAIT}</p></div>',
    ],
)
def test_ordinary_layout_hides_nothing(source: str) -> None:
    """Near misses: preview lines, second copies, white on a dark or unknown ground, sizes set anew inside."""
    assert not read_html(source).hides_text


def test_text_on_a_ground_that_differs_is_kept() -> None:
    """White letters on black are read."""
    assert read_html('<td bgcolor="#000"><font color="white">Hello</font></td>').text == "Hello"


def test_collects_links_once_in_order_and_only_real_ones() -> None:
    """Links of the web and of mail; no scripts, no doubles, at most fifty."""
    source = '<a href="https://a.example/">x</a><a href="javascript:x">y</a><a href=MAILTO:j@shop.example>z</a><a href="https://a.example/">w</a>'

    assert read_html(source).links == ("https://a.example/", "MAILTO:j@shop.example")
    assert len(read_html("".join(f"<a href=http://x.example/{n}>" for n in range(99))).links) == 50


ATTACKS = {
    "nested blocks": "<div>" * 100_000,
    "nested inline": "<b>" * 150_000,
    "one tag with many attributes": "<a " + " ".join(f"a{n}=1" for n in range(60_000)) + ">",
    "unclosed quotes": '<a "' * 100_000,
    "open comments": "<!--" * 100_000,
    "open styles": "<style>" * 60_000,
    "less-than signs": "<" * 300_000,
    "crosswise closing": "<b>" * 50_000 + "</div>" * 50_000,
    "deep quotes": "<blockquote type=cite>" * 5_000 + "<br>" * 50_000,
    "style sheets under deep nesting": "<b>" * 60_000 + "<style>background</style>" * 8_000,
    "half references": "&#x" * 100_000,
    "a long style": f'<a style="color:rgb({" " * 100_000}">' * 3,
    "hidden pieces": "<p hidden>" + "ab <b>" * 60_000,
}


@pytest.mark.parametrize("name", ATTACKS)
def test_hostile_html_is_read_in_linear_time(name: str) -> None:
    """Inputs that make tree builders quadratic are scanned once."""
    assert len(read_html(ATTACKS[name]).text) <= 2 * len(ATTACKS[name]) + 10_000


@given(st.text("<>/abdiv pstyle=\"'&#;!-{}:0 \n", max_size=200))
def test_never_raises(source: str) -> None:
    """Any soup of markup gives a text without markup controls."""
    assert "\x00" not in read_html(source).text
