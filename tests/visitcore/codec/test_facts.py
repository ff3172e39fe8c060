import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from visitcore.codec.facts import facts_to_dict, structure_facts
from visitcore.facts.assessment import Assessment, Cohort, Invoice, RankedCustomer
from visitcore.facts.customer import Customer
from visitcore.facts.meal import Meal, MealClaim
from visitcore.facts.money import Money
from visitcore.facts.question import Amounts, Case, Count, Delivery, Duty, MoveRequest, Record, Ticks
from visitcore.facts.reception import Reception
from visitcore.facts.visit import Excuse, Visit, VisitStatus
from visitcore.facts.visit_record import VisitRecord
from visitcore.ground.errors import FactsError
from visitcore.ground.span import Span

DAY = date(2024, 6, 14)
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1).filter(str.strip)
names = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
moments = days | st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.none() | st.just(UTC))
amounts = st.decimals(-(10**12), 10**12, places=4)
letters = st.sampled_from(["A", "B", "C", "local", "甲", "007", "1.", "20x"])
figures = st.dictionaries(names, amounts | letters | st.booleans() | days)
customers = st.builds(
    Customer,
    code=words,
    name=st.text(),
    grade=st.none() | words,
    owner=st.none() | words,
    region=st.none() | words,
    since=st.none() | days,
    category=st.none() | words,
    figures=figures,
)
spans = st.builds(
    lambda since, until: Span(min(since, until), max(since, until)) if since != until else Span(since, None), days, days
)
visits = st.builds(
    Visit,
    customer=words,
    start=moments,
    end=st.none() | moments,
    status=st.sampled_from(VisitStatus),
    owner=st.none() | words,
    purpose=st.none() | words,
)
excuses = st.builds(Excuse, customer=st.text(), span=spans, reason=words)
some_words = st.lists(words, max_size=3).map(tuple)
free = st.dictionaries(names, st.text() | st.integers(-(10**9), 10**9) | st.booleans() | st.none() | some_words)
facts = st.one_of(
    st.builds(
        VisitRecord,
        on=moments,
        customer=customers,
        visits=st.none() | st.lists(visits, max_size=3).map(tuple),
        excuses=st.lists(excuses, max_size=2).map(tuple),
    ),
    st.builds(
        Assessment, on=days, customer=customers, cohort_sales=st.none() | st.lists(amounts, max_size=3).map(tuple)
    ),
    st.builds(
        Cohort,
        on=days,
        customers=st.lists(
            st.builds(
                RankedCustomer,
                code=words,
                credit=st.none() | amounts,
                invoices=st.lists(st.builds(Invoice, amount=amounts, days_late=st.integers(0, 999)), max_size=2).map(
                    tuple
                ),
            ),
            max_size=2,
        ).map(tuple),
    ),
    st.builds(Ticks, key=words, on=moments, ticked=st.none() | some_words, flags=st.dictionaries(names, st.none())),
    st.builds(Record, key=words, on=moments, values=st.none() | free),
    st.builds(Case, key=words, on=moments, case=free),
    st.builds(
        Duty,
        key=words,
        on=moments,
        done=st.none() | st.lists(days).map(tuple),
        items=st.dictionaries(names, st.lists(days, max_size=2).map(tuple)),
        from_=st.none() | days,
    ),
    st.builds(Delivery, key=words, on=moments, start=st.none() | moments, done=st.none() | moments),
    st.builds(Count, key=words, on=moments, count=st.none() | amounts, base=st.none() | amounts),
    st.builds(MoveRequest, key=words, on=moments, roles=some_words, own=st.none() | st.booleans()),
)


def faults(data, takes):
    """
    What is wrong with facts, as (path, what, fix).
    """
    with pytest.raises(FactsError) as told:
        structure_facts(data, takes)
    return [(problem.where, problem.what.en, problem.fix.en) for problem in told.value.problems]


