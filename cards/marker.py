"""The one or two words that open a card, and their colour: the first thing seen, often the only thing read.

Words are calm and say what was found, never what kind of person somebody is. Colours keep a contrast of 4.5 to 1 on a white
card and 3 to 1 on a dark one (WCAG 2.2, 1.4.3), and never carry meaning alone: the words do.

======================  ===============================  ======
verdict                 words                            colour
======================  ===============================  ======
``known``               You know each other              green
``group_mail``          Group mail from someone you know green
``resume_from_known``   Resume from someone you know     green
``first_contact``       First contact                    blue
``targeted_resume``     Resume written to you            blue
``broadcast``           Sent to many                     amber
``agency_hotlist``      Agency list of candidates        amber
``resume_blast``        Resume blast                     red
``stranger``            Not in touch so far              grey
``stranger_resume``     Resume, not in touch so far      grey
``list_mail``           Mailing list                     grey
``own_message``         Your own message                 grey
``unknown``             Can't tell                       grey
======================  ===============================  ======

Grades of a draft: ``fine`` Good to send (green), ``think`` Worth a second look (amber), ``stop`` Hold on (red), ``empty``
Nothing to check yet (grey), ``dismissed`` Warning put away (grey; see :mod:`cards.compose`). Any other verdict or grade is
"Can't tell": a word this table does not know must not look like a finding.
"""

from __future__ import annotations

from dataclasses import dataclass

from addon.core.verdict import VerdictName

GREEN = "#1e8038"
BLUE = "#1a70e0"
AMBER = "#996300"
RED = "#cc4433"
GREY = "#707478"


@dataclass(frozen=True)
class Marker:
    """Words and their colour."""

    words: str
    colour: str


CANT_TELL = Marker("Can't tell", GREY)

VERDICTS: dict[str, Marker] = {
    VerdictName.KNOWN: Marker("You know each other", GREEN),
    VerdictName.GROUP_MAIL: Marker("Group mail from someone you know", GREEN),
    VerdictName.RESUME_FROM_KNOWN: Marker("Resume from someone you know", GREEN),
    VerdictName.FIRST_CONTACT: Marker("First contact", BLUE),
    VerdictName.TARGETED_RESUME: Marker("Resume written to you", BLUE),
    VerdictName.BROADCAST: Marker("Sent to many", AMBER),
    VerdictName.AGENCY_HOTLIST: Marker("Agency list of candidates", AMBER),
    VerdictName.RESUME_BLAST: Marker("Resume blast", RED),
    VerdictName.STRANGER: Marker("Not in touch so far", GREY),
    VerdictName.STRANGER_RESUME: Marker("Resume, not in touch so far", GREY),
    VerdictName.LIST_MAIL: Marker("Mailing list", GREY),
    VerdictName.OWN_MESSAGE: Marker("Your own message", GREY),
    VerdictName.UNKNOWN: CANT_TELL,
}

GRADES: dict[str, Marker] = {
    "fine": Marker("Good to send", GREEN),
    "think": Marker("Worth a second look", AMBER),
    "stop": Marker("Hold on", RED),
    "empty": Marker("Nothing to check yet", GREY),
}
