from datetime import date

import pytest
from django.core.exceptions import ValidationError
from visitcore_site.days import TODAY

from visitcore_django.syncing.terms import Terms

pytestmark = pytest.mark.django_db
CADENCE = """
extends = ["standard"]

[[parameter]]
key = "visits.cadence"
  [[parameter.history]]
  cites = ["ABC-03.2a"]
  [parameter.history.table]
  inputs = { annual_sales = "number >= 0" }
  outcome = "cadence"
  hit = "unique"
  rows = [
    { when = { annual_sales = ">= 100" }, then = { times = 2, per = "month" }, rule = "ABC-03.2a" },
    { when = { annual_sales = "< 100" }, then = { times = 1, per = "month" }, rule = "ABC-03.2a" },
  ]
"""


def test_the_terms_are_those_of_the_policy():
    """
    Three grades, and what the weights of a grading are worked out from.
    """
    terms = Terms.of(TODAY)

    assert ("A", "B", "C") == terms.known_grades()
    assert {"sales", "price_index", "collection_rate", "trend"} <= set(terms.graded)
    assert (date(2024, 6, 14), "B", None) == (terms.on, terms.grade("B级"), terms.grade("Z"))


@pytest.mark.parametrize(
    ("name", "kept", "reads"),
    [("sales", "sales", True), ("annual_sales", "sales", True), ("profit", "profit", True), ("sails", "sails", False)],
)
def test_a_figure_is_known_by_name(name, kept, reads):
    """
    By its name or what people call it; others keep the name that they have.
    """
    terms = Terms.of(TODAY)

    assert (kept, reads) == (terms.figure(name), terms.is_read(terms.figure(name)))


def test_a_value_is_read_as_in_a_sheet():
    """
    Numbers with their separators, ratios in percent, yes and no.
    """
    terms = Terms.of(TODAY)

    assert ["12000", "0.85", "true"] == [
        terms.value(name, said) for name, said in [("sales", "12,000"), ("collection_rate", "85%"), ("flagged", True)]
    ]
    with pytest.raises(ValidationError):
        terms.value("sales", "viel")


def test_a_name_that_the_cadence_asks_for_stays(settings, tmp_path):
    """
    A company whose cadence reads ``annual_sales`` has it under this name; where no grades are listed, any will do.
    """
    path = tmp_path / "own.toml"
    path.write_text(CADENCE, encoding="utf-8")
    settings.VISITCORE = {"POLICY": str(path)}
    terms = Terms.of(TODAY)

    assert ("annual_sales", True) == (terms.figure("annual_sales"), terms.is_read("annual_sales"))
    assert "Platinum" == terms.grade("Platinum")
