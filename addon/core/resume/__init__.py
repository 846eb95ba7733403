"""Is this text a resume, a job advert, or neither; and whose resume is it."""

from addon.core.resume.judge import judge_resume
from addon.core.resume.reading import TextReading, read_text

__all__ = ["TextReading", "judge_resume", "read_text"]
