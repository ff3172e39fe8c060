import pytest

from visitcore.facts.customer import Customer


def test_what_is_not_known_is_none():
    """
    Of a customer only the code must be known; nothing else is guessed.
    """
    customer = Customer(code="C1")

    assert (None, None, None, None) == (customer.grade, customer.owner, customer.region, customer.since)
    assert {} == customer.figures


@pytest.mark.parametrize("code", ["", " ", "\u3000"])
def test_a_customer_needs_a_code(code):
    """
    A customer without a code, or with a blank one, could be mistaken for another.
    """
    with pytest.raises(ValueError, match="a customer needs a code"):
        Customer(code=code)
