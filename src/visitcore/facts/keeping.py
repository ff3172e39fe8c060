"""
Something that has to be kept for a time.
"""

from datetime import date

from attrs import frozen

from visitcore.facts.checked import checked


@frozen(kw_only=True, field_transformer=checked)
class Kept:
    """
    Something that is kept, or was.

    Attributes:
        key: Key of the term it is kept for, counted from the day it was made.
        on: The day asked about; where it was thrown away, that day counts.
        made: Day or instant it was made.
        discarded: Day or instant it was thrown away; ``None`` while it is still there.
    """

    key: str
    on: date
    made: date | None = None
    discarded: date | None = None
