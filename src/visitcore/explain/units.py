"""
Units in the words of people.
"""

from attrs import frozen

from visitcore.ground.text import Text


@frozen
class _Unit:
    """
    A unit: its English word for one and for several, and the Chinese word that follows the number.
    """

    one: str
    many: str
    zh: str


def _unit(one: str, zh: str, many: str = "") -> _Unit:
    return _Unit(one, many or f"{one}s", zh)


_UNITS = {
    unit.many: unit
    for unit in (
        _unit("%", "%", "%"),
        _unit("CNY", "元", "CNY"),
        _unit("activity", "项", "activities"),
        _unit("app", "款"),
        _unit("box", "盒", "boxes"),
        _unit("breach", "项", "breaches"),
        _unit("call", "次"),
        _unit("complaint", "件"),
        _unit("character", "位"),
        _unit("contact", "个"),
        _unit("customer", "家"),
        _unit("day", "天"),
        _unit("deal", "单"),
        _unit("event", "次"),
        _unit("field", "项"),
        _unit("file", "个"),
        _unit("guest", "人"),
        _unit("hour", "小时"),
        _unit("item", "项"),
        _unit("kind", "种"),
        _unit("letter", "封"),
        _unit("list", "张"),
        _unit("matter", "件"),
        _unit("minute", "分钟"),
        _unit("month", "个月"),
        _unit("participant", "人"),
        _unit("part", "份"),
        _unit("partner", "家"),
        _unit("person", "人", "people"),
        _unit("piece", "件"),
        _unit("plan", "份"),
        _unit("point", "分"),
        _unit("record", "份"),
        _unit("report", "份"),
        _unit("request", "项"),
        _unit("ring", "声"),
        _unit("roadshow", "场"),
        _unit("row", "行"),
        _unit("set", "套"),
        _unit("summary", "份", "summaries"),
        _unit("sheet", "张"),
        _unit("tenant", "户"),
        _unit("time", "次"),
        _unit("visit", "次"),
        _unit("week", "周"),
        _unit("working day", "个工作日"),
        _unit("year", "年"),
        _unit("adopted item", "条"),
        _unit("missing activity", "项", "missing activities"),
        _unit("missing contact", "个"),
    )
}
_ONES = {unit.one: unit for unit in _UNITS.values()}


def amount(number: str, unit: str) -> Text:
    """
    A number with its unit.

    A unit that is not known keeps its own word.

    >>> amount("1", "visits"), amount("20", "visits/month").zh, amount("3", "barrels").zh
    (Text(en='1 visit', zh='1次'), '20次/月', '3 barrels')
    """
    if not unit:
        return Text(number, number)
    counted, _, per = unit.replace("_", " ").partition("/")
    known = _UNITS.get(counted) or _ONES.get(counted)
    en, zh = (known.one if number == "1" else known.many, known.zh) if known else (counted, f" {counted}")
    if per:
        en, zh = f"{en} per {per}", f"{zh}/{_PERIODS.get(per) or each(per)}"
    gap = "" if counted == "%" else " "
    return Text(f"{number}{gap}{en}", f"{number}{zh}")


def unit_of(written: str) -> Text:
    """
    A unit by itself, of several.

    >>> unit_of("visits/month")
    Text(en='visits per month', zh='次/月')
    """
    counted = amount("", written)
    return Text(counted.en.strip(), counted.zh.strip())


def each(name: str) -> str:
    """
    The Chinese measure word for one of something, as in "each time"; the name itself where none is known.

    >>> each("event"), each("missing_contact")
    ('次', '个')
    """
    known = _ONES.get(name.replace("_", " "))
    return known.zh if known else name.replace("_", " ")


_PERIODS = {"day": "日", "week": "周", "month": "月", "quarter": "季度", "half-year": "半年", "year": "年"}
