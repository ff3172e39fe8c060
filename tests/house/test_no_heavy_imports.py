import subprocess
import sys

import pytest

HEAVY = {
    "cattrs",
    "django",
    "holidays",
    "hypothesis",
    "icalendar",
    "narwhals",
    "numpy",
    "openpyxl",
    "pandas",
    "polars",
    "pytest",
    "tomllib",
}
SHOW_MODULES = "import sys; print(*sys.modules, file=sys.stderr)"


STARTS = {
    "import visitcore": "import visitcore",
    "visitcore --help": """
import sys
from visitcore.cli.main import main
sys.argv[1:] = ["--help"]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
""",
}


@pytest.mark.parametrize("start", STARTS)
def test_nothing_heavy_is_imported_before_it_is_needed(start):
    """
    Importing the library and asking the command line for help load none of the heavy packages.
    """
    done = subprocess.run(
        [sys.executable, "-c", f"{STARTS[start]}\n{SHOW_MODULES}"],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
    )

    assert 0 == done.returncode, done.stderr
    assert set() == HEAVY & set(done.stderr.split())


def test_the_start_is_in_a_fresh_interpreter():
    """
    The check sees a heavy package where one is imported.
    """
    done = subprocess.run(
        [sys.executable, "-c", f"import tomllib\n{SHOW_MODULES}"], check=True, capture_output=True, encoding="utf-8"
    )

    assert "tomllib" in done.stderr.split()
