from datetime import date

import pytest
from visitcore_site.days import NOW, TODAY

from visitcore_django import desk
from visitcore_django.models import Customer, GradeAssessment
from visitcore_django.sources import NOT_KEPT
from visitcore_django.syncing.reading import Read
from visitcore_django.syncing.writing import write_batch


def row(key, code, owner=NOT_KEPT, team=NOT_KEPT, **values):
    """
    A row of the host without a fault.
    """
    return Read(key=key, values={"code": code, "active": True, **values}, owner=owner, team=team)


def write(*rows):
    """
    One batch as it is written today.
    """
    return write_batch(rows, "host.account", TODAY)


def test_only_what_changed_is_written(office):
    """
    The same rows again change nothing; a changed name changes one row and its version.
    """
    assert 2 == write(row("1", "A", name="x"), row("2", "B", name="y")).counts.new
    again = write(row("1", "A", name="x"), row("2", "B", name="z"))

    assert (0, 1, 1) == (again.counts.new, again.counts.changed, again.counts.same)
    assert [(0, "x"), (1, "z")] == list(Customer.objects.order_by("code").values_list("version", "name"))


def test_a_customer_belongs_to_the_owner_and_his_team(office):
    """
    Where the host keeps no teams, a customer goes with its owner from team to team.
    """
    write(row("1", "A", owner="li"))
    first = Customer.objects.get()
    write(row("1", "A", owner="zhao"))
    second = Customer.objects.get()

    assert (office.li, office.team) == (first.owner, first.team)
    assert (office.zhao, office.other_team) == (second.owner, second.team)


def test_a_team_that_was_set_here_stays_with_the_same_owner(office):
    """
    A host without teams does not undo a team that somebody chose.
    """
    write(row("1", "A", owner="li"))
    Customer.objects.update(team=office.other_team)

    assert 1 == write(row("1", "A", owner="li")).counts.same
    assert office.other_team == Customer.objects.get().team


def test_an_unknown_owner_or_team_is_told_and_the_customer_taken(office):
    """
    The customer is not dropped; the owner it had stays.
    """
    write(row("1", "A", owner="li"))
    batch = write(row("1", "A", owner="ghost", team="north", name="n"), row("2", "B", owner="ghost"))

    assert [("owner", True), ("team", True), ("owner", True)] == [(one.column, one.taken) for one in batch.told]
    assert (1, 1, 0) == (batch.counts.new, batch.counts.changed, batch.counts.refused)
    assert office.li == Customer.objects.get(code="A").owner


def by_round(office, customer):
    """
    A grade that a round gives.
    """
    made = GradeAssessment.objects.create(customer=customer, on=TODAY, proposed="A")
    desk.confirm_grade(made, by=None, at=NOW)


def by_hand(office, customer):
    """
    A grade that somebody gives on the customer's page, or with a sheet.
    """
    customer.grade = "A"
    desk.save_customer(customer, by=None, at=NOW)


@pytest.mark.parametrize("give", [by_round, by_hand])
def test_a_grade_that_was_given_here_stays(office, give):
    """
    The host's grade counts until somebody, or a round, has given one here.
    """
    write(row("1", "A", grade="B"), row("2", "B", grade="B"))
    write(row("1", "A", grade="C"), row("2", "B", grade="C"))
    one, two = Customer.objects.order_by("code")
    give(office, one)
    GradeAssessment.objects.create(customer=two, on=TODAY, proposed="A")
    write(row("1", "A", grade="D"), row("2", "B", grade="D"))

    assert ["A", "D"] == list(Customer.objects.order_by("code").values_list("grade", flat=True))


def test_a_grade_is_the_hosts_again_once_it_is_emptied_here(office):
    """
    Another column that is changed here gives no grade, and an empty grade none either.
    """
    write(row("1", "A", grade="B"))
    customer = Customer.objects.get()
    customer.category = "key"
    desk.save_customer(customer, by=None, at=NOW)
    write(row("1", "A", grade="C"))
    customer = Customer.objects.get()
    assert ("C", "key") == (customer.grade, customer.category)

    for grade in ("A", ""):
        customer.grade = grade
        desk.save_customer(customer, by=None, at=NOW)
    write(row("1", "A", grade="D"))
    assert "D" == Customer.objects.get().grade


