"""The invented mailbox that the preview shows to a newcomer: Maya Lindqvist's, editor of a magazine about project management.

Every person, firm, address and sentence in it is made up. The letters stand in ``texts/mail``, one conversation after another,
in a form meant for reading (:mod:`addon.preview.sample.script`); the rest of the package puts them into mail.
"""

from addon.preview.sample.build import Sample, build_sample
from addon.preview.sample.shapes import Expected, SampleMail

__all__ = ["Expected", "Sample", "SampleMail", "build_sample"]
