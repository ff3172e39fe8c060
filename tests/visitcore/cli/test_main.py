import csv
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from visitcore.cli.commands import COMMANDS
from visitcore.cli.main import language, main


@pytest.mark.parametrize(
    ("words", "env", "expected"),
    [
        ([], "", "en"),
        ([], "zh", "zh"),
        ([], "zh_CN.UTF-8", "zh"),
        ([], "de", "en"),
        (["due", "--lang", "zh"], "", "zh"),
        (["--lang=zh", "due"], "en", "zh"),
        (["due", "--lang", "en"], "zh", "en"),
        (["due", "--lang", "zh", "--lang", "en"], "", "en"),
        (["due", "--lang"], "zh", "zh"),
    ],
)
def test_the_language_is_known_before_the_words_are_read(monkeypatch, words, env, expected):
    """
    The last ``--lang`` counts, before it the environment; any language but Chinese is English.
    """
    monkeypatch.setenv("VISITCORE_LANG", env)

    assert expected == language(words)


@pytest.mark.parametrize("words", [["--help"], []])
def test_help_lists_every_command(call, words):
    """
    Without a command, or asked for help, the program lists its commands and ends well.
    """
    said = call(*words)

    assert (0, "") == (said.code, said.err)
    assert list(COMMANDS) == re.findall(r"^    ([a-z]+)(?: {2,}|$)", said.out, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself_in_english(call, name):
    """
    The help of a command says what it does, what each option means, and shows one call; all of it in English.
    """
    said = call(name, "--help")
    words = said.out.replace("代号", "")

    assert (0, "") == (said.code, said.err)
    assert [] == [line for line in words.splitlines() if not line.isascii()]
    assert words.endswith(f"example: visitcore {name} {COMMANDS[name].example}\n")


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("by", ["option", "environment"])
def test_each_command_explains_itself_in_chinese(call, monkeypatch, name, by):
    """
    Asked for Chinese, every heading and the help of every option is Chinese.
    """
    if by == "environment":
        monkeypatch.setenv("VISITCORE_LANG", "zh")
    said = call(name, "--help", *(["--lang", "zh"] if by == "option" else []))
    joined = re.sub(r"\n {10,}", " ", said.out.partition("\n\n")[2])
    told = [line for line in joined.splitlines() if re.match(r"  \S", line)]

    assert said.out.startswith(f"用法：visitcore {name}")
    assert re.search(rf"^示例：visitcore {name} ", said.out, re.MULTILINE)
    assert [] == [line for line in said.out.splitlines() if re.match(r"(usage|positional|options|example)", line)]
    assert len(told) > 3
    assert [] == [line for line in told if line.isascii()]


def test_the_example_of_each_command_can_be_read(call, sheets):
    """
    What help shows is a call that the program understands.
    """
    (sheets / "facts.json").write_text('{"key": "reports.due", "on": "2024-03-08", "start": "2024-03-05"}')
    (sheets / "company.toml").write_text('extends = ["DST"]\n')
    (sheets / "ledger.csv").write_text(LEDGER)
    (sheets / "complaints.csv").write_text(COMPLAINTS)
    pytest.importorskip("openpyxl")

    codes = {name: call(name, *command.example.split()).code for name, command in COMMANDS.items()}

    assert dict.fromkeys(COMMANDS, 0) == codes


LEDGER = "on,kind,id,amount,class\n2024-03-20,invoice,I1,100,normal\n"
COMPLAINTS = "id,customer,received,gravity\nT1,C1,2024-07-01,ordinary\n"
LISTS = ("text", "json", "csv", "xlsx", "md")
CALLS = {
    "rules": (["--pack", "DST"], LISTS),
    "packs": ([], LISTS),
    "show": (["visits.cadence", "--policy", "DST"], LISTS),
    "facts": ([], LISTS),
    "decide": (["check_deadline", "facts.json", "--policy", "SVM"], ("text", "json", "md")),
    "due": (["customers.csv", "visits.csv", "--on", "2024-06-14", "--policy", "ABC"], LISTS),
    "plan": (["customers.csv", "visits.csv", "--month", "2024-07", "--policy", "ABC"], (*LISTS, "ics")),
    "grade": (["customers.csv", "--on", "2024-06-14"], LISTS),
    "credit": (["ledger.csv"], LISTS),
    "complaints": (["complaints.csv", "--at", "2024-07-09T10:00+08:00"], LISTS),
    "check": (["own.toml"], LISTS),
    "compare": (["ABC", "DST", "--customers", "customers.csv"], LISTS),
}
LOOKS = {
    "json": lambda text: json.loads(text) is not None,
    "csv": lambda text: len({len(row) for row in csv.reader(text.lstrip("\ufeff").splitlines())}) == 1,
    "md": lambda text: "| ---" in text or text.startswith("**"),
    "ics": lambda text: text.startswith("BEGIN:VCALENDAR"),
    "text": lambda text: "| ---" not in text,
}


def test_every_command_is_called_in_every_format():
    """
    No command is left out of the calls below.
    """
    assert list(COMMANDS) == list(CALLS)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("name", "style"), [(name, style) for name, (_, styles) in CALLS.items() for style in styles])
