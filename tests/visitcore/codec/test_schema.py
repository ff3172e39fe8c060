import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from visitcore.codec.facts import facts_to_dict, structure_facts
from visitcore.codec.schema import facts_schema
from visitcore.facts.assessment import Assessment
from visitcore.facts.credit import LedgerEvent
from visitcore.facts.customer import Customer
from visitcore.facts.question import Count, Duty
from visitcore.facts.visit import Excuse
from visitcore.facts.visit_record import VisitRecord
from visitcore.ground.errors import FactsError
from visitcore.rules.catalogue import CATALOGUE, entry
from visitcore.testing.cases import load_cases

jsonschema = pytest.importorskip("jsonschema")
CASES = sorted((Path(__file__).parents[2] / "cases").glob("*.toml"))
RECORD = {"on": "2024-06-14", "customer": {"code": "C1"}}


def valid(facts, takes):
    """
    Whether facts are what the schema asks for.
    """
    return jsonschema.Draft202012Validator(facts_schema(takes)).is_valid(facts)


@pytest.mark.parametrize("known", CATALOGUE, ids=lambda known: known.name)
def test_every_decision_has_a_schema(known):
    """
    It is sound JSON Schema, and says of every part what it is.
    """
    schema = facts_schema(known.takes)
    jsonschema.Draft202012Validator.check_schema(schema)

    assert schema == json.loads(json.dumps(schema))
    assert known.takes.__name__ == schema["title"]
    assert all(part["description"] for part in schema["properties"].values())
    assert "on" in schema["required"]


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_the_facts_of_every_case_fit_their_schema(file):
    """
    The worked examples, written as JSON, are what the schema asks for; and what it asks for is taken.
    """
    for case in load_cases(file).case:
        takes = entry(case.decision).takes
        written = json.loads(json.dumps(facts_to_dict(structure_facts(case.facts, takes))))
        validator = jsonschema.Draft202012Validator(facts_schema(takes))

        assert [] == [error.message for error in validator.iter_errors(written)], case.name
        assert written == facts_to_dict(structure_facts(written, takes))


@pytest.mark.parametrize(
    ("facts", "takes"),
    [
        (RECORD, VisitRecord),
        (RECORD | {"on": "2024-06-14T09:30:00+08:00", "visits": None, "excuses": []}, VisitRecord),
        (RECORD | {"excuses": [{"from": "2024-06-01", "to": None, "reason": "closed"}]}, VisitRecord),
        (RECORD | {"customer": {"code": "C1", "since": None, "figures": {"a": "1.50", "b": 2, "c": True}}}, Assessment),
        ({"key": "a.b", "on": "2024-06-14", "from": "2024-01-01", "done": ["2024-03-05"]}, Duty),
        ({"key": "a.b", "on": "2024-06-14", "count": "67.5000", "base": 3, "case": {"x": [1]}}, Count),
    ],
)
def test_what_fits_the_schema_is_taken(facts, takes):
    """
    Facts that validate are read without a fault.
    """
    assert valid(facts, takes)
    assert structure_facts(facts, takes)


@pytest.mark.parametrize(
    ("facts", "takes"),
    [
        ({}, VisitRecord),
        (RECORD | {"on": "14/06/2024"}, VisitRecord),
        (RECORD | {"on": 20240614}, VisitRecord),
        (RECORD | {"customer": {"code": " "}}, VisitRecord),
        (RECORD | {"customer": {"code": "C1", "since": "2024-01-01T08:00:00"}}, VisitRecord),
        (RECORD | {"visits": [{"customer": "C1", "start": "2024-06-03", "status": "done"}]}, VisitRecord),
        (RECORD | {"excuses": [{"from": "2024-06-01"}]}, VisitRecord),
        (RECORD | {"grade": "A"}, VisitRecord),
        ({"key": "a.b", "on": "2024-06-14", "count": 0.5}, Count),
        ({"key": "a.b", "on": "2024-06-14", "count": "five"}, Count),
        ({"key": "a.b", "on": "2024-06-14", "from_": "2024-01-01"}, Duty),
    ],
)
def test_what_does_not_fit_is_refused_by_both(facts, takes):
    """
    The schema and the reader agree on what is wrong.
    """
    assert not valid(facts, takes)
    with pytest.raises(FactsError):
        structure_facts(facts, takes)


def test_a_field_says_what_its_class_says_of_it():
    """
    The description of a part is the one in the code, put on one line.
    """
    properties = facts_schema(Customer)["properties"]

    assert "The company's own code; never empty." == properties["code"]["description"]
    assert "\n" not in facts_schema(Assessment)["properties"]["customer"]["description"]


def test_names_are_those_of_the_file():
    """
    A duty begins ``from`` a day, an excuse runs ``from`` one day ``to`` another.
    """
    assert "from" in facts_schema(Duty)["properties"]
    assert ["customer", "from", "to", "reason"] == list(facts_schema(Excuse)["properties"])


def test_a_number_with_a_fraction_is_text():
    """
    JSON numbers are read as floats by most programs, so an exact amount is written as text.
    """
    base = {"key": "a.b", "on": date(2024, 6, 14).isoformat()}

    assert valid(base | {"count": "0.80"}, Count)
    assert valid(base | {"count": 3}, Count)
    assert Decimal("0.80") == structure_facts(base | {"count": "0.80"}, Count).count


@pytest.mark.parametrize("wrong", [{"kind": 42}, {"kind": "paymnt"}, {"class": ["first"]}, {"class": "frist"}])
def test_a_word_of_a_list_is_one_of_the_list(wrong):
    """
    The schema names the words there are.
    """
    event = {"on": "2024-03-01", "kind": "invoice", "id": "I1", "amount": "5", "class": "normal"}

    assert valid(event, LedgerEvent)
    assert not valid({**event, **wrong}, LedgerEvent)
