import pytest

from visitcore.codec.headers import HeaderMap, find_columns, letters, missing_columns, plain, read_header_map
from visitcore.ground.errors import SheetError

NOTHING = HeaderMap()


def found(cells, kind="customers", mapping=NOTHING, needed=("code",)):
    """
    The columns in a row of headers.
    """
    return find_columns(cells, kind, mapping, needed)


@pytest.mark.parametrize(
    "header",
    [
        "客户编号",
        " 客户 编号 ",
        "客户编号*",
        "*客户编号",
        "客户编号（必填）",
        "CODE",
        "Customer_Code",
        "customer-id",
        "ｃｏｄｅ",
    ],
)
def test_a_header_is_known_however_it_is_typed(header):
    """
    Case, width, blanks, underscores and marks of duty do not matter.
    """
    assert {"code": 0} == found([header]).places


def test_a_unit_that_changes_the_number_is_not_overlooked():
    """
    Yuan after a header is harmless; ten thousand yuan is another column.
    """
    assert {"sales": 1} == found(["x", "年度销售额（元）"]).places
    assert {} == found(["x", "年度销售额（万元）"]).places
    assert "年度销售额(万元)" == plain("年度销售额（万元）")


def test_the_surest_header_wins():
    """
    Where two headers could be the code, the surer one is, and the other is not read.
    """
    headers = found(["编号", "客户编号", "名称", "备注", None, ""])

    assert {"code": 1, "name": 2} == headers.places
    assert ("编号", "备注") == headers.unread


def test_the_first_cooperation_is_also_the_start():
    """
    Without another day of start the first cooperation is one; with another it is only itself.
    """
    assert {"code": 0, "since": 1, "first_cooperation": 1} == found(["code", "首次合作日期"]).places
    assert {"code": 0, "since": 2, "first_cooperation": 1} == found(["code", "首次合作日期", "建档日期"]).places


def test_a_header_twice_is_a_problem_only_where_it_is_read():
    """
    Two columns of the same name that is read cannot be told apart; two remarks can stay.
    """
    (problem,) = found(["code", "等级", "备注", "等 级", "备注"]).problems

    assert ("grade", True, True) == (problem.where, "(B)" in str(problem.what), "(D)" in str(problem.what))


def test_a_company_maps_its_own_headers():
    """
    A mapped header goes before a known one, in every sheet or only in one kind.
    """
    mapping = HeaderMap(everywhere={"代号": "code", "来访 客户": "customer"}, sheets={"visits": {"何时": "start"}})

    customers = found(["客户编号", "代号"], mapping=mapping)
    visits = found(["客户编号", "来访客户", "何时", "日期"], "visits", mapping, ("customer", "start"))

    assert ({"code": 1}, ("客户编号",)) == (customers.places, customers.unread)
    assert {"customer": 1, "start": 2} == visits.places


def test_a_mapped_header_stands_for_nothing_else():
    """
    A known header that the company uses for another column is read as that one only.
    """
    headers = found(["code", "等级"], mapping=HeaderMap(everywhere={"等级": "credit_grade"}))

    assert {"code": 0, "credit_grade": 1} == headers.places


def test_two_mapped_headers_for_one_column_are_a_problem():
    """
    Two headers mapped to one column, both there, cannot both be read.
    """
    mapping = HeaderMap(everywhere={"代号": "code", "号码": "code"})

    assert ["code"] == [problem.where for problem in found(["代号", "号码"], mapping=mapping).problems]


def test_what_is_mapped_and_not_there_is_told():
    """
    A slip in the mapping of one kind of sheet shows as a header that the sheet lacks.
    """
    mapping = HeaderMap(everywhere={"代号": "code"}, sheets={"visits": {"壮态": "status"}})

    assert ("壮态",) == found(["客户编号", "拜访日期", "状态"], "visits", mapping).unmet
    assert () == found(["code"], mapping=mapping).unmet


def test_a_figure_of_the_companys_own():
    """
    A name under ``figures.`` adds a figure to customers, and nothing to visits.
    """
    mapping = HeaderMap(everywhere={"门店数": "figures.shops"})

    assert {"code": 0, "figures.shops": 1} == found(["code", "门店数"], mapping=mapping).places
    assert {} == found(["门店数"], "visits", mapping).places


