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


@pytest.mark.parametrize(
    "start",
    [
        "import visitcore",
        "import sys; from visitcore.cli.main import main; sys.argv[1:] = ['--help']\ntry: main()\nexcept SystemExit: pass",
    ],
    ids=["import visitcore", "visitcore --help"],
)
def test_nothing_heavy_is_imported_before_it_is_needed(start):
    """
    Importing the library and asking the command line for help load none of the heavy packages.
    """
    done = subprocess.run(
        [sys.executable, "-c", f"{start}\n{SHOW_MODULES}"],
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
