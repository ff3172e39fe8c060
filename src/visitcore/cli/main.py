"""
The command ``visitcore``.
"""

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module

COMMANDS: dict[str, tuple[str, str, str]] = {
    "rules": (
        "listing",
        "list rules: id, pack, kind, strength, clause, text",
        "列出规则：编号、制度、类型、强度、条款、内容",
    ),
    "packs": ("listing", "list packs and compositions", "列出制度包与组合"),
    "show": ("listing", "one parameter with its history and sources", "查看一个参数及其沿革和出处"),
    "facts": (
        "asking",
        "which decisions exist; the JSON Schema of the facts one takes",
        "列出判定项目，或某一项目所需事实的 JSON Schema",
    ),
    "decide": ("asking", "one decision, or one per line of JSONL", "作出一项判定，或按 JSONL 逐行判定"),
    "due": (
        "due",
        "who must be visited, by when, by which clause, and who is overdue",
        "应拜访客户、最迟日期、依据条款及逾期情况",
    ),
    "plan": ("plan", "next month's draft plan per owner", "按负责人拟订次月拜访计划"),
    "grade": ("grade", "grade a sheet of customers, with the parts of each score", "为客户表评级，并列出各项得分"),
    "check": ("checking", "audit packs and company files", "检查制度包与公司制度文件"),
    "compare": (
        "comparing",
        "what changes between two policies, from which day, and for whom",
        "比较两套制度：何时起、哪些变化、影响哪些客户",
    ),
}
"""Every command with the module that carries it out and what it does, in English and Chinese."""

OK, BAD_NEWS, WRONG, STOPPED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """
    Run one command.

    Args:
        argv: The words after ``visitcore``; those of the process where left out.

    Returns:
        0 fine; 1 bad news and ``--strict``; 2 the input or the call is wrong; 130 stopped by the user.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding="utf-8")
    try:
        options = _parser(words).parse_args(words)
        if not options.command:
            _parser(words).print_help()
            return OK
        code = int(import_module(f"visitcore.cli.{COMMANDS[options.command][0]}").run(options))
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _say("the reader of the output has gone", WRONG)
    except KeyboardInterrupt:
        return _say("stopped; nothing was left half-written", STOPPED)
    except Exception as error:
        from visitcore.ground.errors import VisitcoreError

        if not isinstance(error, VisitcoreError | OSError):
            raise
        return _say(_words(error), WRONG)


def _words(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or ''}: {error.strerror}".lstrip(": ")
    return str(error)


def _say(message: str, code: int) -> int:
    print(f"visitcore: {message}", file=sys.stderr)
    return code


def language(words: Sequence[str]) -> str:
    """
    The language asked for, before the words are parsed.
    """
    for place, word in enumerate(words):
        if word == "--lang" and place + 1 < len(words):
            return words[place + 1]
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return os.environ.get("VISITCORE_LANG", "en")


def _parser(words: Sequence[str]) -> ArgumentParser:
    """
    The parser; only the command that is asked for is imported.
    """
    chinese = language(words) == "zh"
    about = (
        "把客户拜访、评级等书面制度变成可查、可算、有出处的判定。"
        if chinese
        else "Written customer policies as cited decisions."
    )
    parser = ArgumentParser(prog="visitcore", description=about, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="store_true", help="显示版本" if chinese else "print the version")
    commands = parser.add_subparsers(dest="command", metavar="命令" if chinese else "COMMAND")
    asked = next((word for word in words if word in COMMANDS), "")
    for name, (module, english, mandarin) in COMMANDS.items():
        text = mandarin if chinese else english
        sub = commands.add_parser(name, help=text, description=text)
        if name == asked:
            import_module(f"visitcore.cli.{module}").configure(sub, name)
    if "--version" in words[:1]:
        from importlib.metadata import version

        print(f"visitcore {version('visitcore')}")
        raise SystemExit(OK)
    return parser


if __name__ == "__main__":
    sys.exit(main())
