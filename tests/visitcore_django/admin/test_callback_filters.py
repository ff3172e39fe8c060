from datetime import timedelta

import pytest
import time_machine
from django.contrib.admin import site
from visitcore_site.days import NOW

from visitcore_django.admin.callback_filters import CauseFilter, WhenFilter
from visitcore_django.models import CallbackMatter


@pytest.fixture
def _some(office):
    """
    Matters due at several times; 14 June 2024 is a Friday.
    """
    told = {"cause": "complaint", "customer": office.customer(), "closed_at": NOW}
    for case, hours in (("late", -20), ("today", 8), ("sunday", 60), ("monday", 70)):
        CallbackMatter.objects.create(case=case, next_due=NOW + timedelta(hours=hours), **told)
    CallbackMatter.objects.create(case="untold", **told)
    CallbackMatter.objects.create(case="settled", settled=True, **{**told, "cause": "move_in"})


@pytest.mark.usefixtures("_some")
@pytest.mark.parametrize(
    ("kind", "asked", "found"),
    [
        (WhenFilter, {}, "late today sunday monday untold"),
        (WhenFilter, {"when": "open"}, "late today sunday monday untold"),
        (WhenFilter, {"when": "today"}, "late today"),
        (WhenFilter, {"when": "week"}, "late today sunday"),
        (WhenFilter, {"when": "overdue"}, "late"),
        (WhenFilter, {"when": "untold"}, "untold"),
        (WhenFilter, {"when": "settled"}, "settled"),
        (WhenFilter, {"when": "all"}, "late today sunday monday untold settled"),
        (CauseFilter, {"cause": "move_in"}, "settled"),
        (CauseFilter, {}, "late today sunday monday untold settled"),
    ],
)
def test_each_filter_leaves_what_it_says(rf, office, kind, asked, found):
    """
    Today ends at midnight, the week on Sunday; what is overdue belongs to both.
    """
    request = rf.get("/", asked)
    request.user = office.li
    told = {name: [value] for name, value in asked.items()}
    with time_machine.travel(NOW, tick=False):
        one = kind(request, told, CallbackMatter, site._registry[CallbackMatter])
        rows = one.queryset(request, CallbackMatter.objects.all())

        assert set(found.split()) == {row.case for row in rows}
