from django.utils.translation import override
from visitcore_site.days import TODAY

from visitcore_django.models import SweepRun
from visitcore_django.sweep.summary import summary


def test_the_summary_has_a_line_for_each_part_that_did_something():
    """
    Counts are told by part, with words for both.
    """
    run = SweepRun(on=TODAY, counts={"customers.seen": 1200, "customers.changed": 3, "visits.opened": 2})

    assert [
        "Swept 2024-06-14.",
        "  customers: looked at 1,200, changed 3",
        "  reminders of visits: opened 2",
    ] == list(summary(run))


def test_the_chinese_summary_is_written_as_chinese():
    """
    The colon and the comma between counts are those of the language, and no blank stands after them.
    """
    run = SweepRun(on=TODAY, counts={"customers.seen": 1200, "customers.changed": 3})
    with override("zh-hans"):
        assert "  客户：查看 1,200、变更 3" == list(summary(run))[1]
