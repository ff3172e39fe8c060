import inspect
import re
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, get_args, get_origin
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import OperationalError, models, transaction
from django.utils import timezone
from visitcore_site.days import LONG_BEFORE, NOW, TODAY
from visitcore_site.rows import columns, new

from visitcore_django import desk
from visitcore_django.desk.door import door, fits
from visitcore_django.desk.errors import BusyError, DeskError, NotAllowedError
from visitcore_django.models import (
    CalendarDay,
    CallbackMatter,
    CreditAccount,
    Customer,
    GiftItem,
    LedgerEntry,
    MealRequest,
    Team,
    Visit,
)

FUNCTIONS = sorted(name for name in desk.__all__ if inspect.isfunction(getattr(desk, name)))
LONG, NUL, HALF = "x" * 1000, "a\0b", "a\ud800"
SCALARS = {
    str: ("ok", [LONG, NUL, HALF, 5, None]),
    date: (TODAY, [NOW, "2024-06-14", date.min, date.max, None]),
    datetime: (NOW, [datetime(2024, 6, 14, 10), TODAY, "2024-06-14", None]),
    Decimal: (Decimal(1), [Decimal("1e20"), 1e20, 0.1, Decimal("NaN"), "x", True, None]),
    int: (1, [10**20, -(10**30), 1e20, 1.5, "x", True, None]),
    bool: (True, ["x", 5]),
    Any: (None, [AnonymousUser(), None, "ann@x", 5]),
}
"""By the kind of an argument: a sound one, and hostile ones."""


@contextmanager
def undone():
    """
    Whatever is done inside is taken back.
    """
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def kinds(parameter):
    """
    What an argument may be.
    """
    inner = get_args(parameter.annotation)
    return [parameter.annotation] if get_origin(parameter.annotation) in (Iterable, Sequence) or not inner else inner


class Caller:
    """
    Calls functions of the desk with sound arguments, all but one.
    """

    def __init__(self, office):
        self.person = User.objects.create_superuser("root")
        self.other = office.li
        self.office = office

    @property
    def customer(self):
        """
        A customer of its own for every row.
        """
        return self.office.customer(f"N{Customer.objects.count()}")

    def row(self, model):
        """
        A saved row.
        """
        more = {"class_of": "normal"} if model is LedgerEntry else {}
        return new(model, self.other, self.customer, **more)

    def unsaved(self, model, change=lambda column: None):
        """
        A row that is not saved, with some columns changed.
        """
        told = columns(model, self.other, self.customer)
        for column in model._meta.concrete_fields:
            changed = change(column)
            if changed is not None:
                told[column.name] = changed
        return model(**told)

    def sound(self, parameter):
        """
        A sound argument.
        """
        kind = kinds(parameter)[0]
        if parameter.name in ("by", "user", "handler", "owner"):
            return self.person
        if inspect.isclass(kind) and issubclass(kind, models.Model):
            return self.row(kind)
        return SCALARS[kind][0] if kind in SCALARS else ()

    def hostile(self, parameter):
        """
        Every hostile argument.
        """
        if get_origin(parameter.annotation) in (Iterable, Sequence):
            yield from ("x", 5, ["x"], [5], [None])
        for kind in kinds(parameter):
            if inspect.isclass(kind) and issubclass(kind, models.Model):
                yield None
                yield "F030"
                yield 5
                yield self.customer if kind is not Customer else self.person
                yield kind()
                yield self.unsaved(kind)
                for change in (long_text, with_nul, too_much, inexact, naive):
                    yield self.unsaved(kind, change)
                    row = self.row(kind)
                    for column in kind._meta.concrete_fields:
                        if change(column) is not None:
                            setattr(row, column.attname, change(column))
                    yield row
                gone = self.row(kind)
                models.QuerySet(kind).filter(pk=gone.pk)._raw_delete("default")
                yield gone
            yield from SCALARS.get(kind, (None, []))[1]


def long_text(column):
    """
    A text that no column of texts holds.
    """
    return LONG if isinstance(column, models.CharField) else None


def with_nul(column):
    """
    A text that PostgreSQL refuses.
    """
    return NUL if isinstance(column, models.CharField | models.TextField) else None


def too_much(column):
    """
    A number that no column holds.
    """
    if isinstance(column, models.DecimalField):
        return Decimal("1e20")
    return 10**20 if isinstance(column, models.IntegerField) and not column.primary_key else None


def inexact(column):
    """
    A number that is not exact.
    """
    return 0.1 if isinstance(column, models.DecimalField | models.IntegerField) and not column.primary_key else None


def naive(column):
    """
    A moment of nowhere.
    """
    return datetime(2024, 6, 14, 10) if isinstance(column, models.DateTimeField) else None


@pytest.fixture
def caller(office):
    """
    Somebody who may everything.
    """
    return Caller(office)


def named(function):
    """
    The arguments that a function of the desk names.
    """
    return {one.name: one for one in inspect.signature(function).parameters.values() if one.kind is not one.VAR_KEYWORD}


