"""The verdict grid: relationship x broadcast x resume -> one verdict and one plain sentence (detection.md 8)."""

from __future__ import annotations

import enum


@enum.unique
class VerdictName(enum.StrEnum):
    """Every verdict the reading card can give; each is documented in the README."""

    KNOWN = "known"  # ordinary mail from someone you have exchanged mail with
    GROUP_MAIL = "group_mail"  # someone you know wrote to many
    RESUME_FROM_KNOWN = "resume_from_known"  # someone you know sent a resume, their own or another's
    FIRST_CONTACT = "first_contact"  # a stranger's mail written to you
    TARGETED_RESUME = "targeted_resume"  # a stranger's resume written to you
    BROADCAST = "broadcast"  # a stranger's mail sent alike to many
    RESUME_BLAST = "resume_blast"  # a stranger's resume sent alike to many
    STRANGER = "stranger"  # a stranger's mail, no telling how many got it
    STRANGER_RESUME = "stranger_resume"  # a stranger's resume, no telling how many got it
    AGENCY_HOTLIST = "agency_hotlist"  # a firm that pushes candidates
    LIST_MAIL = "list_mail"  # came through a mailing list you receive
    OWN_MESSAGE = "own_message"  # written by the owner
    UNKNOWN = "unknown"  # too little could be read or searched to say
