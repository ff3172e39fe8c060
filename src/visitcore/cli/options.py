"""
Options that several commands share.
"""

from argparse import Namespace
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from visitcore.cli.parser import Parser
from visitcore.cli.telling import CallError
from visitcore.codec.moments import YEARS
from visitcore.ground.text import Lang, Text

T = TypeVar("T")

DEFAULT_POLICY = "standard"
COLUMNS_HELP = Text(
    'TOML or JSON file with the headers of your own sheets, e.g. "代号" = "code"',
    '自有表头的对应关系（TOML 或 JSON 文件），例如 "代号" = "code"',
)
ON_HELP = Text("the day asked about, e.g. 2024-06-14", "判定日期，例如 2024-06-14")
CADENCE_HELP = Text("parameter with the cadence (default: visits.cadence)", "拜访频次所在的参数（默认 visits.cadence）")


def add_policy(parser: Parser, *, default: str | None = DEFAULT_POLICY) -> None:
    """
    ``--policy`` and ``--calendar``.
    """
    told = Text(
        f"a composition, the code of a pack, or a TOML file{f' (default: {default})' if default else ''}",
        f"组合名、制度包代码或 TOML 文件{f'（默认 {default}）' if default else ''}",
    )
    parser.add_argument("--policy", default=default, metavar="NAME|FILE", help=told)
    calendar = Text("the company's own working and rest days, TOML or CSV", "公司自定的上班日与休息日（TOML 或 CSV）")
    parser.add_argument("--calendar", type=Path, metavar="FILE", help=calendar)


def add_output(parser: Parser, *formats: str) -> None:
    """
    ``--format`` and ``-o``; the first format is the default.
    """
    told = Text(
        f"{', '.join(formats)} (default: by the ending of FILE, else {formats[0]})",
        f"{'、'.join(formats)}（默认按文件扩展名，否则 {formats[0]}）",
    )
    parser.add_argument("--format", choices=formats, metavar="FORMAT", help=told)
    file = Text(
        "write to FILE, whole or not at all; - is the terminal", "写入文件（要么完整写入，要么不写）；- 表示终端"
    )
    parser.add_argument("-o", "--output", type=_output, metavar="FILE", help=file)
    parser.set_defaults(formats=formats)


def _output(name: str) -> Path | None:
    return None if name == "-" else Path(name)


def format_of(options: Namespace) -> str:
    """
    The format asked for, by name or by the ending of the output file.

    Raises:
        CallError: If the ending is that of no format and none is named.
    """
    if options.format:
        return str(options.format)
    ending = ending_of(options.output)
    if ending and ending not in options.formats:
        known = ", ".join(options.formats)
        raise CallError(
            f"{options.output}: no format has the ending .{ending}; add --format, one of {known}",
            f"{options.output}：没有扩展名为 .{ending} 的格式；请加 --format，可选 {known}",
        )
    return ending or str(options.formats[0])


def ending_of(output: Path | None) -> str:
    """
    The format that the ending of a file stands for, the ending itself where it stands for none.
    """
    ending = output.suffix.lower().lstrip(".") if output is not None else ""
    return {"txt": "text", "markdown": "md"}.get(ending, ending)


def lang_of(options: Namespace) -> Lang:
    """
    The language asked for.
    """
    return "zh" if options.lang == "zh" else "en"


def day(text: str) -> date:
    """
    A day on the command line, in a year that a policy can speak of.
    """
    en, zh = f"{text!r} is no day; write it as 2024-06-14", f"“{text}”不是日期；请写成 2024-06-14"
    return _within(_parsed(lambda: date.fromisoformat(text), en, zh))


def moment(text: str) -> date:
    """
    A day or an instant on the command line, in a year that a policy can speak of; an offset is kept where it is given.
    """
    en = f"{text!r} is no moment; write it as 2024-07-09 or 2024-07-09T10:00+08:00"
    zh = f"“{text}”不是时刻；请写成 2024-07-09 或 2024-07-09T10:00+08:00"
    if len(text) == len("2024-07-09"):
        return day(text)
    found = _parsed(lambda: datetime.fromisoformat(text), en, zh)
    _within(found.date())
    return found


def month(text: str) -> date:
    """
    The first day of a month on the command line.
    """
    en, zh = f"{text!r} is no month; write it as 2024-07", f"“{text}”不是月份；请写成 2024-07"
    if len(text) != len("2024-07"):
        raise CallError(en, zh)
    return _within(_parsed(lambda: date.fromisoformat(f"{text}-01"), en, zh))


def count(text: str) -> int:
    """
    A number from 1 up on the command line.
    """
    en, zh = f"{text!r} is no number of visits; write 1 or more", f"“{text}”不是拜访次数；请填写 1 或更大的整数"
    number = _parsed(lambda: int(text), en, zh)
    if number < 1:
        raise CallError(en, zh)
    return number


def _within(found: date) -> date:
    if found.year not in YEARS:
        first, last = YEARS[0], YEARS[-1]
        raise CallError(
            f"{found} lies in the year {found.year}; give one from {first} to {last}",
            f"{found} 的年份为 {found.year}；请填写 {first} 至 {last} 年之间的日期",
        )
    return found


def _parsed(read: Callable[[], T], en: str, zh: str) -> T:
    try:
        return read()
    except ValueError:
        raise CallError(en, zh) from None
