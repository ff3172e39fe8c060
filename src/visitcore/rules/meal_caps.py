"""
What a meal may cost: the cap per person, and what its bill comes to.
"""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

from attrs import evolve, field, frozen

from visitcore.blocks.table import Row
from visitcore.decisions.finding import Finding
from visitcore.facts.meal import Meal
from visitcore.facts.money import to_the_cent
from visitcore.ground.text import Text
from visitcore.ground.unspecified import UNSPECIFIED
from visitcore.policy.dated import Dated
from visitcore.policy.policy import Rulebook
from visitcore.rules.currency import after_amounts, same_currency
from visitcore.rules.holding import hold, no_value
from visitcore.rules.meal_tables import ROOM, cannot_tell, meal_row, row_for
from visitcore.rules.per_person import excess

CAP, BAND, BOUND = f"{ROOM}cap", f"{ROOM}band_from", f"{ROOM}upper_bound"
EVERYBODY, VOUCHERS, COLLECTORS = f"{ROOM}everybody_counts", f"{ROOM}vouchers", f"{ROOM}voucher_collectors"
_EXACT = Context(prec=200, rounding=ROUND_HALF_EVEN)
_DIGITS = Context(prec=28, rounding=ROUND_HALF_EVEN)
_NOTHING = Decimal(0)
_BY, _BOUND_BY = ("importance", "occasion", "host"), ("occasion", "host")


@frozen(kw_only=True)
class Cost:
    """
    What a meal may cost, and what it does.

    Attributes:
        cap: The most per person; ``None`` where the rules name none.
        people: How many people share the cap.
        with_company: Whether company diners are among them.
        limit: The most in all.
        per_person: What is spent per person, to 28 digits.
        excess: What the bill is above the limit.
        below_band: Whether the bill stays below the band; ``None`` where it cannot be told.
        clause: The clause that the cap stands in.
        covered: Whether the rules speak of such a meal.
        vouchers: Whether it is eaten on vouchers.
        findings: The findings.
        missing: What is missing.
    """

    cap: Decimal | None = None
    people: int | None = None
    with_company: bool = True
    limit: Decimal | None = None
    per_person: Decimal | None = None
    excess: Decimal | None = None
    below_band: bool | None = None
    clause: str = ""
    covered: bool = True
    vouchers: bool = False
    findings: tuple[Finding, ...] = field(factory=tuple)
    missing: tuple[str, ...] = field(factory=tuple)


def meal_cost(meal: Meal, book: Rulebook, *, approved: bool | None) -> Cost:
    """
    Hold the bill of a meal against its cap.

    The bill is compared with the cap times the people, so that nothing is divided.

    Args:
        meal: The meal.
        book: The rulebook of its day.
        approved: Whether it is approved, on which vouchers depend; ``None`` where that cannot be told yet.

    Raises:
        SilentPolicyError, NotInForceError: If the policy has no caps, or none on the day of the meal.
        FactsError: If the amounts are in another currency.
    """
    held = book.read(CAP)
    if meal.currency is not None:
        same_currency(meal.currency, held, book.policy)
    if held.value is UNSPECIFIED:
        return Cost(findings=hold(held, None, no_value(held)), missing=(CAP,))
    row, missing = row_for(held, _BY, meal.importance, meal.occasion, meal.host)
    if row is None:
        rule = held.as_a_whole[0].id
        return Cost(findings=hold(held, None, cannot_tell(missing, held), rule=rule), missing=missing)
    if row.then is UNSPECIFIED:
        return _on_vouchers(meal, book, approved=approved) or _not_covered(meal, book, held, row)
    return _against(meal, book, held, row, _band_from(meal, book))


def _against(meal: Meal, book: Rulebook, held: Dated[Any], row: Row, low: Decimal) -> Cost:
    """
    The bill against the cap of one row.
    """
    cap, clause = Decimal(row.then), held.cite(row.rule).clause
    customers, company, bill = meal.customers, meal.company_diners, meal.bill
    everybody = _everybody_counts(book)
    people = None if customers is None or everybody is None else customers
    if people is not None and everybody:
        people = None if company is None else people + company
    limit = None if people is None else _EXACT.multiply(cap, people)
    if bill is None or limit is None or people is None:
        asked = {
            EVERYBODY: everybody,
            "customers": customers,
            "company_diners": company if everybody else 0,
            "bill": bill,
        }
        missing = tuple(name for name, value in asked.items() if value is None)
        findings = hold(
            held, None, _open(cap, limit, missing, after_amounts(held, book.policy)), rule=row.rule, limit=cap
        )
        return Cost(cap=cap, people=people, limit=limit, clause=clause, findings=findings, missing=missing)
    over = excess(bill, people, cap)
    within = not over
    per_person = _DIGITS.divide(bill, Decimal(people))
    below = within and low > _NOTHING and bill < _EXACT.multiply(low, people)
    findings = hold(
        held,
        within,
        _says(bill, people, limit, over, low if below else None, after_amounts(held, book.policy)),
        rule=row.rule,
        seen=per_person,
        limit=cap,
    )
    return Cost(
        cap=cap,
        people=people,
        with_company=everybody is True,
        limit=limit,
        per_person=per_person,
        excess=over,
        below_band=below,
        clause=clause,
        findings=findings,
    )


