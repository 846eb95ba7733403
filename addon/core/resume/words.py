"""Small word tables that several rules share; every set is folded."""

from __future__ import annotations

from addon.core.resume.data import word_set

REPLY_PREFIXES = word_set("words", "reply_prefixes")
"""Reply and forward prefixes before a colon (RFC 5322 3.6.5), with the local forms that mail programs add."""

FORWARD_PREFIXES = word_set("words", "forward_prefixes")
"""Those of them that mean "forwarded"."""

RESUME_WORDS = word_set("words", "resume_words")
"""Words that name the document itself."""

APPLICATION_WORDS = word_set("words", "application_words")
"""Words that say somebody applies."""

MINE = word_set("words", "mine")
YOURS = word_set("words", "yours")
THEIRS = word_set("words", "theirs")
"""Words for "my", "your", and "his", "her", "their"."""

ASKS_CJK = word_set("words", "asks_cjk")
"""What asks for a document in Chinese and Japanese, where the word for sending is the same as for "we send"."""

I_WORDS = word_set("words", "i")
YOU_WORDS = word_set("words", "you")
"""Forms of "I" and "we", and of "you", where words are parted by spaces."""

WE_WORDS = word_set("words", "we")
"""Those of the first that say "we"."""

I_CJK = word_set("words", "i_cjk")
YOU_CJK = word_set("words", "you_cjk")
"""The same in Chinese and Japanese writing, counted wherever they stand."""

ASKING = word_set("words", "asking")
"""English verbs before "resume" that ask for one, or say that one came."""

SPEAKS_TO_SEEKERS = word_set("words", "speaks_to_seekers")
"""Words in a sentence about people who look for work, by somebody who does not."""

OTHER_CV_AFTER = word_set("words", "other_cv_after")
"""Words after "CV" or "resume" where it is part of a web address, or where CV means cardiovascular, constant velocity,
central heating or computer vision."""

VERB_BEFORE = word_set("words", "verb_before")
VERB_AFTER = word_set("words", "verb_after")
"""English words before and after the verb "resume"."""