def test_every_command_answers_in_every_format_and_language(call, sheets, name, style, lang):
    """
    Printed or written to a file the answer is the same, it is what its format promises, and it speaks the language.
    """
    pytest.importorskip("openpyxl" if style == "xlsx" else "icalendar" if style == "ics" else "attrs")
    (sheets / "facts.json").write_text('{"key": "reports.due", "on": "2024-03-08", "start": "2024-03-05"}')
    (sheets / "own.toml").write_text('extends = ["DTS"]\n')
    (sheets / "ledger.csv").write_text(LEDGER)
    (sheets / "complaints.csv").write_text(COMPLAINTS)
    words = [name, *CALLS[name][0], "--lang", lang, "--format", style]
    expected = 2 if style == "xlsx" else 1 if name == "check" else 0
    printed = call(*words)
    call(*words, "-o", f"out.{style}")
    raw = (sheets / f"out.{style}").read_bytes()

    assert expected == printed.code
    if style == "xlsx":
        assert raw.startswith(b"PK")
        return
    assert raw.decode("utf-8-sig").replace("\r\n", "\n") == printed.out.replace("\r\n", "\n")
    assert LOOKS[style](printed.out)
    if style != "json" and name not in ("rules", "show", "decide"):  # clauses are cited as the document has them
        assert (lang == "zh") is bool(re.search("[\u4e00-\u9fff]", printed.out.replace("客来香食品", "")))


def test_the_version_is_a_line(call):
    """
    The version of the installed package, and nothing else.
    """
    said = call("--version")

    assert 0 == said.code
    assert re.fullmatch(r"visitcore \d+\.\d+\.\d+\n", said.out)


@pytest.mark.parametrize(
    ("words", "english", "chinese"),
    [
        (
            ["duee"],
            "visitcore: there is no command 'duee'; did you mean 'due'? (visitcore --help shows how)\n",
            "visitcore: 没有“duee”这个命令；是否指“due”？（用法见 visitcore --help）\n",
        ),
        (
            ["due", "c.csv"],
            "visitcore due: the following arguments are required: --on (visitcore due --help shows how)\n",
            "visitcore due: 缺少必填参数：--on（用法见 visitcore due --help）\n",
        ),
        (
            ["due", "c.csv", "--on", "2024-06-14", "--polcy", "ABC"],
            "visitcore due: there is no option --polcy; did you mean '--policy'? (visitcore due --help shows how)\n",
            "visitcore due: 没有 --polcy 这个选项；是否指“--policy”？（用法见 visitcore due --help）\n",
        ),
        (
            ["due", "c.csv", "--on", "14.06.2024"],
            "visitcore: '14.06.2024' is no day; write it as 2024-06-14\n",
            "visitcore: “14.06.2024”不是日期；请写成 2024-06-14\n",
        ),
        (
            ["due", "c.csv", "--on", "2024-06-14", "--policy", "ABCD"],
            "visitcore: there is no policy 'ABCD'; did you mean 'ABC'?\n",
            "visitcore: 没有名为“ABCD”的制度；是否指“ABC”？\n",
        ),
        (
            ["due", "c.csv", "--on", "2024-06-14"],
            "visitcore: c.csv: there is no such file; check the path\n",
            "visitcore: c.csv：没有这个文件；请检查路径\n",
        ),
        (
            ["due", "c.csv", "--on", "2024-06-14", "--policy", "SVM"],
            "visitcore: policy 'SVM' says nothing about 'visits.cadence'; did you mean 'visits.arrival'?\n",
            None,
        ),
    ],
)
def test_a_wrong_call_ends_with_two_and_one_line(call, words, english, chinese):
    """
    What is wrong with a call or its input is told on one line of the error stream, in the language asked for.
    """
    said = call(*words)

    assert 2 == said.code
    assert "" == said.out
    if chinese is not None:
        assert english == said.err
        assert chinese == call(*words, "--lang", "zh").err
    else:
        assert 1 == said.err.count("\n")


