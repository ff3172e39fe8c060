from datetime import date

import pytest
from visitcore_site.days import TODAY, at

from visitcore_django.admin.days import WhenInput
from visitcore_django.admin.visits_form import OUTCOME, TICKS, PurposesField, parts_of, purpose_field, why_it_stays
from visitcore_django.models import Visit, VisitPlan


def test_purposes_are_kept_with_commas(db):
    """
    Several are chosen, one text is kept, and it is read back.
    """
    field = purpose_field(TODAY)

    assert isinstance(field, PurposesField)
    assert "coverage,competitor" == field.clean(["coverage", "competitor"])
    assert ["coverage", "competitor"] == field.prepare_value("coverage,competitor")
    assert "" == field.clean([])
    assert not field.has_changed("coverage,competitor", ["competitor", "coverage"])
    assert field.has_changed("coverage", [])


def test_a_purpose_of_an_older_policy_is_offered_once_it_is_kept(db):
    """
    Others of it are no choice.
    """
    field = purpose_field(TODAY)
    field.keep(["old", "coverage"])

    assert field.valid_value("old")
    assert not field.valid_value("older")
    assert 9 == len(field.choices)


def test_where_the_policy_lists_no_purposes_one_writes_words(db, settings):
    """
    ABC has no list.
    """
    settings.VISITCORE = {"POLICY": "ABC"}

    assert "anything" == purpose_field(TODAY).clean("anything")


def test_parts_of_nothing_are_none():
    """
    Neither of an empty text nor of none.
    """
    assert [[], [], ["a", "b"]] == [parts_of(value) for value in (None, "", "a,b")]


def test_the_checklists_stand_in_the_order_of_a_visit(db):
    """
    Preparation first, then confirmation, arrival, the visit and conduct; those of grading are none of a visit.
    """
    keys = [held.key for held in TICKS.open(TODAY).checklists]

    assert keys.index("plans.preparation") < keys.index("checklists.confirmation") < keys.index("checklists.arrival")
    assert keys.index("checklists.arrival") < keys.index("checklists.during") < keys.index("checklists.conduct")
    assert "checklists.annual_rating" not in keys
    assert len(keys) == len(set(keys))


def test_a_list_of_the_companys_own_is_ticked_too(office):
    """
    Where its key says that it belongs to a visit.
    """
    office.policy(
        """
name = "own"
extends = ["standard"]

[[rule]]
id = "OWN-1"
clause = "1"
kind = "checklist"
strength = "required"
text = { en = "The car is washed.", zh = "车已洗。" }

[[parameter]]
key = "checklists.visit_car"
label = { en = "Car", zh = "车辆" }
  [[parameter.history]]
  cites = ["OWN-1"]
    [parameter.history.checklist]
    items = [{ name = "washed", label = { en = "washed", zh = "已洗" }, rule = "OWN-1" }]
"""
    )

    assert "ticked__checklists__visit_car" in TICKS.open(TODAY).form_fields()


def test_what_the_row_knows_itself_is_not_asked_for(db, settings):
    """
    DST-02.2b lists customer and day of the visit, which the row has anyway.
    """
    settings.VISITCORE = {"POLICY": "DST"}
    names = set(OUTCOME.open(TODAY).fields())

    assert "goods_wanted" in names
    assert not {"customer", "visit_date"} & names


def test_day_and_time_stand_in_one_field():
    """
    As browsers want it.
    """
    shown = WhenInput().render("start", at(date(2024, 7, 3), 9))

    assert 'type="datetime-local"' in shown
    assert "2024-07-03T09:00" in shown


@pytest.mark.parametrize(
    ("status", "state", "why"),
    [
        ("planned", "draft", ""),
        ("planned", "returned", ""),
        ("planned", "submitted", "take it back first"),
        ("planned", "approved", "2024-07 is approved"),
        ("completed", "approved", ""),
    ],
)
def test_why_a_planned_visit_is_not_moved(office, status, state, why):
    """
    Its plan is handed in; one that was made is corrected whatever its plan.
    """
    plan = VisitPlan(owner=office.li, month=date(2024, 7, 1), state=state)

    told = why_it_stays(Visit(plan=plan, status=status))

    assert (bool(why), True) == (bool(told), why in told)
    assert "" == why_it_stays(Visit(status="planned"))
