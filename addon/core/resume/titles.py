"""Words of job titles per language: head nouns, their endings, seniority and seeking words, and what rules a title out."""

from __future__ import annotations

from addon.core.resume.data import word_set

ENGLISH_HEAD_NOUNS = word_set("titles", "head_nouns_english")
"""English nouns a job title turns on; they stand last."""

HEAD_NOUNS = ENGLISH_HEAD_NOUNS | word_set("titles", "head_nouns")
"""The noun a job title turns on, in any language."""

HEAD_SUFFIXES = tuple(sorted(word_set("titles", "head_suffixes")))
"""Endings: German, Dutch and Swedish compounds, and Chinese, Japanese and Korean titles, which close with the noun."""

CERTIFICATES = word_set("titles", "certificates")
"""Letters people put behind a name or a title."""

SEEKING = word_set("titles", "seeking")
"""Words that say the title is wanted, not held by somebody the mail is about."""

WANTED = word_set("titles", "wanted")
"""Kinds of work that people ask for without naming a title: internship, Praktikum, stage."""

JOINTS = word_set("titles", "joints")
"""Small words inside a title, which count as nothing."""

NOT_A_TITLE = word_set("titles", "not_a_title")
"""Words that make a subject something other than a bare title: verbs, business, meetings, adverts."""

NOT_A_NAME = word_set("titles", "not_a_name")
"""Words beside a name that make the subject an innocent one: an invitation, a wedding, an obituary, an introduction."""

APPLYING = word_set("titles", "applying")
"""Words that say somebody applies for work."""

BARE_BESIDE = word_set("titles", "bare_beside")
"""Words that add nothing to "CV" or "application": my, updated, spontanée."""

EXPERIENCE = word_set("titles", "experience")
"""Words around a number of years."""

NO_PLACE = word_set("titles", "no_place")
"""Capitalised words after a title that are no place: days, months, references."""

NEVER_BARE = word_set("titles", "never_bare")
"""Words that tie a title to somebody or something: your advert, ref 2231, for Ben."""
