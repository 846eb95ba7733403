"""What a reader cannot see: the styles by which mails hide text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

Colour = tuple[int, int, int]

_WHITE: Colour = (255, 255, 255)
_NAMED: dict[str, Colour] = {
    "white": _WHITE,
    "black": (0, 0, 0),
    "red": (255, 0, 0),
    "blue": (0, 0, 255),
    "green": (0, 128, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "silver": (192, 192, 192),
    "yellow": (255, 255, 0),
    "navy": (0, 0, 128),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245),
    "ghostwhite": (248, 248, 255),
    "floralwhite": (255, 250, 240),
}
_RGB = re.compile(r"rgba?\(\s{0,5}(\d{1,3})\s{0,5}[,\s]\s{0,5}(\d{1,3})\s{0,5}[,\s]\s{0,5}(\d{1,3})")
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])")
_SIZE = re.compile(r"(\d{0,6}(?:\.\d{0,6})?)\s{0,3}(px|pt|em|rem|%|)\Z")
_FAR = re.compile(r"-\d{4,}(?:px|pt|em)?\Z")


@dataclass(frozen=True)
class Look:
    """How text inside an element looks. ``background`` is None where it cannot be told (an image, a style sheet)."""

    hidden: bool = False
    tiny: bool = False
    colour: Colour = (0, 0, 0)
    colour_set: bool = False
    background: Colour | None = _WHITE

    @property
    def is_invisible(self) -> bool:
        """True where the text cannot be seen: not shown, in a size below 2 pixels, or in the colour of its ground."""
        if self.hidden or self.tiny:
            return True
        return self.colour_set and self.background is not None and _distance(self.colour, self.background) < 24


def apply_attributes(look: Look, attributes: dict[str, str]) -> Look:
    """Return the look inside an element with these ``attributes`` that stands in text that looks like ``look``."""
    if "hidden" in attributes:
        look = replace(look, hidden=True)
    if "color" in attributes:
        look = _set_colour(look, attributes["color"])
    if "bgcolor" in attributes or "background" in attributes:
        look = replace(look, background=read_colour(attributes.get("bgcolor", "")) if "background" not in attributes else None)
    if "style" in attributes:
        look = _apply_style(look, read_style(attributes["style"]))
    return look


def read_style(style: str) -> dict[str, str]:
    """Declarations of a ``style`` attribute by property, lower case, ``!important`` dropped; the last of doubles wins."""
    found: dict[str, str] = {}
    for declaration in style[:4_000].casefold().split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def _apply_style(look: Look, style: dict[str, str]) -> Look:
    if _hides(style):
        return replace(look, hidden=True)
    if "color" in style:
        look = _set_colour(look, style["color"])
    for name in ("background", "background-color", "background-image"):
        if name in style and style[name] not in {"transparent", "none", "inherit", "initial", ""}:
            look = replace(look, background=read_colour(style[name]) if "url" not in style[name] else None)
    if "font-size" in style:
        size = read_size(style["font-size"])
        look = replace(look, tiny=size is not None and size < 2)
    return look


def _hides(style: dict[str, str]) -> bool:
    if style.get("display", "").startswith("none") or style.get("visibility") in {"hidden", "collapse"}:
        return True
    if style.get("opacity", "1").rstrip("%").strip("0.") == "" and style.get("opacity"):
        return True
    if style.get("overflow", "").startswith("hidden") and any(
        read_size(style.get(k, "9")) == 0 for k in ("max-height", "height", "width")
    ):
        return True
    return any(_FAR.match(style.get(name, "")) for name in ("text-indent", "left", "top", "margin-left"))


def _set_colour(look: Look, value: str) -> Look:
    if "transparent" in value.casefold():
        return replace(look, hidden=True)
    colour = read_colour(value)
    return replace(look, colour=colour, colour_set=True) if colour is not None else replace(look, colour_set=False)


def read_colour(value: str) -> Colour | None:
    """Return red, green and blue (0..255) of a CSS or HTML colour, None where it is not understood."""
    text = value[:200].strip().casefold()
    match = _HEX.search(text if text.startswith("#") or " #" in text else f"#{text}")
    if match:
        digits = match[1] if len(match[1]) == 6 else "".join(char * 2 for char in match[1])
        return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    match = _RGB.search(text)
    if match:
        return min(255, int(match[1])), min(255, int(match[2])), min(255, int(match[3]))
    return _NAMED.get(text.split()[0]) if text else None


def read_size(value: str) -> float | None:
    """Return a CSS length in pixels (``em`` and ``%`` against 16 pixels), None where it is not understood."""
    match = _SIZE.match(value.strip())
    if not match or not match[1].strip("."):
        return None
    scale = {"em": 16.0, "rem": 16.0, "%": 0.16, "pt": 4 / 3}.get(match[2], 1.0)
    return float(match[1]) * scale


def _distance(one: Colour, other: Colour) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))
