"""
The command ``visitcore``.
"""

import gc
import os
import sys
from argparse import SUPPRESS
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from visitcore.cli.commands import COMMANDS, OK, STOPPED, WRONG
from visitcore.cli.parser import Parser, speak_utf8

LANGUAGES = ("en", "zh")

_SELDOM = 100  # a command makes hardly any circular garbage, and what it reads stays until its end


def main(argv: Sequence[str] | None = None) -> int:
    """
    Run one command.

    Args:
        argv: The words after ``visitcore``; those of the process where left out.

    Returns:
        0 fine; 1 bad news and ``--strict``; 2 the input or the call is wrong; 130 stopped by the user.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    lang = language(words)
    speak_utf8()
    try:
        code = _run(words, lang)
        sys.stdout.flush()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else OK
    except BrokenPipeError:
        _let_go()
        return _say("the reader of the output has gone" if lang == "en" else "输出的接收方已关闭", WRONG)
    except KeyboardInterrupt:
        return _say("stopped; no file is half-written" if lang == "en" else "已中止；没有写了一半的文件", STOPPED)
    except Exception as error:
        from visitcore.cli.telling import sentence

        told = sentence(error)
        if told is None:
            raise
        _let_go()
        return _say(told.zh if lang == "zh" else told.en, WRONG)
    return code


def language(words: Sequence[str]) -> str:
    """
    The language asked for, before the words are parsed: by ``--lang``, or by ``VISITCORE_LANG``.
    """
    named = os.environ.get("VISITCORE_LANG", "")
    for place, word in enumerate(words):
        if word == "--lang" and place + 1 < len(words):
            named = words[place + 1]
        elif word.startswith("--lang="):
            named = word.removeprefix("--lang=")
    return "zh" if named.lower().startswith("zh") else "en"


def _run(words: Sequence[str], lang: str) -> int:
    parser, commands = _parsers(words, lang)
    options, rest = parser.parse_known_args(words)
    if rest:
        commands.get(options.command, parser).error(f"unrecognized arguments: {' '.join(rest)}")
    if options.version:
        from importlib.metadata import version

        print(f"visitcore {version('visitcore')}")
        return OK
    if not options.command:
        parser.print_help()
        return OK
    from visitcore.cli.output import check_output

    check_output(options)
    often = gc.get_threshold()
    gc.set_threshold(_SELDOM * often[0], *often[1:])
    try:
        return int(_room(options.command).run(options))
    finally:
        gc.set_threshold(*often)


def _room(command: str) -> ModuleType:
    return import_module(f"visitcore.cli.{COMMANDS[command].room}")


def _parsers(words: Sequence[str], lang: str) -> tuple[Parser, dict[str, Parser]]:
    """
    The parser and those of the commands; only the command that is asked for is imported.
    """
    parser = Parser(prog="visitcore", lang=lang)
    parser.description = parser.say(
        "Customer policies as cited decisions.", "把客户拜访、评级等书面制度变成可查、可算、有出处的判定。"
    )
    parser.epilog = parser.say("visitcore COMMAND --help tells more.", "各命令的说明：visitcore 命令 --help")
    parser.add_argument("--version", action="store_true", help=parser.say("print the version", "显示版本"))
    add_language(parser, lang)
    known = parser.add_subparsers(dest="command", metavar=parser.say("COMMAND", "命令"))
    commands = {}
    asked = next((word for word in words if word in COMMANDS), "")
    for name, command in COMMANDS.items():
        about = parser.say(command.en, command.zh)
        sub = commands[name] = known.add_parser(
            name, help=about, description=f"{about[0].upper()}{about[1:]}", lang=lang
        )
        sub.epilog = f"{parser.say('example: ', '示例：')}visitcore {name} {command.example}"
        if name == asked:
            _room(name).configure(sub, name)
            add_language(sub, SUPPRESS)
    return parser, commands


def add_language(parser: Parser, default: str) -> None:
    """
    ``--lang``, which may stand before the command or after it.
    """
    told = parser.say(
        "language: en or zh (default: VISITCORE_LANG, else en)", "语言：en 或 zh（默认取 VISITCORE_LANG，否则 en）"
    )
    parser.add_argument("--lang", choices=LANGUAGES, default=default, metavar="LANG", help=told)


def _let_go() -> None:
    """
    Send what is still to be printed nowhere if it cannot be printed.
    """
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(message: str, code: int) -> int:
    clear = "\r\x1b[K" if sys.stderr.isatty() else ""  # a progress bar may stand there
    print(f"{clear}visitcore: {message}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