def test_the_language_may_stand_before_the_command(call):
    """
    The option belongs to the program as much as to the command.
    """
    assert call("--lang", "zh", "packs").out == call("packs", "--lang", "zh").out


def test_of_an_option_given_twice_the_last_counts(call):
    """
    So a call in a script can be added to.
    """
    assert call("packs", "--lang", "zh", "--format", "csv", "--format", "json").out.startswith("[\n")


def test_a_fault_of_the_program_is_not_hidden(monkeypatch, desk):
    """
    An error that is nobody's input is not dressed up as one.
    """
    monkeypatch.setattr("visitcore.cli.listing.run", lambda _options: 1 // 0)

    with pytest.raises(ZeroDivisionError):
        main(["packs"])


def test_a_reader_that_goes_away_is_told_on_one_line(start, desk):
    """
    ``visitcore due … | head -1`` shows its line; the program ends without a traceback.
    """
    rows = "".join(f"C{number:05},Customer {number},A\n" for number in range(5000))
    (desk / "customers.csv").write_text(f"code,name,grade\n{rows}")
    words = ["due", "customers.csv", "--on", "2024-06-14", "--policy", "ABC"]

    out, err = start(*words, shell_after="| head -1").communicate(timeout=60)

    assert b"Due list on 2024-06-14, policy ABC\n" == out
    assert b"visitcore: the reader of the output has gone\n" == err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_a_full_disk_is_told_on_one_line(start):
    """
    Output that cannot be written is an error of the call, not a traceback at the end of the program.
    """
    done = start("packs", shell_after="> /dev/full")
    _, err = done.communicate(timeout=60)

    assert (2, b"visitcore: No space left on device\n") == (done.returncode, err)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["due.csv", "due.xlsx"])
def test_stopped_by_the_user_it_leaves_nothing_behind(start, sheets, lang, name):
    """
    Ctrl-C while a sheet is read: one line, exit code 130, the old file as it was and no half of a new one.
    """
    (sheets / name).write_text("old")
    os.mkfifo(sheets / "endless.csv")
    before = sorted(path.name for path in sheets.iterdir())
    words = ["due", "customers.csv", "endless.csv", "--on", "2024-06-14", "--policy", "ABC", "-o", name]
    done = start(*words, "--lang", lang)
    with (sheets / "endless.csv").open("w") as sheet:  # opened as soon as the program reads it
        sheet.write("customer,start\n" + "C1,2024-06-03\n" * 1000)
        sheet.flush()
        done.send_signal(signal.SIGINT)
    out, err = done.communicate(timeout=60)
    told = {"en": "visitcore: stopped; no file is half-written\n", "zh": "visitcore: 已中止；没有写了一半的文件\n"}

    assert (130, b"", told[lang]) == (done.returncode, out, err.decode())
    assert before == sorted(path.name for path in sheets.iterdir())
    assert "old" == (sheets / name).read_text()


def test_chinese_is_printed_whatever_the_terminal_claims(start, sheets):
    """
    An ASCII terminal, or one in another encoding, does not stop a Chinese list.
    """
    words = ["due", "customers.csv", "--on", "2024-06-14", "--policy", "ABC", "--lang", "zh"]
    for encoding in ("ascii", "latin-1", "gbk"):
        done = start(*words, PYTHONIOENCODING=encoding)
        out, err = done.communicate(timeout=60)

        assert (0, b"") == (done.returncode, err)
        assert "客来香食品" in out.decode()


def test_the_command_is_installed(desk):
    """
    The program goes by its name as well as by its module.
    """
    done = subprocess.run(
        [sys.executable, "-m", "visitcore.cli.main", "packs"], check=False, capture_output=True, cwd=desk
    )

    assert (0, b"") == (done.returncode, done.stderr)
