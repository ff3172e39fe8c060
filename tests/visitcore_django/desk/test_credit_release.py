import json
import os
import socket
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from visitcore_site.credit import LEDGER_A, Account, day
from visitcore_site.days import at

from visitcore import FactsError
from visitcore_django import desk
from visitcore_django.models import Approval, DecisionRecord, Delegation, LedgerEntry, ShipmentRequest

STATE = ShipmentRequest.State


@pytest.fixture
def account(office):
    """
    Worked example 3: ledger A, and a free payment of 30,000 on the 25th of March; head-room 30,000 on the 31st.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    account.pay("03-25", 30000)
    return account


@pytest.fixture
def unpaid(office):
    """
    Ledger A with nothing paid: the limit of 90,000 is used up.
    """
    account = Account(office)
    account.tell(*LEDGER_A)
    return account


@pytest.mark.parametrize(
    ("amount", "state", "class_of"), [("30000.00", STATE.RELEASED, "within"), ("30000.01", STATE.REFUSED, "refuse")]
)
def test_goods_leave_up_to_the_limit(account, amount, state, class_of):
    """
    Worked example 3: 30,000.00 is within the limit; 30,000.01 is beyond it and not below one third.
    """
    request = account.ship("03-31", amount, "I4")

    assert (state, class_of) == (request.state, request.class_of)
    assert (state == STATE.RELEASED) == LedgerEntry.objects.filter(number="I4").exists()


def test_splitting_an_order_gets_no_more_through(account):
    """
    Worked example 4: 20,000 and 10,000 leave; a further cent the same day needs a signature.
    """
    parts = [
        account.ship("03-31", amount, number) for amount, number in (("20000", "I4"), ("10000", "I5"), ("0.01", "I6"))
    ]

    assert ["within", "within", "first"] == [part.class_of for part in parts]
    assert [STATE.RELEASED, STATE.RELEASED, STATE.REFERRED] == [part.state for part in parts]
    account.row.refresh_from_db()

    assert (Decimal(90000), Decimal(0)) == (account.row.outstanding, account.row.headroom)


def test_a_released_shipment_is_in_the_ledger_with_its_decision(office, account):
    """
    The invoice, who recorded it, and the decision that it rests on.
    """
    request = account.ship("03-31", 20000, "I4")

    assert ("I4", Decimal(20000), "normal", office.li, "allowed") == (
        request.entry.number,
        request.entry.amount,
        request.entry.class_of,
        request.entry.by,
        request.entry.decision.verdict,
    )


def test_a_first_step_waits_for_the_regional_manager(office, unpaid):
    """
    Worked example 7: 29,999.99 is below one third of 90,000; it leaves when the regional manager has signed.
    """
    request = unpaid.ship("03-26", "29999.99", "I4")

    assert (STATE.REFERRED, "first", "regional_manager") == (request.state, request.class_of, request.next_by)
    assert ("I4 ¥29,999.99", unpaid.row.customer) == (unpaid.waiting(request).title, unpaid.waiting(request).customer)
    assert not LedgerEntry.objects.filter(number="I4").exists()

    done = unpaid.sign("03-26", request)

    assert (STATE.RELEASED, "first", "regional_manager", "") == (done.state, done.class_of, done.signer, done.next_by)
    assert ("first", "regional_manager") == (done.entry.class_of, done.entry.signer)


def test_one_third_is_too_much(unpaid):
    """
    Worked example 8: exactly 30,000.00 is refused, and nobody is asked to sign.
    """
    assert STATE.REFUSED == unpaid.ship("03-26", "30000.00", "I4").state
    assert 0 == Approval.objects.count()


def test_a_third_step_is_refused_and_a_paid_one_leaves(office, unpaid):
    """
    Worked examples 10 and 11: first, last, then nothing more, unless it is remitted beforehand and a plan is on file.
    """
    unpaid.sign("03-26", unpaid.ship("03-26", 29000, "I4"))
    last = unpaid.sign("03-28", unpaid.ship("03-28", 25000, "I5"))
    third = unpaid.ship("03-30", 1000, "I6", plan=True)

    assert ("last", STATE.REFUSED) == (last.class_of, third.state)

    unpaid.pay("03-30", 1000, "next")
    done = desk.release_shipment(third, by=office.li, at=at(day("03-30"), 12))

    assert (STATE.RELEASED, "prepaid") == (done.state, done.class_of)


def test_past_the_term_the_sales_department_decides(office, account):
    """
    Worked examples 5 and 6: on the 1st of April I1 is 31 days old; a special limit helps, a signature alone does not.
    """
    request = account.ship("04-01", 15000, "I4")

    assert (STATE.REFERRED, "hold", "sales_department") == (request.state, request.class_of, request.next_by)
    with pytest.raises(desk.DeskError, match="special limit"):
        account.sign("04-01", request)
    assert Approval.State.OPEN == Approval.objects.get().state

    told = {"by": office.manager, "at": at(day("04-01"), 12)}
    desk.set_special_limit(account.row, Decimal(75000), day("04-01"), day("04-10"), **told)
    done = account.sign("04-02", request)

    assert (STATE.RELEASED, "within", day("04-02")) == (done.state, done.class_of, done.entry.on)


def test_a_signature_for_the_hold_is_none_for_the_step(office, account):
    """
    Example 6: a cent more is over the special limit; the regional manager is asked next.
    """
    request = account.ship("04-01", "15000.01", "I4")
    told = {"by": office.manager, "at": at(day("04-01"), 12)}
    desk.set_special_limit(account.row, Decimal(75000), day("04-01"), day("04-10"), **told)
    account.sign("04-02", request)
    request.refresh_from_db()

    assert (STATE.REFERRED, "first", "regional_manager") == (request.state, request.class_of, request.next_by)
    assert STATE.RELEASED == account.sign("04-02", request).state


def test_it_is_decided_again_when_it_is_signed(office, unpaid):
    """
    Signed after I1 has left the window the limit is 50,000 less what is past its term: the signature is too late.
    """
    request = unpaid.ship("03-26", 29000, "I4")
    unpaid.pay("03-31", 40000, "I1")
    done = unpaid.sign("04-10", request)

    assert (STATE.REFERRED, "hold") == (done.state, done.class_of)
    assert ["first", "hold"] == [row.answer["outcome"]["class"] for row in DecisionRecord.objects.order_by("pk")]
    assert not LedgerEntry.objects.filter(number="I4").exists()


def test_a_signature_for_the_first_step_is_none_for_the_last(office, unpaid):
    """
    Two wait for the first step; once one has left, the other would be the last, and is signed for as such.
    """
    one, other = unpaid.ship("03-26", 29000, "I4"), unpaid.ship("03-26", 25000, "I5")
    unpaid.sign("03-26", one)
    again = unpaid.sign("03-27", other)

    assert (STATE.REFERRED, "last") == (again.state, again.class_of)

    done = unpaid.sign("03-27", other)

    assert (STATE.RELEASED, "last") == (done.state, done.class_of)


def test_paid_meanwhile_it_needs_no_step(unpaid):
    """
    Where money has come in before it is signed, it leaves within the limit and uses up no step.
    """
    request = unpaid.ship("03-26", 29000, "I4")
    unpaid.pay("03-27", 40000, "I1")
    done = unpaid.sign("03-27", request)

    assert ("within", "normal", "") == (done.class_of, done.entry.class_of, done.signer)


def test_nobody_signs_for_himself(office, unpaid):
    """
    The manager's own goods wait for another regional manager, also where he stands in for one.
    """
    told = {"by": office.manager, "amount": Decimal(100), "number": "I4", "at": at(day("03-26"))}
    request = desk.request_shipment(unpaid.row, **told)
    desk.release_shipment(request, by=office.manager, at=at(day("03-26")))
    other = office.person("other", "Department manager", office.team)
    Delegation.objects.create(from_user=other, to_user=office.manager, first_day=day("03-01"), last_day=day("04-30"))

    with pytest.raises(desk.FourEyesError):
        unpaid.sign("03-26", request)
    assert STATE.RELEASED == unpaid.sign("03-26", request, by=other).state


@pytest.mark.parametrize("who", ["li", "lead", "money", "boss", "auditor"])
def test_nobody_else_signs(office, unpaid, who):
    """
    Only the regional manager signs for a step: not a lead, not finance, not the general manager either.
    """
    request = unpaid.ship("03-26", 29000, "I4")
    with pytest.raises(desk.NotAllowedError):
        unpaid.sign("03-26", request, by=getattr(office, who))

    assert STATE.REFERRED == ShipmentRequest.objects.get().state


def test_who_stands_in_signs_in_the_others_name(office, unpaid):
    """
    The lead stands in for the manager, and the ledger has the manager's role.
    """
    request = unpaid.ship("03-26", 29000, "I4")
    Delegation.objects.create(
        from_user=office.manager, to_user=office.lead, first_day=day("03-01"), last_day=day("03-31")
    )
    done = unpaid.sign("03-26", request, by=office.lead)

    assert "regional_manager" == done.entry.signer
    assert (office.lead, office.manager) == (Approval.objects.get().decided_by, Approval.objects.get().on_behalf_of)


def test_a_returned_shipment_is_changed_and_comes_again(office, unpaid):
    """
    Sent back with a word, made smaller, and signed: two approvals tell the story.
    """
    request = unpaid.ship("03-26", 29000, "I4")
    desk.return_shipment(unpaid.waiting(request), by=office.manager, comment="less", at=at(day("03-26"), 11))
    request.refresh_from_db()

    assert STATE.RETURNED == request.state

    request.amount = Decimal(20000)
    desk.change_shipment(request, by=office.li)
    desk.release_shipment(request, by=office.li, at=at(day("03-26"), 12))

    assert STATE.RELEASED == desk.approve(unpaid.waiting(request), by=office.manager, at=at(day("03-26"), 13)).state
    assert ["returned", "approved"] == [row.state for row in Approval.objects.order_by("pk")]


def test_a_double_click_ships_once(office, account):
    """
    One token or two tabs: one invoice.
    """
    told = {"amount": Decimal(20000), "number": "I4", "at": at(day("03-31"))}
    request = desk.request_shipment(account.row, by=office.li, **told)
    stale = ShipmentRequest.objects.get()
    first = desk.release_shipment(request, by=office.li, at=at(day("03-31")), token="t")

    assert first == desk.release_shipment(request, by=office.li, at=at(day("03-31")), token="t")
    with pytest.raises(desk.WrongStateError):
        desk.release_shipment(stale, by=office.li, at=at(day("03-31")), token="other tab")
    assert 1 == LedgerEntry.objects.filter(number="I4").count()


@pytest.mark.parametrize("copied", ["i1", " I1 ", "Ｉ１"])
def test_a_copied_number_ships_nothing(account, copied):
    """
    However an invoice's number is written, it leaves once.
    """
    with pytest.raises(FactsError, match="has left already"):
        account.ship("03-31", 1, copied)

    assert 4 == LedgerEntry.objects.count()


def test_an_earlier_day_does_not_help(office, account):
    """
    Asked for on the 31st of March, pressed on the 1st of April: the 1st governs, and I1 is past its term.
    """
    told = {"amount": Decimal(100), "number": "I4", "on": day("03-31"), "at": at(day("04-01"))}
    request = desk.request_shipment(account.row, by=office.li, **told)
    done = desk.release_shipment(request, by=office.li, at=at(day("04-01")))

    assert ("hold", day("04-01")) == (done.class_of, done.on)


def test_a_day_ahead_is_waited_for(office, account):
    """
    Goods wanted for tomorrow leave tomorrow.
    """
    told = {"amount": Decimal(100), "number": "I4", "on": day("04-01"), "at": at(day("03-31"))}
    request = desk.request_shipment(account.row, by=office.li, **told)

    with pytest.raises(desk.DeskError, match="release them on that day"):
        desk.release_shipment(request, by=office.li, at=at(day("03-31")))


def test_a_clock_set_back_ships_nothing(account):
    """
    The ledger has gone on until the 25th of March; on the 24th nothing leaves any more.
    """
    with pytest.raises(FactsError, match="has gone on until 2024-03-25"):
        account.ship("03-24", 1, "I4")


def test_cash_is_taken_by_finance(office):
    """
    Worked example 17: without credit 12,000 in cash and a plan let the goods go; Li alone cannot say that it was paid.
    """
    account = Account(office, opener_id_copy=False)
    told = {"amount": Decimal(12000), "cash": Decimal(12000), "plan": True, "number": "I1", "at": at(day("03-01"))}
    request = desk.request_shipment(account.row, by=office.li, **told)

    with pytest.raises(desk.NotAllowedError):
        desk.release_shipment(request, by=office.li, at=at(day("03-01")))

    done = desk.release_shipment(request, by=office.money, at=at(day("03-01")))
    account.row.refresh_from_db()

    assert (STATE.RELEASED, "cash", Decimal(0)) == (done.state, done.class_of, account.row.outstanding)
    assert ["invoice", "payment"] == [entry.kind for entry in LedgerEntry.objects.order_by("place")]


@pytest.mark.parametrize(("cash", "plan"), [("11999.99", True), ("12000", False)])
def test_without_credit_a_cent_or_the_plan_is_too_little(office, cash, plan):
    """
    CR-01.7: 11,999.99 for 12,000, or no plan, is refused.
    """
    account = Account(office, opener_id_copy=False)
    told = {"amount": Decimal(12000), "cash": Decimal(cash), "plan": plan, "number": "I1", "at": at(day("03-01"))}
    request = desk.request_shipment(account.row, by=office.money, **told)

    assert STATE.REFUSED == desk.release_shipment(request, by=office.money, at=at(day("03-01"))).state


def test_more_cash_than_the_goods_are_worth_lies_on_account(office, account):
    """
    1,500 were paid for 1,000: the rest pays the oldest invoice.
    """
    told = {"amount": Decimal(1000), "cash": Decimal(1500), "number": "I4", "at": at(day("03-31"))}
    request = desk.request_shipment(account.row, by=office.money, **told)
    desk.release_shipment(request, by=office.money, at=at(day("03-31")))
    account.row.refresh_from_db()

    assert Decimal(59500) == account.row.outstanding


def test_a_missing_paper_is_told_and_not_guessed(office):
    """
    Whether a copy of the identity card is there is not known: it stays requested, and the record says what is missing.
    """
    account = Account(office, opener_id_copy=None)
    request = account.ship("03-01", 100, "I1", cash=Decimal(0))

    assert (STATE.REQUESTED, "") == (request.state, request.class_of)
    assert ["papers.opener_id_copy"] == DecisionRecord.objects.get().answer["missing"]


def test_a_signature_waits_where_something_is_missing(office, unpaid):
    """
    A paper withdrawn between request and signature keeps the goods, and the approval goes on waiting.
    """
    request = unpaid.ship("03-26", 29000, "I4")
    unpaid.row.refresh_from_db()
    unpaid.row.opener_id_copy = None
    desk.set_papers(unpaid.row, by=office.money)

    with pytest.raises(desk.DeskError, match="missing"):
        unpaid.sign("03-26", request)
    assert Approval.State.OPEN == Approval.objects.get().state


def test_goods_that_left_all_the_same_are_a_debt_without_approval(office, unpaid):
    """
    On a handwritten ticket over the limit: refused; once they have left they are owed, and never raise the limit.
    """
    request = unpaid.ship("03-26", 29000, "I4", ticket="handwritten")

    assert (STATE.REFUSED, "unapproved") == (request.state, request.class_of)
    with pytest.raises(desk.NotAllowedError):
        desk.record_unapproved(request, by=office.li)

    done = desk.record_unapproved(request, by=office.money, at=at(day("03-26"), 12))

    assert (STATE.UNAPPROVED, "unapproved") == (done.state, done.entry.class_of)
    assert (Decimal(90000), Decimal(119000), Decimal(-29000)) == unpaid.stands("03-27")


def test_nobody_ships_on_a_special_limit_of_his_own(office, account):
    """
    The manager grants a limit and then asks for goods: somebody else has to ask for them.
    """
    told = {"by": office.manager, "at": at(day("04-01"))}
    desk.set_special_limit(account.row, Decimal(75000), day("04-01"), day("04-10"), **told)
    told = {"by": office.manager, "amount": Decimal(100), "number": "I4", "at": at(day("04-02"))}
    request = desk.request_shipment(account.row, **told)

    with pytest.raises(desk.DeskError, match="somebody else has to ask"):
        desk.release_shipment(request, by=office.manager, at=at(day("04-02")))


def test_nobody_ships_on_a_special_limit_that_his_deputy_granted(office, account):
    """
    Finance grants it in the manager's place, and the manager asks for goods: it is his own limit by another's hand.
    """
    first = day("04-01")
    Delegation.objects.create(from_user=office.manager, to_user=office.money, first_day=first, last_day=first)
    told = {"by": office.money, "at": at(first)}
    entry = desk.set_special_limit(account.row, Decimal(75000), first, day("04-10"), **told)
    told = {"amount": Decimal(100), "at": at(day("04-02"))}
    own = desk.request_shipment(account.row, by=office.manager, number="I4", **told)
    with pytest.raises(desk.DeskError, match="somebody else has to ask"):
        desk.release_shipment(own, by=office.manager, at=at(day("04-02")))
    other = desk.request_shipment(account.row, by=office.li, number="I5", **told)

    assert (office.money, office.manager) == (entry.by, entry.on_behalf_of)
    assert STATE.RELEASED == desk.release_shipment(other, by=office.li, at=at(day("04-02"))).state


def test_nobody_changes_goods_that_leave_on_a_special_limit_of_his_own(office, account):
    """
    Li asks, the manager who granted the limit raises the amount: they are his goods as well.
    """
    told = {"by": office.manager, "at": at(day("04-01"))}
    desk.set_special_limit(account.row, Decimal(75000), day("04-01"), day("04-10"), **told)
    told = {"by": office.li, "amount": Decimal(100), "number": "I4", "at": at(day("04-02"))}
    request = desk.request_shipment(account.row, **told)
    request.amount = Decimal(200)
    desk.change_shipment(request, by=office.manager)

    with pytest.raises(desk.DeskError, match="somebody else has to ask"):
        desk.release_shipment(request, by=office.li, at=at(day("04-02")))


def test_goods_leave_on_the_account_for_which_they_were_asked(office, account):
    """
    Another account put into the request in memory is neither asked for head-room nor charged.
    """
    other = Account(office, "C2")
    told = {"amount": Decimal(100), "number": "I4", "at": at(day("03-31"))}
    request = desk.request_shipment(account.row, by=office.li, **told)
    request.account = other.row
    done = desk.release_shipment(request, by=office.li, at=at(day("03-31")))

    assert (STATE.RELEASED, account.row) == (done.state, done.entry.account)
    assert not other.row.entries.exists()


def test_who_does_not_see_the_customer_releases_nothing(office, account):
    """
    Zhao of the other team cannot release Li's goods.
    """
    told = {"amount": Decimal(100), "number": "I4", "at": at(day("03-31"))}
    request = desk.request_shipment(account.row, by=office.li, **told)

    with pytest.raises(desk.NotAllowedError):
        desk.release_shipment(request, by=office.zhao, at=at(day("03-31")))


SERVERS = {
    "postgresql": os.environ.get("VISITCORE_POSTGRESQL", "postgres://postgres@127.0.0.1:5432/postgres"),
    "mysql": os.environ.get("VISITCORE_MARIADB", "mysql://root@127.0.0.1:3306/mysql"),
}


def answers(address):
    """
    Whether a server answers at an address.
    """
    place = urlsplit(address)
    try:
        socket.create_connection((place.hostname, place.port), 1).close()
    except OSError:
        return False
    return True


@pytest.fixture(params=[("postgresql", 50), ("mysql", 50), ("sqlite", 8)], ids=lambda param: param[0])
def race(request, tmp_path):
    """
    What came of a race between clerks: fifty on a server, fewer where the whole database is written by one at a time.
    """
    vendor, clerks = request.param
    address = SERVERS.get(vendor, "sqlite://")
    if vendor in SERVERS and not answers(address):
        pytest.skip(f"no {vendor} answers")
    search = os.pathsep.join([str(Path(__file__).parents[2] / "site"), *filter(None, sys.path)])
    done = subprocess.run(
        [sys.executable, "-m", "visitcore_site.clerks", address, str(clerks)],
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
        env={
            **os.environ,
            "PYTHONPATH": search,
            "VISITCORE_CLERKS_FILE": str(tmp_path / "clerks.db") if vendor == "sqlite" else "",
        },
    )
    assert 0 == done.returncode, done.stderr
    return json.loads(done.stdout)


def test_clerks_at_once_never_pass_the_limit(race):
    """
    What is owed, counted by hand, stays within the 90,000, and nobody who waits could have left.
    """
    left = [Decimal(one["amount"]) for one in race["shipments"] if one["state"] == "released"]
    kept_back = [Decimal(one["amount"]) for one in race["shipments"] if one["state"] != "released"]
    invoices = [one for one in race["entries"] if one["kind"] == "invoice" and one["on"] == "2024-03-31"]

    assert [] == race["faults"]
    assert left
    assert kept_back
    assert sum(left) <= 90000
    assert all(sum(left) + amount > 90000 for amount in kept_back)
    assert sorted(left) == sorted(Decimal(one["amount"]) for one in invoices)
    assert len(invoices) == len({one["number"] for one in invoices})
    assert list(range(1, len(race["entries"]) + 1)) == [one["place"] for one in race["entries"]]
    assert {"limit": 90000, "outstanding": sum(left), "headroom": 90000 - sum(left), "past_term": 0} == {
        name: Decimal(value) for name, value in race["kept"].items()
    }
    assert {("referred", "first")} == {
        (one["state"], one["class_of"]) for one in race["shipments"] if one["state"] != "released"
    }


def test_a_signature_is_for_the_goods_it_was_asked_for(office, unpaid):
    """
    The manager's own goods wait as well; put into the approval of Li's in memory, they are not signed for by it.
    """
    first = unpaid.ship("03-26", 100, "I4")
    told = {"amount": Decimal(100), "number": "I5", "at": at(day("03-26"))}
    own = desk.request_shipment(unpaid.row, by=office.manager, **told)
    own = desk.release_shipment(own, by=office.manager, at=at(day("03-26")))
    approval = unpaid.waiting(first)
    approval.subject_id = own.pk
    done = desk.approve_shipment(approval, by=office.manager, at=at(day("03-26"), 11))
    own.refresh_from_db()

    assert STATE.REFERRED == own.state
    assert first == done