def test_a_grade_filed_by_hand_stays_where_the_host_has_the_same_customer(office):
    """
    A customer that was filed here with its grade keeps it when the host's row comes.
    """
    desk.save_customer(Customer(code="A", grade="A"), by=None, at=NOW)
    write(row("1", "A", grade="C", name="from the host"))

    assert [("A", "from the host")] == list(Customer.objects.values_list("grade", "name"))


def test_what_the_host_does_not_keep_stays(office):
    """
    Owner, since and category that were entered here are left alone.
    """
    write(row("1", "A"))
    Customer.objects.update(owner=office.li, since=date(2020, 1, 1), category="key")
    write(row("1", "A", name="new"))
    customer = Customer.objects.get()

    assert (office.li, date(2020, 1, 1), "key", "new") == (
        customer.owner,
        customer.since,
        customer.category,
        customer.name,
    )


def test_a_customer_entered_by_hand_is_taken_for_the_same(office):
    """
    The same code and no origin means the same customer.
    """
    mine = office.customer("A")
    batch = write(row("1", "A", name="from the host"))
    mine.refresh_from_db()

    assert (0, 1) == (batch.counts.new, batch.counts.changed)
    assert ("host.account", "1", "from the host") == (mine.source_model, mine.source_key, mine.name)


def test_a_code_that_another_row_holds_is_told(office):
    """
    Of two rows with one code the first is taken; a code of another origin is not taken away.
    """
    Customer.objects.create(code="X", source_model="other.table", source_key="9")
    batch = write(row("1", "A"), row("2", "A"), row("3", "X"), row("4", "B"))

    assert {("2", "code", False), ("3", "code", False)} == {(one.row, one.column, one.taken) for one in batch.told}
    assert (2, 2) == (batch.counts.new, batch.counts.refused)


def test_two_rows_may_change_codes(office):
    """
    Codes that change places in one batch are both taken.
    """
    write(row("1", "A"), row("2", "B"))
    batch = write(row("1", "B"), row("2", "A"))

    assert (2, 0) == (batch.counts.changed, batch.counts.refused)
    assert ["2", "1"] == list(Customer.objects.order_by("code").values_list("source_key", flat=True))


def test_a_refused_row_keeps_its_code(office):
    """
    A row that cannot have the code it wants holds its old one, so that nobody else gets it.
    """
    Customer.objects.create(code="X", source_model="other.table", source_key="9")
    write(row("1", "A"), row("2", "B"))
    batch = write(row("1", "X"), row("2", "A"))

    assert {"1", "2"} == {one.row for one in batch.told}
    assert ["A", "B"] == list(Customer.objects.filter(source_model="host.account").values_list("code", flat=True))


def test_a_row_that_the_database_refuses_stops_no_other(office, monkeypatch):
    """
    A row that only the database finds fault with is told, and the others are taken.
    """
    from django.db import IntegrityError

    from visitcore_django.syncing import writing

    real = writing._save

    def save(new, changed):
        if any(customer.code == "bad" for customer in new):
            raise IntegrityError("no")
        real(new, changed)

    monkeypatch.setattr(writing, "_save", save)
    batch = write(row("1", "A"), row("2", "bad"), row("3", "C"))

    assert (3, 2, 1) == (batch.counts.read, batch.counts.new, batch.counts.refused)
    assert [("2", "no")] == [(one.row, one.reason) for one in batch.told]
    assert 2 == len(batch.touched)


@pytest.mark.parametrize("size", [3, 30])
def test_a_batch_takes_the_same_queries_whatever_its_size(office, django_assert_max_num_queries, size):
    """
    Queries do not grow with the rows.
    """
    rows = [row(str(number), f"C{number}", owner="li", name="x") for number in range(size)]
    write(*rows)
    changed = [row(str(number), f"C{number}", owner="wang", name="y") for number in range(size)]

    with django_assert_max_num_queries(13):
        write(*changed)


@pytest.mark.parametrize("key", ["1", "another"])
def test_a_code_that_is_known_under_another_table_is_told_so(office, key):
    """
    The host's table was renamed, with its keys or without: the customer is left as it is, and the old name is told.
    """
    kept = office.customer("A", source_model="firms.firm", source_key="1")
    batch = write(row(key, "A"), row("2", "B"))
    (told,) = batch.told

    assert (1, 1) == (batch.counts.new, batch.counts.refused)
    assert "belongs to a customer that is known as one of firms.firm" == told.reason
    assert "origin()" in told.fix and "“firms.firm”" in told.fix
    kept.refresh_from_db()
    assert ("firms.firm", "1") == (kept.source_model, kept.source_key)