@given(facts)
def test_facts_come_back_as_they_went(known):
    """
    Facts written as JSON and read again are the same facts.
    """
    written = json.loads(json.dumps(facts_to_dict(known)))

    assert known == structure_facts(written, type(known))


def test_facts_are_read_from_plain_data():
    """
    Days as text, amounts as text or numbers, both days of an excuse counting.
    """
    data = {
        "on": "2024-06-14",
        "customer": {
            "code": "C1",
            "grade": "A",
            "since": "2024-01-01",
            "figures": {"sales": "1200.50", "price_index": Decimal("0.95"), "trend": "A", "orders": 3, "no": None},
        },
        "visits": [{"customer": "C1", "start": "2024-06-03T09:30:00+08:00", "status": "planned"}],
        "excuses": [{"from": "2024-06-01", "to": "2024-06-30", "reason": "closed"}],
    }
    record = structure_facts(data, VisitRecord)

    assert date(2024, 1, 1) == record.customer.since
    assert {"sales": Decimal("1200.50"), "price_index": Decimal("0.95"), "trend": "A", "orders": 3} == dict(
        record.customer.figures
    )
    assert isinstance(record.customer.figures["orders"], Decimal)
    assert VisitStatus.PLANNED is record.visits[0].status
    assert Span(date(2024, 6, 1), date(2024, 7, 1)) == record.excuses[0].span


@pytest.mark.parametrize(
    ("written", "figure"),
    [
        ("0.80", Decimal("0.80")),
        ("-3", Decimal(-3)),
        ("007", "007"),
        ("A1", "A1"),
        ("1,5", "1,5"),
        ("2024-06-14", DAY),
        ("2024-02-30", "2024-02-30"),
        ("20240614", Decimal(20240614)),
        (True, True),
    ],
)
def test_a_figure_is_what_it_looks_like(written, figure):
    """
    A text that is a number or a day becomes one; a letter, or a number with zeros before it, stays text.
    """
    customer = structure_facts({"code": "C1", "figures": {"x": written}}, Customer)

    assert figure == customer.figures["x"]
    assert type(figure) is type(customer.figures["x"])


def test_a_key_that_python_keeps_is_written_plainly():
    """
    A duty begins ``from`` a day.
    """
    duty = structure_facts({"key": "a.b", "on": "2024-06-14", "from": "2024-01-01"}, Duty)

    assert date(2024, 1, 1) == duty.from_
    assert "2024-01-01" == facts_to_dict(duty)["from"]


def test_an_excuse_without_an_end():
    """
    An excuse may run until further notice.
    """
    data = {"on": DAY, "customer": {"code": "C1"}, "excuses": [{"from": DAY, "to": None, "reason": "closed"}]}
    record = structure_facts(data, VisitRecord)

    assert (Span(DAY, None),) == tuple(excuse.span for excuse in record.excuses)
    assert record == structure_facts(facts_to_dict(record), VisitRecord)


def test_every_fault_is_told_at_once():
    """
    Wrong kinds, missing and unknown keys, bad days and empty reasons: each with its path.
    """
    data = {
        "on": "14/06/2024",
        "customer": {"code": " ", "since": "2024-01-01T08:00:00"},
        "visits": [{"customer": "C1", "start": "2024-06-03", "status": "done"}, {"customer": "C1", "begin": "x"}],
        "excuses": [{"from": "2024-06-30", "to": "2024-06-01", "reason": "x"}, {"reason": " "}, {"to": 5}, "x"],
        "cadense": "visits.cadence",
    }

    assert {
        ("on", "'14/06/2024' is no day"),
        ("customer.since", "'2024-01-01T08:00:00' is an instant"),
        ("visits[0].status", "'done' is no visit status"),
        ("visits[1].start", "required key 'start' is missing"),
        ("visits[1].begin", "unknown key 'begin'"),
        ("excuses[0]", "a span from 2024-06-30 until 2024-06-02 holds nothing"),
        ("excuses[1].reason", "an excuse needs a reason"),
        ("excuses[2].to", "5 is no day"),
        ("excuses[2].reason", "required key 'reason' is missing"),
        ("excuses[3]", "'x' is no table of names and values"),
        ("cadense", "unknown key 'cadense'"),
    } == {line[:2] for line in faults(data, VisitRecord)}


