from datetime import date

import pytest
from django.contrib import admin
from visitcore_site.days import NOW, at
from visitcore_site.sweeping import on

from visitcore_django import desk
from visitcore_django.admin.visits_filters import PlanFilter, ReportFilter, VisitorFilter, WhenFilter
from visitcore_django.models import SweepRun, Visit
from visitcore_django.sweep.papers import unreported

pytestmark = pytest.mark.usefixtures("today")


def shown(rf, person, filter_class, value):
    """
    The customers whose visits a filter lets through.
    """
    request = rf.get("/")
    request.user = person
    params = {} if value is None else {filter_class.parameter_name: [value]}
    one = filter_class(request, params, Visit, admin.site._registry[Visit])
    return {visit.customer.code for visit in one.queryset(request, Visit.objects.select_related("customer"))}


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("today", {"TODAY"}),
        ("last", {"MAY31"}),
        ("this", {"JUNE1", "TODAY", "JUNE30"}),
        ("next", {"JULY1"}),
        (None, {"MAY31", "JUNE1", "TODAY"}),
        ("so_far", {"MAY31", "JUNE1", "TODAY"}),
        ("ahead", {"JUNE30", "JULY1"}),
        ("all", {"MAY31", "JUNE1", "TODAY", "JUNE30", "JULY1"}),
        ("nonsense", {"MAY31", "JUNE1", "TODAY"}),
    ],
)
def test_months_begin_and_end_at_midnight(rf, office, value, codes):
    """
    The last minute of May and the first of July are not of June; what is no choice asks for nothing.
    """
    moments = {
        "MAY31": at(date(2024, 5, 31), 23, 59),
        "JUNE1": at(date(2024, 6, 1), 0),
        "TODAY": at(date(2024, 6, 14), 0),
        "JUNE30": at(date(2024, 6, 30), 23, 59),
        "JULY1": at(date(2024, 7, 1), 0),
    }
    for code, start in moments.items():
        Visit.objects.create(customer=office.customer(code), owner=office.li, start=start)

    assert codes == shown(rf, office.li, WhenFilter, value)


@pytest.mark.parametrize(("value", "codes"), [("yes", {"IN"}), ("no", {"OUT"}), (None, {"IN", "OUT"})])
def test_visits_in_and_out_of_the_plan(rf, office, value, codes):
    """
    By the plan that holds them.
    """
    desk.plan_visit(office.customer("IN"), by=office.li, start=at(date(2024, 7, 3)))
    Visit.objects.create(customer=office.customer("OUT"), owner=office.li, start=NOW)

    assert codes == shown(rf, office.li, PlanFilter, value)


@pytest.mark.parametrize(("value", "codes"), [("yes", set()), ("no", {"IN"})])
def test_a_visit_made_in_another_month_than_planned_is_outside(rf, office, value, codes):
    """
    VPR-03.1: planned for June and made on 3 July.
    """
    desk.plan_visit(office.customer("IN"), by=office.li, start=at(date(2024, 6, 20)))
    Visit.objects.update(start=at(date(2024, 7, 3)))

    assert codes == shown(rf, office.li, PlanFilter, value)


@pytest.mark.parametrize(
    ("value", "codes"), [("none", {"BARE"}), ("open", {"BEGUN"}), ("in", {"DONE"}), (None, {"BARE", "BEGUN", "DONE"})]
)
def test_visits_by_their_reports(rf, office, value, codes):
    """
    None begun, not handed in, handed in.
    """
    for code in ("BARE", "BEGUN", "DONE"):
        visit = Visit(customer=office.customer(code), owner=office.li, start=at(date(2024, 6, 13)))
        desk.record_visit(visit, by=office.li)
        if code != "BARE":
            report = desk.start_report(visit, by=office.li)
        if code == "DONE":
            report.text = "x"
            desk.submit_report(desk.save_report(report, by=office.li), by=office.li)

    assert codes == shown(rf, office.li, ReportFilter, value)


def test_visits_whose_report_is_late_and_not_begun(rf, office):
    """
    VPR-05.1: due two days after the visit; what is reminded of and past its day is found, the rest is not.
    """
    SweepRun.objects.create(on=date(2024, 1, 2))
    for code, day in (("LATE", 10), ("YET", 13)):
        told = Visit(customer=office.customer(code), owner=office.li, start=at(date(2024, 6, day)))
        desk.record_visit(told, by=office.li)
    unreported(on(date(2024, 6, 14)), 0)

    assert {"LATE"} == shown(rf, office.li, ReportFilter, "late")


def test_visits_by_who_made_them(rf, office):
    """
    The lead looks at Li's; a word that is no number finds those without a visitor.
    """
    Visit.objects.create(customer=office.customer("LI"), owner=office.li, start=NOW)
    Visit.objects.create(customer=office.customer("NOBODY"), owner=None, start=NOW)

    assert {"LI"} == shown(rf, office.lead, VisitorFilter, str(office.li.pk))
    assert {"NOBODY"} == shown(rf, office.lead, VisitorFilter, "none")
    assert {"LI", "NOBODY"} == shown(rf, office.lead, VisitorFilter, None)


@pytest.mark.parametrize(
    ("asked", "selected"),
    [
        ({}, "until today"),
        ({"visitor": "1", "o": "1"}, "until today"),
        ({"status__exact": "planned"}, "all"),
        ({"plan": "yes"}, "all"),
        ({"q": "C1"}, "all"),
        ({"q": "C1", "when": "today"}, "today"),
    ],
)
def test_the_list_opens_with_what_was_made_and_hides_nothing_that_one_looks_for(office, client, asked, selected):
    """
    Visits that lie ahead come first only where one asks for them; whoever filters or searches gets them all.
    """
    client.force_login(office.manager)
    changelist = client.get("/admin/visitcore_django/visit/", asked).context["cl"]
    spec = next(one for one in changelist.filter_specs if isinstance(one, WhenFilter))

    assert [selected] == [str(one["display"]) for one in spec.choices(changelist) if one["selected"]]
