from datetime import date

import pytest
from visitcore_site.days import at

from visitcore import VisitRecord, visit_due
from visitcore.facts.customer import Customer
from visitcore.ground.problem import words
from visitcore_django.models import CalendarDay, PolicyVersion
from visitcore_django.policies import examined, listed, one_of, running, until, with_days

MONTHLY = """
extends = ["standard"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "cadence"
strength = "required"
text = { en = "B customers are visited every month.", zh = "B类客户每月拜访。" }

[[parameter]]
key = "visits.cadence"
unit = "visits"
  [[parameter.history]]
  cites = ["OWN-1"]
  cadence = { times = 1, per = "month" }
"""
BROKEN = """
onyl = 3
extends = ["ABCD"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "cadence"
strength = "required"
text = { en = "x", zh = "x" }
"""


@pytest.fixture
def version(office):
    """
    Publishes a version from a day on.
    """

    def publish(since, toml=MONTHLY, hour=10):
        told = {"name": "own", "toml": toml, "in_force_from": since, "author": office.manager, "approver": office.boss}
        moment = at(date(2024, 5, 1), hour)
        return PolicyVersion.objects.create(state="published", published_at=moment, **told)

    return publish


@pytest.mark.parametrize(("day", "rule"), [(date(2024, 6, 30), "ABC-03.2b"), (date(2024, 7, 1), "OWN-1")])
def test_a_version_governs_from_its_day(version, day, rule):
    """
    On the day before the policy of the settings decides, on the day the version does.
    """
    version(date(2024, 7, 1))
    facts = VisitRecord(on=day, customer=Customer(code="C1", grade="B", since=date(2024, 1, 1)))

    assert rule == visit_due(facts, running(day).policy).findings[0].rule.id


def test_of_two_for_one_day_the_one_published_later_governs(version):
    """
    A correction for the same day counts, be it written first or last.
    """
    version(date(2024, 7, 1), hour=9)
    second = version(date(2024, 7, 1), hour=11)
    version(date(2024, 7, 1), hour=10)

    assert second == running(date(2024, 7, 1)).version


def test_a_version_governs_until_the_next_one(version):
    """
    The first day of the next published version ends it; the last one has no end.
    """
    first, second = version(date(2024, 7, 1)), version(date(2024, 8, 1))
    version(date(2024, 9, 1))

    assert date(2024, 8, 1) == until(first)
    assert date(2024, 9, 1) == until(second)


def test_a_draft_governs_nothing(version):
    """
    Only what is published runs; nothing published is the policy of the settings.
    """
    PolicyVersion.objects.filter(pk=version(date(2024, 1, 1)).pk).update(state="draft")
    found = running(date(2024, 7, 1))

    assert found.version is None
    assert "standard" == found.policy.name


def test_company_days_come_before_those_of_the_file(version):
    """
    A day that both speak of is the table's; the policy can be asked all the same.
    """
    day = '\n[[day]]\non = 2024-10-12\nworks = false\nreason = "file"\n'
    version(date(2024, 1, 1), MONTHLY + day)
    CalendarDay.objects.create(day=date(2024, 10, 12), works=True, reason="stocktaking")

    [override] = running(date(2024, 7, 1)).policy.overrides

    assert (True, "stocktaking") == (override.works, override.reason)


def test_a_day_without_words_still_counts():
    """
    A reason of blanks, which no screen takes, does not stop every decision.
    """
    [override] = with_days(running_of_standard(), [["2024-10-12", True, " "]]).overrides

    assert override.works


def running_of_standard():
    """
    The ready-made policy.
    """
    from visitcore import load_policy

    return load_policy("standard")


def test_a_sound_file_has_no_problem():
    """
    It is read, and nothing is found.
    """
    found = examined(MONTHLY, "own")

    assert (True, ()) == (found.policy is not None, found.problems)


def test_every_fault_of_a_broken_file_is_told_at_once():
    """
    The mistyped key and the unknown pack, each with what to do.
    """
    found = examined(BROKEN, "own")
    told = {problem.where: words(problem.fix).en for problem in found.problems}

    assert found.policy is None
    assert "did you mean 'only'?" == told["onyl"]
    assert "did you mean 'ABC'?" == told["extends[0]"]


def test_a_fault_does_not_hide_a_misspelt_key():
    """
    What the audit can tell of a file with faults stands beside them, on the same field.
    """
    found = examined(MONTHLY.replace('"required"', '"requird"').replace("visits.cadence", "visits.cadense"), "own")
    told = {problem.where: words(problem.fix).en for problem in found.problems}

    assert "did you mean 'required'?" == told["rule[0].strength"]
    assert told["parameter[visits.cadense]"].startswith("did you mean 'visits.cadence'?")


def test_a_file_that_is_no_toml_is_told_with_its_line():
    """
    The line to mend is named.
    """
    [problem] = examined("extends = [\n", "own").problems

    assert problem.where


def test_a_name_must_fit_a_record():
    """
    A name of a hundred letters fits, one more does not.
    """
    assert () == examined(f'name = "{"x" * 100}"\n{MONTHLY}', "own").problems
    assert ["name"] == [problem.where for problem in examined(f'name = "{"x" * 101}"\n{MONTHLY}', "own").problems]


@pytest.mark.parametrize(
    ("key", "name", "first"),
    [("complaints.demands", "demand", "price_reduction"), ("complaints.major", "repeat", None), ("no.such", "x", None)],
)
def test_the_words_of_an_input_are_listed(db, key, name, first):
    """
    Those of a list of words; none for a flag, or where there is no such table.
    """
    assert first == next(iter(listed(key, name, date(2024, 6, 14))), None)


def test_what_a_field_of_a_register_may_be_is_listed(office):
    """
    VPR-02.1: care of ties is a purpose of a visit; a field that nobody lists may be anything.
    """
    assert "care_ties" in one_of("visits.purposes", "purpose", date(2024, 6, 14))
    assert () == one_of("visits.purposes", "weather", date(2024, 6, 14))
    assert () == one_of("visits.nothing", "purpose", date(2024, 6, 14))
