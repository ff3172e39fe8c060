from datetime import date
from decimal import Decimal

from visitcore.facts.assessment import Assessment, Cohort, Invoice, PartnerAdmission, RankedCustomer
from visitcore.facts.customer import Customer

DAY = date(2024, 6, 14)


def test_a_cohort_that_is_not_known_is_none():
    """
    Without the sales of the others there is no place among them.
    """
    assert Assessment(on=DAY, customer=Customer(code="C1")).cohort_sales is None


def test_figures_that_are_not_known_are_none():
    """
    A customer to be ranked has no credit, order, profit or potential until somebody says so.
    """
    ranked = RankedCustomer(code="C1")

    assert (None, None, None, None) == (ranked.credit, ranked.order, ranked.profit, ranked.potential)
    assert () == ranked.invoices


def test_a_late_invoice_is_not_excused_unless_it_says_so():
    """
    A delay counts until it is known to be our own fault.
    """
    assert not Invoice(amount=Decimal(100), days_late=3).excused


def test_a_ranking_is_combined_unless_it_says_otherwise():
    """
    Customers are ranked by everything together.
    """
    assert "combined" == Cohort(on=DAY).method


def test_an_inspection_without_answers_has_none():
    """
    A point that was not looked at is not met.
    """
    admission = PartnerAdmission(on=DAY)

    assert {} == admission.answers
    assert (None, None) == (admission.admitted, admission.negotiated)
