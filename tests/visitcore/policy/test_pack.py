from datetime import date

from visitcore.ground.calendar import DayOverride, WorkCalendar
from visitcore.policy import Settings


def test_the_calendar_follows_the_settings():
    """
    Country and weekend of the pack, the company's own days on top.
    """
    override = DayOverride(date(2024, 3, 9), works=True, reason="stocktaking")
    calendar = Settings(country="DE", subdivision="BY", weekend=(6,)).calendar((override,))
    expected = WorkCalendar(country="DE", subdivision="BY", weekend=(6,), overrides=(override,))

    assert expected == calendar


def test_a_pack_is_chinese_unless_it_says_otherwise():
    """
    Amounts are in yuan, days begin in Shanghai, Saturday and Sunday are free, and no term is moved.
    """
    settings = Settings()

    assert ("CNY", "Asia/Shanghai", "CN") == (settings.currency, settings.zone.key, settings.country)
    assert (5, 6) == settings.weekend
    assert not settings.roll