def test_missing_columns_are_named_with_what_was_found_and_how_to_map():
    """
    One sentence: what is missing and its other names, what stands there, and a line to copy.
    """
    headers = found(["代号", "名称"], needed=("code", "grade"))

    error = missing_columns(headers, "customers", file="a.csv", where="row 1")

    (problem,) = error.problems
    text = str(problem)
    assert text.startswith("a.csv: row 1: lacks the columns 'code' (also called 客户编号, ")
    assert "'grade' (also called 客户等级, " in text
    assert "found: 代号, 名称 (read as name)" in text
    assert text.endswith('or map it in a file for --columns with a line like "代号" = "code"')


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_letters_of_columns(index, name):
    """
    Columns are named as a spreadsheet program does.
    """
    assert name == letters(index)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("map.toml", '"客户代号" = "code"\n"门店" = "figures.shops"\n[visits]\n"何时" = "start"\n'),
        ("map.json", '{"客户代号": "code", "门店": "figures.shops", "visits": {"何时": "start"}}'),
        ("map.txt", '\ufeff{"客户代号": "code", "门店": "figures.shops", "visits": {"何时": "start"}}'),
    ],
)
def test_a_mapping_is_read_from_toml_and_json(tmp_path, name, text):
    """
    Both formats say the same, whatever the file is called.
    """
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")

    mapping = read_header_map(path)

    assert {"客户代号": "code", "门店": "figures.shops"} == mapping.everywhere
    assert {"visits": {"何时": "start"}} == mapping.sheets


def test_a_column_may_be_named_in_chinese(tmp_path):
    """
    A Chinese header as the target is the column it stands for in each kind of sheet; an unknown one gets a hint.
    """
    path = tmp_path / "map.toml"
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('"分层" = "客户等及"\n', encoding="utf-8")

    path.write_text('"客户代号" = "客户编号"\n[visits]\n"何时" = "拜访日期"\n', encoding="utf-8")
    mapping = read_header_map(path)
    with pytest.raises(SheetError, match="did you mean '客户等级'"):
        read_header_map(wrong)

    assert {"code": 0} == found(["客户代号"], mapping=mapping).places
    assert {"customer": 0, "start": 1} == found(["客户代号", "何时"], "visits", mapping).places
    assert (("客户代号",), ("客户代号",)) == (mapping.sought("customers"), mapping.sought("excuses"))


def test_a_line_to_copy_stands_on_one_line():
    """
    A header with a line break is shown without it, and so mapped it is found.
    """
    cells = ["客户\n代号", "等级"]

    error = missing_columns(found(cells), "customers", file="a.csv", where="row 1")

    assert '"客户代号" = "code"' in str(error)
    assert "\n" not in str(error)
    assert {"code": 0, "grade": 1} == found(cells, mapping=HeaderMap(everywhere={"客户代号": "code"})).places


def test_every_fault_of_a_mapping_is_told_at_once(tmp_path):
    """
    An unknown column, a reversed line, a wrong type and an unknown sheet are told together, each with a way out.
    """
    path = tmp_path / "map.toml"
    path.write_text(
        '"代号" = "cod"\ncode = "编码"\n"数" = 3\n[visit]\n"a" = "start"\n[visits]\n"b" = "grade"\n', encoding="utf-8"
    )

    with pytest.raises(SheetError) as caught:
        read_header_map(path)

    problems = {problem.where: str(problem) for problem in caught.value.problems}
    assert {"代号", "code", "数", "visit", "visits.b"} == set(problems)
    assert "did you mean 'code'?" in problems["代号"]
    assert 'the other way round: "编码" = "code"' in problems["code"]
    assert "did you mean 'visits'?" in problems["visit"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"code = ", "neither TOML nor JSON"),
        (b'{"a": ', "neither TOML nor JSON"),
        ("客户代号 = 'code'".encode(), "with the quotation marks"),
        (b"\xff\xfe\xff", "is not UTF-8"),
    ],
)
def test_a_mapping_that_cannot_be_read_is_refused(tmp_path, content, said):
    """
    What is wrong with the file as a whole is said in one sentence.
    """
    path = tmp_path / "map.toml"
    path.write_bytes(content)

    with pytest.raises(SheetError, match=said):
        read_header_map(path)


def test_a_mapping_that_is_not_there_is_refused(tmp_path):
    """
    A missing file and a directory are refused.
    """
    for path in (tmp_path, tmp_path / "nowhere.toml"):
        with pytest.raises(SheetError, match="cannot be read"):
            read_header_map(path)


def test_what_a_sheet_lacks_is_told_in_chinese_too():
    """
    The Chinese sentence names the same columns, what was found, and the line that maps a header.
    """
    headers = found(["代号", "等级"], "customers", needed=("code",))

    error = missing_columns(headers, "customers", file="c.csv", where="row 1")

    assert "c.csv：第1行：缺少列“code”（又称" in error.in_("zh")
    assert "现有：代号、等级（读作 grade）；请修改表头" in error.in_("zh")
    assert '"代号" = "code"' in error.in_("zh")
