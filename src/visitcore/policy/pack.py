"""
A pack: one regime, taken from one source document, as data.
"""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from attrs import field, frozen

from visitcore.ground.calendar import DayOverride, WorkCalendar
from visitcore.ground.text import Text
from visitcore.policy.history import History
from visitcore.policy.rule import Rule


@frozen(kw_only=True)
class Settings:
    """
    How a pack reads money and time.

    Attributes:
        currency: ISO code, e.g. ``CNY``.
        zone: Time zone in which days begin and end.
        country: Country of the working calendar, e.g. ``CN``.
        subdivision: Part of the country with its own holidays, or empty.
        weekend: Rest days of the week, Monday is 0.
        roll: Whether a term that ends on a rest day moves to the next working day.
    """

    currency: str = "CNY"
    zone: ZoneInfo = ZoneInfo("Asia/Shanghai")
    country: str = "CN"
    subdivision: str = ""
    weekend: tuple[int, ...] = (5, 6)
    roll: bool = False

    def calendar(self, overrides: tuple[DayOverride, ...] = ()) -> WorkCalendar:
        """
        The working calendar, with a company's own days laid over it.
        """
        return WorkCalendar(
            country=self.country, subdivision=self.subdivision, weekend=self.weekend, overrides=overrides
        )


@frozen(kw_only=True)
class Pack:
    """
    One regime as data, or a company's own overrides.

    Attributes:
        code: Short code, e.g. ``HM``; for a company file its name.
        name: Name of the document.
        source: Name of the source file.
        settings: How it reads money and time.
        rules: Its rules by id.
        parameters: Its parameters by key.
        owner: Who keeps the document.
        approver: Who approves changes of it.
        hash: Fingerprint of its content.
    """

    code: str
    name: Text
    source: str = ""
    settings: Settings = Settings()
    rules: Mapping[str, Rule] = field(factory=dict)
    parameters: Mapping[str, History] = field(factory=dict)
    owner: str = ""
    approver: str = ""
    hash: str = ""