def call(function, given):
    """
    Call a function with arguments by name; what comes of it is taken back.
    """
    given = dict(given)
    first = [one.name for one in named(function).values() if one.kind is not one.KEYWORD_ONLY and one.name in given]
    with undone():
        function(*[given.pop(name) for name in first], **given)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_whatever_it_is_given_a_function_of_the_desk_answers_in_words(caller, name):
    """
    Each argument in turn is something that cannot be kept: it is done all the same, or refused with a sentence.
    """
    function = getattr(desk, name)
    asked = named(function)
    for parameter in asked.values():
        with undone():
            for value in list(caller.hostile(parameter)):
                with undone():
                    sound = {key: caller.sound(one) for key, one in asked.items() if one.default is one.empty}
                    try:
                        call(function, {**sound, parameter.name: value})
                    except DeskError as error:
                        said = str(error)
                        assert said.strip() and "None" not in said, (parameter.name, said)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_of_the_desk_has_the_door(caller, name):
    """
    Nobody who is not logged in comes round it, whichever argument he is.
    """
    function = getattr(desk, name)

    for one in named(function):
        with pytest.raises(NotAllowedError, match="log in"):
            call(function, {key: AnonymousUser() if key == one else None for key in named(function)})


@pytest.fixture
def visit(caller):
    """
    A visit that was made.
    """
    return new(Visit, caller.other, caller.customer)


@pytest.mark.parametrize("reason", [LONG, NUL, HALF, None, 5])
def test_a_reason_that_no_column_holds_is_refused(caller, visit, reason):
    """
    Too long, with a character that cannot be kept, or no text: the visit stays as it was on every database.
    """
    with pytest.raises(DeskError, match=r"characters|cannot be kept|missing|must be a text"):
        desk.cancel_visit(visit, by=caller.person, reason=reason)
    visit.refresh_from_db()

    assert "planned" == visit.status


@pytest.mark.parametrize("token", ["t" * 65, "t\0"])
def test_a_token_that_no_column_holds_is_refused(caller, visit, token):
    """
    A page gives its own token; whoever makes one up is told so.
    """
    with pytest.raises(DeskError, match=r"64 characters|cannot be kept"):
        desk.cancel_visit(visit, by=caller.person, reason="ill", token=token)


def test_all_that_is_wrong_with_a_row_is_said_at_once(caller):
    """
    A row of the host's with three faults is mended once, not three times; and nothing of it is kept.
    """
    owner, customer = caller.other, caller.customer
    row = Visit(customer=customer, owner=owner, start=datetime(2024, 6, 14, 10), purpose=LONG, end="soon")

    with pytest.raises(DeskError) as caught:
        desk.record_visit(row, by=caller.person, at=NOW)

    assert 3 == len(str(caught.value).splitlines())
    assert not Visit.objects.exists()


def test_what_a_constraint_forbids_is_told_in_its_words(caller):
    """
    Days the wrong way round are refused by the database, and told as the forms tell it.
    """
    days = {"first_day": TODAY, "last_day": date(2024, 6, 13)}

    with pytest.raises(DeskError, match="in order"):
        desk.request_excuse(caller.customer, by=caller.person, reason="flood", at=NOW, **days)


def test_columns_are_asked_one_by_one():
    """
    Values that are no row yet are held against the columns they are meant for.
    """
    with pytest.raises(DeskError, match="document number"):
        fits(LedgerEntry, {"number": "x" * 65})
    with pytest.raises(DeskError, match="exact"):
        fits(LedgerEntry, {"amount": 0.1})

    assert {"amount": Decimal("0.10")} == fits(LedgerEntry, {"amount": "0.10"})


@pytest.mark.parametrize(
    ("words", "error"), [("database is locked", BusyError), ("no such table: x", OperationalError)]
)
def test_two_at_once_are_told_to_do_it_again(words, error):
    """
    What the database broke off in favour of somebody else is a sentence; what is wrong with it stays an error.
    """

    @door()
    def write():
        raise OperationalError(words)

    with pytest.raises(error):
        write()


def test_one_except_meets_whatever_the_desk_raises(office, settings):
    """
    A row that is outdated, a payment that cannot be and a policy without rules, each in words.
    """
    account, customer = new(CreditAccount, office.li, office.customer()), office.customer("C2")
    outdated = Customer.objects.get(pk=customer.pk)
    customer.save()
    settings.VISITCORE = {"POLICY": "DST"}
    meal = MealRequest(customer=customer, on=TODAY, customers=2)

    with pytest.raises(DeskError, match="changed by somebody else") as caught:
        desk.save_customer(outdated, by=office.manager, at=NOW)
    assert isinstance(caught.value, desk.StaleError)
    with pytest.raises(DeskError, match="-5 is less than nothing"):
        desk.take_payment(account, Decimal(-5), by=office.money, at=NOW)
    with pytest.raises(DeskError, match=r"says nothing about 'expenses\.meal\.cap'; packs that do: HM;"):
        desk.request_meal(meal, by=office.li, at=NOW)


