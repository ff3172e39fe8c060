import pytest
import time_machine
from visitcore_site.credit import LEDGER_A, Account, day
from visitcore_site.days import at

from visitcore_django.admin.credit_panels import account_panels, standing_shown


@pytest.fixture
def account(office):
    """
    Ledger A, with a first one over the limit of the 26th of March.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    account.sign("03-26", account.ship("03-26", 29000, "I4"))
    return account


def panels(account, on, **more):
    """
    The panels by their titles.
    """
    told = {"every_day": False, **more}
    with time_machine.travel(at(day(on)), tick=False):
        return {str(panel.title): str(panel.body) for panel in account_panels(account.row, day(on), **told)}


def test_head_room_stands_in_one_line(account):
    """
    On the 27th: limit 90,000, owed 119,000, head-room minus 29,000, over the limit once.
    """
    shown = panels(account, "03-27")["How the account stands"]

    assert "<dt>credit limit</dt><dd>¥90,000.00</dd>" in shown
    assert "<dt>money owed</dt><dd>¥119,000.00</dd>" in shown
    assert "<dt>head-room</dt><dd>−¥29,000.00</dd>" in shown
    assert "Over the limit." in shown
    assert "One shipment over the limit counts" in shown
    assert "2024-03-27" in shown


def test_past_its_term_is_said_in_words(account):
    """
    On the 1st of April I1 is past its term, and the limit is suspended.
    """
    assert "the limit is suspended" in panels(account, "04-01")["How the account stands"]


def test_the_run_has_the_latest_day_first(account):
    """
    Each day with what happened, and the figures at its start.
    """
    shown = panels(account, "03-27")["Day by day"]

    assert shown.index("2024-03-27") < shown.index("2024-03-26") < shown.index("2024-03-20")
    assert "first over the limit" in shown
    assert "<td>90,000.00</td><td>0.00</td><td>90,000.00</td><td>119,000.00</td><td>−29,000.00</td><td>1</td>" in shown


def test_what_is_open_is_listed_with_the_oldest_first(account):
    """
    Four invoices are open; each leads to its entry.
    """
    shown = panels(account, "03-27")["Open invoices"]

    assert ["I1", "I2", "I3", "I4"] == sorted(("I1", "I2", "I3", "I4"), key=lambda number: shown.index(f">{number}<"))


def test_what_is_open_says_when_it_is_due_and_how_late_it_is(account):
    """
    CR-01.8: on the 3rd of April I1 of the 1st of March was due on the 31st; I2 of the 10th is in time.
    """
    shown = panels(account, "04-03")["Open invoices"]

    assert "<td>2024-03-31</td><td>" in shown and ">3 days late</strong>" in shown
    assert "<td>2024-04-09</td><td>–</td>" in shown
    assert 1 == shown.count("late</strong>")


def test_the_run_says_why_the_limit_fell(account):
    """
    CR-01.5: on the 1st of April nothing was entered; I1 left the days that count, and is late.
    """
    shown = panels(account, "04-02")["Day by day"]
    row = shown.partition("2024-04-01</th>")[2].partition("</tr>")[0]

    assert "I1 is older than the 30 days that make the limit<br>I1 is past its payment term</td>" in row


def test_a_shipment_stands_there_with_the_sign_of_its_state(account):
    """
    As in every list.
    """
    assert "</span> released</span>" in panels(account, "03-27")["Shipments"]


def test_the_chart_tells_debt_and_limit(account):
    """
    The limit is the dashed line beside what was owed.
    """
    shown = panels(account, "03-27")["Limit and debt"]

    assert "vc-dashed" in shown
    assert ">money owed 119,000.00<" in shown


def test_the_end_of_the_month_stands_there_when_it_matters(account):
    """
    Nothing is said of it without a last one; with one that is late, what its signer is charged.
    """
    assert not [title for title in panels(account, "04-01") if "signer" in title]

    account.sign("03-28", account.ship("03-28", 25000, "I5"))

    assert [title for title in panels(account, "04-01") if "signer" in title]


def test_an_account_without_history_has_a_page(office):
    """
    Nothing happened yet.
    """
    shown = panels(Account(office), "03-27")

    assert "None." in shown["Open invoices"]
    assert "None." in shown["Shipments"]


def test_the_page_asks_no_more_often_for_more(account, django_assert_max_num_queries):
    """
    Three more shipments take no more queries.
    """
    counts = []
    for numbers in ((), ("A", "B", "C")):
        for number in numbers:
            account.ship("03-27", 90000, number)
        with django_assert_max_num_queries(20) as asked:
            panels(account, "03-27")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_policy_without_credit_says_so(account):
    """
    Where the policy does not tell, a sentence stands instead of numbers.
    """
    assert "does not say" in standing_shown(account.row, None, day("03-27"))