@pytest.mark.parametrize("figures", [5, {"x": 0.5}, {"x": [1]}, {"x": {"y": 1}}, {"x": Decimal("NaN")}])
def test_figures_of_the_wrong_kind(figures):
    """
    A figure is one exact value.
    """
    ((where, _, fix),) = faults({"code": "C1", "figures": figures}, Customer)

    assert where == ("figures" if figures == 5 else "figures.x")
    assert fix


@pytest.mark.parametrize("data", [5, "x", [1], None])
def test_facts_are_an_object(data):
    """
    A list or a word is no facts.
    """
    ((where, what, _),) = faults(data, Customer)

    assert "" == where
    assert what.endswith("is no object")


def test_floats_are_never_taken():
    """
    An inexact number is refused, in a field and deep inside a part that may hold anything.
    """
    assert [("count", "0.1 is no exact number", "write digits, e.g. 45.00")] == faults(
        {"key": "a.b", "on": DAY, "count": 0.1}, Count
    )
    assert ["values.prices"] == [
        where for where, _, _ in faults({"key": "a.b", "on": DAY, "values": {"prices": [1, 0.1]}}, Amounts)
    ]


@frozen(kw_only=True)
class Bill:
    """
    A fact with amounts.
    """

    spent: Money | None = None
    parts: tuple[Money, ...] = ()


@pytest.mark.parametrize("written", ["45", 45, "45.00", "45.000", Decimal(45)])
def test_an_amount_of_money_is_read_exactly(written):
    """
    Whole cents are taken with the digits they were written with.
    """
    assert Decimal(45) == structure_facts({"spent": written}, Bill).spent


def test_every_unsound_amount_is_told_at_once():
    """
    A negative amount and a third decimal are faults with their paths, in both languages.
    """
    with pytest.raises(FactsError) as caught:
        structure_facts({"spent": "-1.00", "parts": ["1.00", "0.005", 1.5]}, Bill)

    assert ["spent", "parts[1]", "parts[2]"] == [problem.where for problem in caught.value.problems]
    assert "负数" in caught.value.in_("zh")
    assert "精确到分" in caught.value.in_("zh")


def test_every_validator_has_its_say():
    """
    Not the first alone, and beside what cannot be read or is not known; one that needs what could not be read waits.
    """
    data = {"on": "2024-03-05", "guests": 0, "escorts": -1, "total": "-100", "colour": "red"}
    meal = {"on": "2024-03-05", "bill": "5.001", "drinks": "10", "customers": 0, "company_diners": -1}

    with pytest.raises(FactsError) as reception:
        structure_facts(data, Reception)
    with pytest.raises(FactsError) as claim:
        structure_facts({"on": "2024-03-06", "meal": meal, "already_paid": "7"}, MealClaim)

    said = [str(problem) for problem in reception.value.problems]
    assert ["total", "colour", "guests", "escorts"] == [one.partition(":")[0] for one in said]
    said = [str(problem) for problem in claim.value.problems]
    assert ["meal.bill: 5.001", "meal: customers:", "meal: company_di"] == [one[:16] for one in said]


def test_validators_that_look_at_each_other_are_told_together():
    """
    Drinks above the bill, and nobody at table.
    """
    meal = {"on": "2024-03-05", "bill": "5.00", "drinks": "10.00", "customers": 0}

    with pytest.raises(FactsError) as caught:
        structure_facts(meal, Meal)

    assert ["customers: 0", "drinks: 10.0"] == [str(one)[:12].rstrip() for one in caught.value.problems]
