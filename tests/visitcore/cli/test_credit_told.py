from datetime import date
from decimal import Decimal

import pytest

from visitcore.cli.credit_told import day_line, event_line, heading, widths_of
from visitcore.codec.terminal import display_width
from visitcore.facts.credit import LedgerEvent
from visitcore.ground.text import Text
from visitcore.rules.credit_standing import Standing

DAY = date(2024, 4, 10)
LABELS = {"day": "日期", "basis": "计算基数", "past_term": "超款期", "limit": "授信额", "outstanding": "未收货款"}
LABELS |= {"headroom": "剩余额度", "step": "超额度次数", "hold": "待决定"}
COLUMNS = {name: Text(name, zh) for name, zh in LABELS.items()}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_numbers_stand_under_their_headers(lang):
    """
    Rule, headers and days end in the same column, in both languages.
    """
    standing = Standing(
        day=DAY,
        basis=Decimal(74000),
        past_term=Decimal("0.5"),
        special=None,
        limit=Decimal(0),
        outstanding=Decimal(50000),
        headroom=Decimal(50000),
        step=0,
        hold=False,
        earmarked=Decimal(0),
    )
    widths = widths_of([standing], COLUMNS, lang)
    *_, headers, line = heading("CR", COLUMNS, widths, lang)

    assert display_width(headers) == len(line) == len(day_line(standing, widths, lang))
    assert len(line) <= 80
    assert ["2024-04-10", "74,000.00", "0.50", "0.00", "50,000.00", "50,000.00", "0"] == day_line(
        standing, widths, lang
    ).split()


@pytest.mark.parametrize(
    ("event", "en", "zh"),
    [
        (
            {"kind": "invoice", "id": "I4", "class_": "first", "signer": "regional_manager"},
            "+ invoice I4 1,000.00, first over the limit, signed by regional manager",
            "+ 发票 I4 1,000.00，首次超额度，区域经理签批",
        ),
        (
            {"kind": "invoice", "id": "I4", "class_": "normal"},
            "+ invoice I4 1,000.00, normal",
            "+ 发票 I4 1,000.00，正常",
        ),
        ({"kind": "payment"}, "- payment 1,000.00, free", "- 回款 1,000.00，未指定"),
        ({"kind": "payment", "for_": "I4"}, "- payment 1,000.00 for I4", "- 回款 1,000.00，付 I4"),
        (
            {"kind": "payment", "for_": "next"},
            "- payment 1,000.00 for the next shipment",
            "- 回款 1,000.00，用于下次发货",
        ),
        ({"kind": "return", "for_": "I4"}, "- return 1,000.00 of I4", "- 退货 1,000.00（I4）"),
        (
            {"kind": "special_limit", "from_": DAY, "to": DAY},
            "* special limit 1,000.00, 2024-04-10 – 2024-04-10",
            "* 特批额度 1,000.00，2024-04-10 – 2024-04-10",
        ),
    ],
)
def test_every_kind_of_event_is_told(event, en, zh):
    """
    What happened, in one line.
    """
    told = LedgerEvent(on=DAY, amount=Decimal(1000), **event)

    assert (f"    {en}", f"    {zh}") == (event_line(told, "en"), event_line(told, "zh"))


@pytest.mark.parametrize(
    ("hold", "headroom", "en", "zh"),
    [
        (False, 0, "", ""),
        (False, -1, "  over the limit", "  超出额度"),
        (True, -1, "  waits for the sales department", "  待销售部决定"),
    ],
)
def test_a_day_over_the_limit_is_marked(hold, headroom, en, zh):
    """
    With nothing left it is not; past its term the sales department goes before.
    """
    standing = Standing(
        day=DAY,
        basis=Decimal(1),
        past_term=Decimal(0),
        special=None,
        limit=Decimal(1),
        outstanding=Decimal(1),
        headroom=Decimal(headroom),
        step=0,
        hold=hold,
        earmarked=Decimal(0),
    )

    widths = widths_of([standing], COLUMNS, "en")

    assert day_line(standing, widths, "en").endswith(f"0{en}")
    assert day_line(standing, widths, "zh").endswith(f"0{zh}")
