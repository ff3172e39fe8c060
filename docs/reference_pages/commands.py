"""
The page of the command line: what each command says of itself.
"""

import os
import re
import subprocess
import sys

HEADS = {
    "en": ("Command line", "What each command says of itself with `--help`."),
    "zh": ("命令行", "各命令加 `--help` 时的说明。"),
}


def commands_page(lang):
    """
    The page in one language.
    """
    title, about = HEADS[lang]
    other = ["```{toctree}", ":hidden:", "", "zh", "```", "", "{doc}`中文 <zh>`", ""] if lang == "en" else []
    lines = [f"# {title}", "", *other, about, "", "```text", asked(lang), "```", ""]
    for name in commands():
        lines += [f"## visitcore {name}", "", "```text", asked(lang, name), "```", ""]
    return "\n".join(lines)


def commands():
    """
    The names of the commands.
    """
    return re.findall(r"^    ([a-z]+) {2,}\S", asked("en"), re.MULTILINE)


def asked(lang, *words):
    """
    What the command line says when it is asked for help.
    """
    done = subprocess.run(
        [sys.executable, "-m", "visitcore.cli.main", *words, "--help", "--lang", lang],
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"},
    )
    return done.stdout.rstrip("\n")
