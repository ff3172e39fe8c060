import pytest

from visitcore.codec.columns import COLUMNS, REGIONS, STATUSES, column_called
from visitcore.codec.headers import plain
from visitcore.facts.visit import VisitStatus


@pytest.mark.parametrize("kind", COLUMNS)
def test_no_two_columns_share_a_name(kind):
    """
    A column's name is its own within one kind of sheet.
    """
    names = [column.name for column in COLUMNS[kind]]

    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("kind", COLUMNS)
def test_a_header_leads_to_one_column(kind):
    """
    No header stands for two columns; only the day of first cooperation may also be the day a customer became one.
    """
    seen = {}
    for column in COLUMNS[kind]:
        for header in {plain(header) for header in column.headers}:
            seen.setdefault(header, []).append(column.name)
    shared = {header: names for header, names in seen.items() if len(names) > 1}

    assert ({"首次合作日期": ["since", "first_cooperation"]} if kind == "customers" else {}) == shared


@pytest.mark.parametrize(
    ("kind", "name", "header"),
    [
        ("customers", "code", "客户编号"),
        ("customers", "name", "客户姓名"),
        ("customers", "grade", "级别"),
        ("customers", "owner", "客户经理"),
        ("customers", "region", "区域"),
        ("customers", "since", "合作开始日期"),
        ("customers", "category", "客户类别"),
        ("customers", "last_visit", "上次拜访日期"),
        ("customers", "sales", "年度销售额"),
        ("customers", "falling_due", "到期应收"),
        ("visits", "customer", "客户编号"),
        ("visits", "start", "拜访时间"),
        ("visits", "status", "拜访状态"),
        ("visits", "owner", "拜访人"),
        ("visits", "purpose", "目的"),
        ("excuses", "from", "起"),
        ("excuses", "to", "止"),
        ("excuses", "reason", "原因"),
    ],
)
def test_usual_headers_are_known(kind, name, header):
    """
    The headers that Chinese exports use are known, and so is the plain field name.
    """
    (column,) = (column for column in COLUMNS[kind] if column.name == name)

    assert {name, header} <= set(column.headers)


@pytest.mark.parametrize(
    ("target", "kind", "name"),
    [
        ("code", "customers", "code"),
        ("客户编号", "customers", "code"),
        ("客户编号", "visits", "customer"),
        ("跟进人", "customers", "owner"),
        ("首次合作日期", "customers", "first_cooperation"),
        ("开始日期", "excuses", "from"),
        ("start", "excuses", None),
        ("客户等级", "visits", None),
        ("figures.shops", "customers", "figures.shops"),
        ("figures.shops", "visits", None),
        ("figures.", "customers", None),
        ("天气", "customers", None),
    ],
)
def test_a_column_goes_by_its_name_and_its_chinese_headers(target, kind, name):
    """
    A header that is some column's label is that column; an English header that is no name stands for none.
    """
    assert name == column_called(target, kind)


@pytest.mark.parametrize("words", [STATUSES, REGIONS])
def test_words_stand_in_their_plain_form(words):
    """
    A word is looked up in the form in which headers are compared.
    """
    assert list(words) == [plain(word) for word in words]


def test_every_status_has_its_words():
    """
    The three statuses are known in English and Chinese.
    """
    assert set(VisitStatus) == set(STATUSES.values())
    assert [VisitStatus.COMPLETED, VisitStatus.PLANNED, VisitStatus.CANCELLED] == [
        STATUSES[word] for word in ("已完成", "计划", "取消")
    ]