def test_yes_is_neither_a_number_nor_an_amount(office):
    """
    Python takes a yes for a one; nothing is moved or paid on that.
    """
    item = new(GiftItem, office.li, None)
    account = new(CreditAccount, office.li, office.customer())

    with pytest.raises(DeskError, match="whole number, not True"):
        desk.move_stock(item, True, by=office.money, at=NOW)
    with pytest.raises(DeskError, match="exact amount"):
        desk.take_payment(account, True, by=office.money, at=NOW)


def test_a_name_that_is_not_known_is_an_error_of_the_code(office):
    """
    A misspelt argument is told by its name, as Python does, and is written into no column.
    """
    account = new(CreditAccount, office.li, office.customer())

    with pytest.raises(TypeError, match="'nix'"):
        desk.open_account(office.customer("C2"), by=office.money, nix=True)
    with pytest.raises(TypeError, match="'state'"):
        desk.request_shipment(account, by=office.li, amount=1, number="I1", state="released")


def test_a_new_row_bears_no_number(office):
    """
    A row that nobody read and that bears the number of one that is there would overwrite it past every state.
    """
    there = new(Visit, office.li, office.customer())
    brought = Visit(pk=there.pk, customer=there.customer, owner=office.li, start=NOW)

    with pytest.raises(DeskError, match="no number yet"):
        desk.record_visit(brought, by=office.li, at=NOW)
    assert "planned" == Visit.objects.get().status


def test_a_token_may_be_a_uuid(office):
    """
    It is the text of it, so that either repeats the other.
    """
    customer, token = office.customer(), uuid4()
    told = {"by": office.li, "start": NOW, "at": LONG_BEFORE}

    assert desk.plan_visit(customer, token=token, **told) == desk.plan_visit(customer, token=str(token), **told)
    assert 1 == Visit.objects.count()


def test_every_token_may_be_a_uuid():
    """
    The hints of each function say so, and so does a type checker.
    """
    tokens = {name: inspect.signature(getattr(desk, name)).parameters.get("token") for name in FUNCTIONS}
    told = {name: get_args(parameter.annotation) for name, parameter in tokens.items() if parameter is not None}

    assert told
    assert {(str, UUID, type(None))} == set(told.values())


def test_a_visit_is_not_recorded_before_its_time(office):
    """
    Whatever moment the caller gives.
    """
    start = timezone.now() + timedelta(days=3)
    planned = desk.plan_visit(office.customer(), by=office.li, start=start)

    for at in (None, start + timedelta(hours=2)):
        with pytest.raises(DeskError, match="lies ahead"):
            desk.record_visit(planned, by=office.li, at=at)
    assert "planned" == Visit.objects.get().status


@door(new="rows")
def file_all(rows: Sequence[models.Model], *, by: Any) -> None:
    """
    Store rows of any table.
    """
    with transaction.atomic():
        for row in rows:
            row.save()


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (lambda: Team(code="T1", name="x"), "code", "There is a team with the code “T1” already"),
        (lambda: GiftItem(code="G1", name="x", value=5), "code", "with the code “G1” already"),
        (lambda: CallbackMatter(case="M1"), "case", "with the case number “M1” already"),
        (lambda: CalendarDay(day=TODAY, works=False, reason="x"), "day", "with the day “2024-06-14” already"),
    ],
)
def test_what_another_row_bears_alone_is_named(office, row, column, words):
    """
    A code, a number, a day: which one is taken, and in which column; the same row again contradicts nothing.
    """
    first = row()
    file_all([first], by=office.boss)
    with pytest.raises(DeskError, match=words) as caught:
        file_all([row()], by=office.boss)
    file_all([first], by=office.boss)

    assert column == caught.value.column


def test_what_another_row_is_for_is_named_and_no_key(office):
    """
    One account for a customer: the customer is told by name, and not by the number of the row.
    """
    customer = office.customer("C1")
    file_all([CreditAccount(customer=customer)], by=office.boss)
    with pytest.raises(DeskError, match=f"with the customer “{re.escape(str(customer))}” already") as caught:
        file_all([CreditAccount(customer=customer)], by=office.boss)

    assert "customer" == caught.value.column


def test_a_column_that_the_database_fills_is_not_asked_of_a_new_row(office):
    """
    Whether a visit is alive is told by the database; the constraint that it stands in is told in its own words.
    """
    told = {"customer": office.customer("C1"), "owner": office.li, "start": NOW}
    file_all([Visit(**told)], by=office.boss)
    with pytest.raises(DeskError):
        file_all([Visit(**told)], by=office.boss)


def test_a_code_that_is_taken_is_told(office):
    """
    On record stays the customer that bears it.
    """
    office.customer("C1")
    with pytest.raises(DeskError, match="There is a customer with the customer code “C1” already") as caught:
        desk.save_customer(Customer(code=" C1 ", name="New", owner=office.li), by=office.lead, at=NOW)

    assert "code" == caught.value.column
    assert "Customer C1" == Customer.objects.get().name


def test_where_nothing_can_be_looked_up_any_more_it_is_told_in_general(office):
    """
    The caller's own transaction is broken until he has undone it.
    """

    @door(new="row")
    def file(row: Team, *, by: Any) -> None:
        row.save()

    with undone(), pytest.raises(DeskError, match="contradicts what is recorded"):
        file(Team(code="east", name="x"), by=office.boss)
