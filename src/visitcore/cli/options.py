"""
Options that several commands share.
"""

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path
from typing import cast

from visitcore.ground.text import Lang

DEFAULT_POLICY = "standard"


def add_policy(parser: ArgumentParser, *, default: str | None = DEFAULT_POLICY) -> None:
    """
    ``--policy`` and ``--calendar``.
    """
    parser.add_argument(
        "--policy",
        default=default,
        metavar="NAME|FILE",
        help="a composition, the code of a pack, or a TOML file" + (f" (default: {default})" if default else ""),
    )
    parser.add_argument("--calendar", type=Path, metavar="FILE", help="the company's own working and rest days")


def add_output(parser: ArgumentParser, *formats: str) -> None:
    """
    ``--lang``, ``--format`` and ``-o``; the first format is the default.
    """
    parser.add_argument("--lang", choices=("en", "zh"), default=os.environ.get("VISITCORE_LANG", "en"), help="language")
    parser.add_argument("--format", choices=formats, help=f"(default: {formats[0]}, or by the ending of FILE)")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write to FILE, not to the terminal")
    parser.set_defaults(formats=formats)


def format_of(options: Namespace) -> str:
    """
    The format asked for, by name or by the ending of the output file.
    """
    if options.format:
        return str(options.format)
    ending = options.output.suffix.lower().lstrip(".") if options.output else ""
    ending = {"txt": "text", "markdown": "md"}.get(ending, ending)
    return ending if ending in options.formats else str(options.formats[0])


def lang_of(options: Namespace) -> Lang:
    """
    The language asked for.
    """
    return cast(Lang, "zh" if options.lang == "zh" else "en")


def day(text: str) -> date:
    """
    A day on the command line.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day; write it as 2024-06-14") from None


def month(text: str) -> date:
    """
    The first day of a month on the command line.
    """
    try:
        if len(text) != len("2024-07"):
            raise ValueError
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no month; write it as 2024-07") from None
