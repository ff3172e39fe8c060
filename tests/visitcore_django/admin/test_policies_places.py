import pytest
from django.utils.translation import override

from visitcore_django.admin.policies_places import place_said

FILE = """\
name = "own"

[[rule]]
id = "OWN-01"
kind = "cadence"
strength = "musst"

[[parameter]]
key = "visits.cadence"
unit = "visits"
  [[parameter.history]]
  since = 2026-01-01
  value = 1
  [[parameter.history]]  # from then on
  since = 2027-01-01
    [parameter.history.table]
    rows = [
      # the best first
      { when = { grade = "A" }, then = 1 },
      { when = { grade = "B" }, then = 2 },
    ]
[[parameter]]
unit = "visits"
  [[parameter.history]]
  [parameter.history.flow]
    moves = [
      { name = "open", from = "new", to = "over" },
      { name = "shut", from = "over", to = "new" },
    ]
"""


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("rule[0].strength", "规则“OWN-01”，strength，文件第6行"),
        ("rule[0].text", "规则“OWN-01”，text，文件第3行"),
        ("rule[0]", "规则“OWN-01”，文件第3行"),
        ("parameter[0].unit", "参数“visits.cadence”，unit，文件第10行"),
        ("parameter[0].history[0].value", "参数“visits.cadence”，value，文件第11行"),
        (
            "parameter[0].history[1].table.rows[1].then.per",
            "参数“visits.cadence”，第2个值，表中第2行，then.per，文件第20行",
        ),
        ("parameter[0].history[1].table.rows[7]", "参数“visits.cadence”，第2个值，表中第8行，文件第14行"),
        ("parameter[0].history[0].quota.per[2]", "参数“visits.cadence”，第3个 quota.per，文件第11行"),
        ("parameter[1].history[0].flow.moves[1].rule", "第2个参数，第2个 flow.moves，rule，文件第28行"),
        ("parameter[0].history[5].value", "参数“visits.cadence”，第6个值，value，文件第8行"),
        ("parameter[1].key", "第2个参数，key，文件第22行"),
        ("parameter[1].history[0]", "第2个参数，文件第24行"),
        ("parameter[9].key", "第10个参数，key"),
        ("parameter[visits.cadence]", "参数“visits.cadence”，文件第8行"),
        ("own.toml: parameter[visits.cadence].unit", "参数“visits.cadence”，unit，文件第10行"),
        ("parameter[meals.cap].history[0]", "参数“meals.cap”"),
    ],
)
def test_a_place_is_told_as_people_find_it(where, said):
    """
    A parameter by its key, a rule by its number, what is listed counted from one, and the line where it can be known.
    """
    with override("zh-hans"):
        assert said == place_said(where, FILE)


@pytest.mark.parametrize("where", ["", "line 1, column 16", "choose.visits.cadence", "extends[0]", "parameter"])
def test_what_is_no_such_path_stays_as_it_is(where):
    """
    Keys of the file's head, and the place of a fault of TOML.
    """
    assert where == place_said(where, FILE)


def test_a_file_that_cannot_be_read_has_parts_without_names():
    """
    They are counted.
    """
    assert "parameter no. 1, key" == place_said("parameter[0].key", "parameter = [[[")


def test_a_table_with_two_rows_in_a_line_is_found_at_its_value():
    """
    Where rows do not begin lines of their own, none is named.
    """
    file = '[[parameter]]\nkey = "k"\n[[parameter.history]]\ntable.rows = [{ then = 1 }, { then = 2 }]\n'

    assert "parameter “k”, row 2, then, line 3" == place_said("parameter[0].history[0].table.rows[1].then", file)


def test_the_rows_of_another_value_are_not_taken_for_those_of_this_one():
    """
    The first value has its rows in one line; the second has each on its own.
    """
    first = '[[parameter]]\nkey = "k"\n[[parameter.history]]\ntable.rows = [{ then = 1 }, { then = 2 }]\n'
    second = "[[parameter.history]]\n[parameter.history.table]\nrows = [\n{ then = 1 },\n{ then = 2 },\n]\n"
    told = [place_said(f"parameter[0].history[{place}].table.rows[1]", first + second) for place in (0, 1)]

    assert ["parameter “k”, row 2, line 3", "parameter “k”, value 2, row 2, line 9"] == told