def _on_vouchers(meal: Meal, book: Rulebook, *, approved: bool | None) -> Cost | None:
    """
    A meal eaten on vouchers; ``None`` where it is none.
    """
    collectors = book.find(COLLECTORS)
    if collectors is None or meal.occasion not in getattr(collectors.value, "objects", ()):
        return None
    held, row, _ = meal_row(book, VOUCHERS, ("importance", "approved"), meal.importance, approved is True)
    if held is None or row is None or row.verdict == "referred":
        return None
    holds = True if row.verdict == "allowed" else False if meal.held and approved is False else None
    findings = hold(held, holds, _DRAWN if holds else _NOT_DRAWN, rule=row.rule)
    return Cost(clause=held.cite(row.rule).clause, vouchers=True, findings=findings)


def _not_covered(meal: Meal, book: Rulebook, held: Dated[Any], row: Row) -> Cost:
    """
    A meal that the rules do not cover, held against its upper bound where there is one.
    """
    findings = hold(held, None, _NO_AMOUNT, rule=row.rule)
    bound, stands_for, _ = meal_row(book, BOUND, _BOUND_BY, meal.occasion, meal.host)
    if bound is not None and stands_for is not None:
        other, _ = row_for(held, _BY, meal.importance, stands_for.then, meal.host)
        if other is not None and other.then is not UNSPECIFIED:
            findings += hold(bound, None, _BOUNDED, rule=stands_for.rule, seen=stands_for.then)
            cost = _against(meal, book, held, other, _NOTHING)
            return evolve(cost, covered=False, findings=(*findings, *cost.findings))
    return Cost(clause=held.cite(row.rule).clause, covered=False, findings=findings)


def _everybody_counts(book: Rulebook) -> bool | None:
    held = book.find(EVERYBODY)
    if held is None:
        return True
    return held.value if isinstance(held.value, bool) else None


def _band_from(meal: Meal, book: Rulebook) -> Decimal:
    _, row, _ = meal_row(book, BAND, _BY, meal.importance, meal.occasion, meal.host)
    return _NOTHING if row is None or row.then is UNSPECIFIED else Decimal(row.then)


def _open(cap: Decimal, limit: Decimal | None, missing: tuple[str, ...], unit: str) -> Text:
    told = cannot_tell(missing)
    if limit is None:
        most = to_the_cent(cap)
        return Text(f"at most {most} per person; {told.en}", f"每人最多{most}{unit}；{told.zh}")
    most = to_the_cent(limit)
    return Text(f"at most {most} in all; {told.en}", f"合计最多{most}{unit}；{told.zh}")


def _says(bill: Decimal, people: int, limit: Decimal, over: Decimal, low: Decimal | None, unit: str) -> Text:
    spent, most = to_the_cent(bill), to_the_cent(limit)
    en, zh = f"{spent} for {people} people, at most {most}", f"{people}人共{spent}{unit}，最多{most}{unit}"
    if over:
        more = to_the_cent(over)
        return Text(f"{en}: {more} too much", f"{zh}，超出{more}{unit}")
    if low is not None:
        least = to_the_cent(low)
        return Text(
            f"{en}; below the band from {least} per person, noted only", f"{zh}；低于每人{least}{unit}的下限，仅作说明"
        )
    return Text(en, zh)


_DRAWN = Text("vouchers may be drawn, there is no bill", "可领餐券，不另开账单")
_NOT_DRAWN = Text("vouchers are drawn for approved meals only", "批准后才能领餐券")
_NO_AMOUNT = Text("the rules name no amount for such a meal", "这类用餐没有规定标准")
_BOUNDED = Text(
    "the cap of another occasion bounds what the manager may decide", "由经理决定，但以另一种场合的上限为限"
)
