"""
What an office asks for and decides, all of it at the desk: meals, gifts, goods on credit, complaints.
"""

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.contrib.auth.models import User

from demo.names import PROBLEMS
from demo.year import moment
from visitcore_django import desk
from visitcore_django.models import Approval, Complaint, Customer, GiftItem, MealRequest, Membership

SIGNS = ("to_manufacturer", "door_block", "disturbance", "return_or_exchange", "negative_media", "other_severe")
"""Signs of a major complaint."""
STEPS = (
    ("check_reason", "owner", ()),
    ("accept_case", "lead", ()),
    ("route", "cs", ()),
    ("hand_in_report", "manager", ("accepting_department", "investigation_report", "original_complaint")),
    ("review_report", "boss", ()),
    ("admin_review", "cs", ("opinion_added",)),
    ("note_case", "boss", ()),
    ("review_opinion", "manager", ("handling_opinion",)),
    ("answer_customer", "cs", ()),
    ("close_case", "cs", ()),
)
"""The way of a complaint, who takes each step, and what he confirms."""


def meals(random: Random, today: date, rows: list[Customer], people: Mapping[str, User]) -> None:
    """
    Some meals of the last half-year: most are within the cap and approved, some are refused, some wait.
    """
    for customer in random.sample(rows, max(1, len(rows) // 14)):
        day = today - timedelta(days=random.randint(-10, 170))
        guests = random.randint(1, 4)
        meal = MealRequest(
            customer=customer,
            on=day,
            starts_at=time(18, 30),
            restaurant=random.choice(["望江楼", "老正兴", "和平饭店", "海天阁"]),
            occasion="banquet",
            importance=random.choice(["important", "general"]),
            host="cs_staff",
            customers=guests,
            company_diners=random.randint(1, guests),
            bill=Decimal(guests * random.choice([30, 40, 50, 160])),
            drinks=Decimal(guests * 5),
            designated_restaurant=True,
            special=guests > 1,
            manager_joins=False,
            reason="洽谈年度合同",
        )
        asked = moment(min(day, today) - timedelta(days=3), 10)
        meal = desk.request_meal(meal, by=customer.owner, at=asked)
        if day <= today and meal.state == MealRequest.State.REQUESTED:
            waiting = Approval.objects.get(open_key=f"mealrequest:{meal.pk}")
            desk.approve(waiting, by=people["cs"], at=asked + timedelta(hours=4))


def gifts(today: date, people: Mapping[str, User]) -> None:
    """
    A few kinds of gifts in the store.
    """
    for code, name, value, stock in (("G01", "茶叶礼盒", 168, 40), ("G02", "台历", 35, 200), ("G03", "保温杯", 88, 60)):
        item = GiftItem.objects.create(code=code, name=name, value=Decimal(value))
        desk.move_stock(item, stock, by=people["finance"], why="年初采购", at=moment(today - timedelta(days=90), 9))


def credit(random: Random, today: date, rows: list[Customer], people: Mapping[str, User]) -> None:
    """
    Some accounts with ten weeks of goods and payments; some customers owe more than they may.
    """
    finance = people["finance"]
    for number, customer in enumerate(random.sample(rows, max(1, len(rows) // 20)), 1):
        first = today - timedelta(days=70)
        account = desk.open_account(
            customer,
            by=finance,
            at=moment(first, 9),
            file_data=True,
            opener_id_copy=True,
            contract_type="distribution",
            settlement_agreement=True,
        )
        slow = random.random() < 0.3
        day, place = first + timedelta(days=random.randint(1, 9)), 0
        while day < today:
            place += 1
            amount = Decimal(random.randint(8, 14) * 500)
            paid_at_once = place < 3 or random.random() < 0.2
            shipment = desk.request_shipment(
                account,
                by=customer.owner,
                amount=amount,
                number=f"F{number:03}-{place:02}",
                on=day,
                at=moment(day, 10),
                cash=amount if paid_at_once else Decimal(0),
                plan=True,
            )
            shipment = desk.release_shipment(shipment, by=finance, at=moment(day, 10, 30))
            later = day + timedelta(days=random.randint(1, 3))
            if shipment.state == "released" and not paid_at_once and later < today and not slow:
                day = later
                desk.take_payment(
                    account,
                    amount,
                    f"R{number:03}-{place:02}",
                    by=finance,
                    towards=shipment.number,
                    on=day,
                    at=moment(day, 15),
                )
            day += timedelta(days=random.randint(2, 5))


def complaints(random: Random, today: date, rows: list[Customer], people: Mapping[str, User]) -> None:
    """
    Complaints of the last two months in the east, where the department manager is, each some steps on its way.
    """
    for customer in random.sample([row for row in rows if row.team.code == "east"], max(1, len(rows) // 25)):
        day = today - timedelta(days=random.randint(1, 60))
        complaint = desk.open_complaint(
            Complaint(
                customer=customer,
                complainant=random.choice(["李先生", "王女士", "张经理", "陈主任"]),
                problem=random.choice(PROBLEMS),
                channel=random.choice(["来电", "来访", "来信"]),
                demand=random.choice(["exchange", "return", "damages"]),
                area="售后服务",
                flags=dict.fromkeys(SIGNS, False) | {random.choice(SIGNS): random.random() < 0.15},
                receptionist=customer.owner,
                received_at=moment(day, 9),
            ),
            by=customer.owner,
            at=moment(day, 9),
        )
        for at, (move, who, met) in zip(_days(random, day, today), STEPS, strict=False):
            person = _person(who, customer, people)
            done = desk.advance_complaint(complaint, move, by=person, met=met, at=moment(at, 11))
            if done.verdict != "allowed":
                break
            complaint.refresh_from_db()


def _days(random: Random, day: date, today: date) -> Iterator[date]:
    """
    The days on which a complaint goes on, up to yesterday.
    """
    for _step in range(random.randint(0, len(STEPS))):
        day += timedelta(days=random.randint(1, 4))
        if day >= today:
            return
        yield day


def _person(who: str, customer: Customer, people: Mapping[str, User]) -> Any:
    if who == "owner":
        return customer.owner
    if who == "lead":
        return Membership.objects.get(user=customer.owner).team.lead
    return people[who]
