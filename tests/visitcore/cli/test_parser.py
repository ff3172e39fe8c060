import io
import sys

import pytest

from visitcore.cli.parser import Parser, speak_utf8
from visitcore.ground.text import Text


@pytest.fixture(params=["en", "zh"])
def lang(request):
    """
    Each language.
    """
    return request.param


def parser(lang):
    """
    A parser with one argument of each kind.
    """
    made = Parser(prog="visitcore due", lang=lang)
    made.add_argument("sheet", metavar="SHEET", help=Text("the sheet", "表格"))
    made.add_argument("--on", metavar="DAY", required=True, help=Text("the day", "日期"))
    made.add_argument("--format", choices=("text", "json"), help="kept as it is")
    made.add_argument("--open", action="store_true")
    made.add_argument("--times", type=int)
    return made


def complaint(capsys, lang, *words):
    """
    What is said of a wrong call.
    """
    with pytest.raises(SystemExit) as end:
        parser(lang).parse_args(words)
    said = capsys.readouterr()

    assert (2, "") == (end.value.code, said.out)
    return said.err


@pytest.mark.parametrize(
    ("words", "english", "chinese"),
    [
        ((), "the following arguments are required: SHEET, --on", "缺少必填参数：SHEET, --on"),
        (("s", "--on"), "argument --on: expected one argument", "--on 需要一个值"),
        (("s", "--on", "1", "--times", "x"), "argument --times: invalid int value: 'x'", "--times 的值无效：'x'"),
        (
            ("s", "--on", "1", "--open=1"),
            "argument --open: ignored explicit argument '1'",
            "--open 不带值，却给出了 '1'",
        ),
        (
            ("s", "--on", "1", "--format", "jsn"),
            "--format cannot be 'jsn'; did you mean 'json'?",
            "--format 不能是“jsn”；是否指“json”？",
        ),
        (
            ("s", "--on", "1", "--opne"),
            "there is no option --opne; did you mean '--open'?",
            "没有 --opne 这个选项；是否指“--open”？",
        ),
        (("s", "--on", "1", "more"), "unrecognized arguments: more", "无法识别的参数：more"),
    ],
)
def test_a_wrong_call_is_told_on_one_line(capsys, words, english, chinese):
    """
    One line says what is wrong with a call and where the right one is shown, in the language asked for.
    """
    assert f"visitcore due: {english} (visitcore due --help shows how)\n" == complaint(capsys, "en", *words)
    assert f"visitcore due: {chinese}（用法见 visitcore due --help）\n" == complaint(capsys, "zh", *words)


def test_a_complaint_we_have_no_chinese_for_stays_english(capsys):
    """
    Words of argparse that are not in our list are shown as they are.
    """
    with pytest.raises(SystemExit):
        parser("zh").error("something new")

    assert "visitcore due: something new（" in capsys.readouterr().err


def test_options_are_not_abbreviated(capsys):
    """
    A shortened option could come to mean another one in the next version.
    """
    assert "there is no option --ope" in complaint(capsys, "en", "s", "--on", "1", "--ope")


def test_help_is_in_one_language():
    """
    Headings, the help of each option and the line of use are Chinese, or English.
    """
    english, chinese = parser("en").format_help(), parser("zh").format_help()

    assert [] == [line for line in english.splitlines() if not line.isascii()]
    for word in ("usage: visitcore due", "positional arguments:", "the sheet", "options:", "print this help"):
        assert word in english
        assert word not in chinese
    for word in ("用法：visitcore due", "参数:", "表格", "选项:", "显示本帮助"):
        assert word in chinese


def test_chinese_help_is_broken_by_the_columns_it_takes(monkeypatch):
    """
    A long Chinese sentence does not run over the edge of the terminal, and no line begins with a comma.
    """
    monkeypatch.setenv("COLUMNS", "60")
    made = Parser(prog="visitcore", lang="zh")
    made.add_argument("--on", help=Text("", "自有表头的对应关系，例如 CSV 文件，" * 4))

    lines = made.format_help().splitlines()

    assert max(sum(1 if char.isascii() else 2 for char in line) for line in lines) <= 62
    assert [] == [line for line in lines if line.strip()[:1] in ("，", "。")]
    assert "CSV 文件" in made.format_help()


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1"])
def test_every_character_can_be_printed(monkeypatch, encoding):
    """
    Whatever encoding a terminal claims, the output is UTF-8 and nothing in it stops the program.
    """
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding))
    monkeypatch.setattr(sys, "stderr", io.StringIO())

    speak_utf8()
    sys.stdout.write("客户\udcff")
    sys.stdout.flush()

    assert "客户?" == raw.getvalue().decode()
