import pytest
from visitcore_site.days import TODAY

from visitcore_django.desk.approvals import ANSWERS
from visitcore_django.models import Approval, Excuse, Gift, MealRequest, PolicyVersion, ShipmentRequest, VisitReport
from visitcore_django.people.writers import writers_of, writers_of_many, written_by

BOTH = (Gift, MealRequest, ShipmentRequest)


@pytest.mark.parametrize("model", BOTH, ids=lambda model: model.__name__)
def test_who_asked_and_who_changed_it_wrote_it(office, row, model):
    """
    Both of them, and nobody where nobody changed it.
    """
    assert {office.li.pk} == writers_of(row(model))
    assert {office.li.pk, office.wang.pk} == writers_of(row(model, changed_by=office.wang))


@pytest.mark.parametrize("model", [*BOTH, Excuse], ids=lambda model: model.__name__)
def test_everybody_who_changed_it_wrote_it(office, row, model):
    """
    However many they are; a row that is not saved yet has none.
    """
    held = row(model, requested_by=office.li)
    held.writers.set([office.wang, office.zhao])

    assert {office.li.pk, office.wang.pk, office.zhao.pk} == writers_of(held)
    assert set() == writers_of(model())


def test_other_rows_have_their_writers(office, row):
    """
    An excuse is the requester's, a policy the author's; a report is its visitor's, if any, and of its writers.
    """
    assert {office.li.pk} == writers_of(row(VisitReport))
    assert {office.wang.pk} == writers_of(row(Excuse, requested_by=office.wang))
    assert {office.li.pk} == writers_of(row(PolicyVersion))
    report = row(VisitReport)
    report.visit.owner = None
    assert set() == writers_of(report)
    report.writers.add(office.wang)

    assert {office.wang.pk} == writers_of(report)


def test_row_list_and_many_agree(office, row):
    """
    For every table of what is approved: what is said of one row is said of lists, and of many in one query.
    """
    rows = [*(row(model, changed_by=office.wang) for model in BOTH), row(VisitReport), row(PolicyVersion)]
    rows.append(row(Excuse, requested_by=None, first_day=TODAY))
    for one in (rows[0], rows[len(BOTH)], rows[-1]):
        one.writers.set([office.zhao, office.lead, office.wang])
    subjects = {(one._meta.model_name, one.pk): one for one in rows}
    for number, (kind, key) in enumerate(subjects):
        row(Approval, subject_kind=kind, subject_id=key, open_key=f"x{number}", requested_by=office.boss)

    assert {where: writers_of(one) for where, one in subjects.items()} == writers_of_many(subjects)
    for person in (office.li, office.wang, office.zhao, office.boss):
        mine = {where for where, one in subjects.items() if person.pk in writers_of(one)}
        found = [pair for kind in ANSWERS for pair in Approval.objects.filter(written_by(kind, person)).values_list()]

        assert len(mine) == len(found)
