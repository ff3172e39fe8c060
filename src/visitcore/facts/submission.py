"""
Plans, reports and promises as they are handed in or kept.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen

from visitcore.facts.checked import checked


@frozen(kw_only=True, field_transformer=checked)
class PlanSubmission:
    """
    A visit plan and when it was handed in.

    Attributes:
        on: The day asked about.
        covers: The day of the visit, or the first day of the month or day the plan is for.
        submitted: Day or instant it was handed in; ``None`` where it is not handed in yet.
        values: The fields of the plan by name; ``None`` where only the day is asked about.
    """

    on: date
    covers: date | None = None
    submitted: date | None = None
    values: Mapping[str, Any] | None = None


@frozen(kw_only=True, field_transformer=checked)
class ReportSubmission:
    """
    A visit report and when it was handed in.

    Attributes:
        on: The day asked about.
        visited: The day of the visit; of several days, the last.
        submitted: Day or instant it was handed in; ``None`` where it is not handed in yet.
        values: The fields of the report by name; ``None`` where only the day is asked about.
    """

    on: date
    visited: date | None = None
    submitted: date | None = None
    values: Mapping[str, Any] | None = None


@frozen(kw_only=True, field_transformer=checked)
class Promise:
    """
    Something promised to a customer, to be followed up.

    Attributes:
        on: The day asked about.
        made: Day it was promised.
        kept: Day it was followed up; ``None`` where it is still open.
    """

    on: date
    made: date | None = None
    kept: date | None = None
