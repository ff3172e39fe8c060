from datetime import date

from django.utils import translation
from visitcore_site.cadences import TWICE
from visitcore_site.days import NOW, TODAY, at

from visitcore.ground.errors import FactsError
from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore_django.models import CalendarDay, SweepRun
from visitcore_django.sweep.job import Job, Step


def test_a_day_gone_by_is_seen_from_its_end(office):
    """
    Clocks of an earlier day are held against its last moment, those of today against now.
    """
    assert NOW == Job.of(TODAY, NOW).at
    assert at(date(2024, 6, 13), 23, 59) < Job.of(date(2024, 6, 13), NOW).at < at(TODAY, 0)


def test_a_sweep_knows_since_when_the_office_sweeps(office):
    """
    Since the first sweep there was; since today where this is the first.
    """
    assert TODAY == Job.of(TODAY, NOW).began
    SweepRun.objects.create(on=date(2024, 5, 15))

    assert date(2024, 5, 15) == Job.of(TODAY, NOW).began


def test_a_sweep_knows_the_last_one_that_came_to_its_end(office):
    """
    One that was broken off does not count, nor that of the day itself; the first sweep of all looks at its own day.
    """
    assert TODAY == Job.of(TODAY, NOW).before
    for day, ended in ((date(2024, 5, 15), NOW), (date(2024, 6, 1), None), (TODAY, NOW)):
        SweepRun.objects.create(on=day, finished_at=ended)

    assert date(2024, 5, 15) == Job.of(TODAY, NOW).before


def test_a_sweep_tells_its_policies_from_others(office, settings):
    """
    With another published, another in the settings, or a day of the company's own, it is another sweep; else it is not.
    """
    seen = [Job.of(TODAY, NOW).fingerprint for _time in range(2)]
    office.policy(TWICE, since=date(2024, 7, 1))
    seen.append(Job.of(TODAY, NOW).fingerprint)
    CalendarDay.objects.create(day=TODAY, works=False, reason="stocktaking")
    seen.append(Job.of(TODAY, NOW).fingerprint)
    settings.VISITCORE = {"POLICY": "CWV"}
    seen.append(Job.of(TODAY, NOW).fingerprint)

    assert seen[0] == seen[1]
    assert 4 == len(set(seen))


def test_the_size_of_a_batch_comes_from_the_settings(office, settings):
    """
    The setting says how many rows are taken at a time.
    """
    settings.VISITCORE = {"SWEEP_BATCH": 17}

    assert 17 == Job.of(TODAY, NOW).size


def test_policy_and_names_are_read_once(office, job, django_assert_num_queries):
    """
    What all parts ask for is asked of the database once.
    """
    first = (job.policy(TODAY), job.names(office.li.pk), job.terms, job.whom, job.cadence)
    with django_assert_num_queries(0):
        assert first == (job.policy(TODAY), job.names(office.li.pk), job.terms, job.whom, job.cadence)
    assert ("li", "") == (job.names(office.li.pk), job.names(None))


def test_a_batch_that_is_not_full_is_the_last():
    """
    A full batch goes on after its last key.
    """
    assert Step(7, {"a": 1}) == Step.after([(3,), (7,)], 2, a=1)
    assert Step(None, {}) == Step.after([(3,)], 2)


def test_what_comes_again_with_everybody_is_said_once(job):
    """
    The first sentence of each thing is heard.
    """
    said = []
    job.complain = said.append
    for what, sentence in [("a", "one"), ("a", "two"), ("b", "three")]:
        job.complain_once(what, sentence)

    assert ["one", "three"] == said


def test_what_the_library_cannot_take_is_told_in_the_language_of_the_site(office, job):
    """
    The row, and what is wrong with it.
    """
    said = []
    job.complain = said.append
    customer = office.customer("C1")
    for lang in ("en", "zh-hans"):
        with translation.override(lang):
            job.complain_of(customer, FactsError("Customer", [Problem("", Text("it is empty", "内容为空"))]))

    assert [f"{customer}: it is empty", f"{customer}：内容为空"] == said
