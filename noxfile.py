"""
The list of everything that must pass.

Pythons and groups of packages stand in ``pyproject.toml`` and nowhere else.
"""

import os
import shutil
import sys
import zipfile
from pathlib import Path

import nox

nox.needs_version = ">=2025.5.1"
nox.options.default_venv_backend = "virtualenv"
nox.options.download_python = "never"
nox.options.error_on_external_run = True
nox.options.error_on_missing_interpreters = False  # a Python that is not here is skipped, and the summary says so
nox.options.sessions = ["tests", "core_alone", "databases", "types", "lint", "docs", "packs", "changelog", "wheel"]

ROOT = Path(__file__).parent
PYPROJECT = nox.project.load_toml(ROOT / "pyproject.toml")

# The Python that runs nox is always tested, even if it is newer than the list or has no name of its own on the path.
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
PYTHONS = list(dict.fromkeys([*nox.project.python_versions(PYPROJECT), HERE]))
PYENV = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
KEPT = [str(path) for python in PYTHONS for path in sorted(PYENV.glob(f"{python}.*/bin"))]  # switched on or not
os.environ["PATH"] = os.pathsep.join([*KEPT, os.environ.get("PATH", os.defpath), str(Path(sys.executable).parent)])


# The Django that fits a Python; the newest for one that is not named.
DJANGO = {"3.11": "django52", "3.12": "django60"}
NEWEST = "django61"

# Every core takes its share of the files; a page is read by one of them from top to bottom.
SPREAD = ["-n", "auto", "--dist", "loadfile"]

# Where a server is asked for, and what stands there where nothing is said.
SERVERS = {
    "VISITCORE_POSTGRESQL": "postgres://postgres@127.0.0.1:5432/visitcore",
    "VISITCORE_MARIADB": "mysql://root@127.0.0.1:3306/visitcore",
}


def group(name: str) -> list[str]:
    """
    The packages of one dependency group.
    """
    return list(nox.project.dependency_groups(PYPROJECT, name))


def fitting(session: nox.Session) -> list[str]:
    """
    The Django that fits the Python of a session.
    """
    return group(DJANGO.get(str(session.python), NEWEST))


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """
    Run every test and every example in a docstring, with the Django that fits the Python, on SQLite and in a browser.
    """
    session.install("-e", ".[cli,django,notify,testing]", *group("tests"), *fitting(session))
    session.run("pytest", *SPREAD, *session.posargs)


@nox.session(python=PYTHONS[:1])
def databases(session: nox.Session) -> None:
    """
    Run the tests of the plugin on PostgreSQL and MariaDB; a server that does not answer is skipped loudly.
    """
    session.install("-e", ".[cli,django,notify,testing]", *group("tests"), *fitting(session))
    for name, usual in SERVERS.items():
        url = os.environ.get(name, usual)
        session.run("pytest", "tests/visitcore_django", *SPREAD, *session.posargs, env={"VISITCORE_DATABASE": url})


@nox.session
def core_alone(session: nox.Session) -> None:
    """
    Run the tests of the core with no extra installed, not even Hypothesis.
    """
    session.install(".", "pytest", "pytest-xdist")
    session.run(
        "pytest", *SPREAD, "--confcutdir=tests", "--core-alone", "tests/house", "tests/visitcore", *session.posargs
    )


@nox.session
def types(session: nox.Session) -> None:
    """
    Check the types, strictly.
    """
    session.install("-e", ".[cli,django,notify,testing]", *group("types"))
    session.run("mypy", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """
    Check style and layout; change nothing.
    """
    session.install(*group("lint"))
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")


@nox.session
def docs(session: nox.Session) -> None:
    """
    Build the pages without a warning and execute every example on them.
    """
    session.install("-e", ".[cli,django,notify,testing]", *group("docs"))
    session.run("sphinx-build", "-n", "-W", "--keep-going", "-q", "docs", "docs/_build/html")
    session.run(
        "pytest", "docs", "README.md", "README.zh-CN.md", "tests/house/test_doctree.py", *SPREAD, *session.posargs
    )


@nox.session
def packs(session: nox.Session) -> None:
    """
    Audit every pack and every company file in the tree.
    """
    session.install(".[cli]")
    files = [
        path for folder in ("src/visitcore/packs", "examples") for path in sorted(ROOT.glob(f"{folder}/**/*.toml"))
    ]
    session.run("visitcore", "check", *(str(path.relative_to(ROOT)) for path in files))


@nox.session
def changelog(session: nox.Session) -> None:
    """
    Draft the next entry of the changelog out of the news fragments.
    """
    session.install(*group("changelog"))
    session.run("towncrier", "build", "--draft", "--version", PYPROJECT["project"]["version"])


@nox.session
def wheel(session: nox.Session) -> None:
    """
    Build the wheel, install it alone, and do the main job and set up a new Django site from another directory.
    """
    away = Path(session.create_tmp()).resolve()
    shutil.rmtree(away)
    away.mkdir()
    session.run("python", "-m", "pip", "wheel", "-q", "--no-deps", "--wheel-dir", str(away), ".")
    (built,) = away.glob("*.whl")
    forgotten = left_behind(built)
    if forgotten:
        session.error(f"the wheel lacks {', '.join(forgotten)}")
    session.install(f"{built}[django]")
    session.chdir(away)
    sheets = [str(ROOT / "examples" / name) for name in ("customers.csv", "visits.csv")]
    session.run("visitcore", "due", *sheets, "--on", "2024-06-14", "-o", "due.csv")
    session.run("visitcore", "packs")
    new_site(session, away)


def left_behind(built: Path) -> list[str]:
    """
    The files of the packages that are not in a wheel.
    """
    with zipfile.ZipFile(built) as held:
        there = set(held.namelist())
    known = (path for path in (ROOT / "src").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sorted({path.relative_to(ROOT / "src").as_posix() for path in known} - there)


def new_site(session: nox.Session, away: Path) -> None:
    """
    Start a Django site as its tutorial does, add the one line, and run it up to the system checks.
    """
    session.run("django-admin", "startproject", "site_of_ours", str(away))
    settings = away / "site_of_ours" / "settings.py"
    line = "    'django.contrib.staticfiles',\n"
    written = settings.read_text(encoding="utf-8")
    if line not in written:
        session.error("the settings of a new site look different now; mend `new_site`")
    settings.write_text(written.replace(line, f"{line}    'visitcore_django',\n"), encoding="utf-8")
    for command in (
        ["migrate", "-v", "0"],
        ["check", "--fail-level", "WARNING"],
        ["makemigrations", "--check", "--dry-run"],
        ["visitcore_roles"],
        ["findstatic", "-v", "0", "visitcore/visitcore.css"],
    ):
        session.run("python", "-W", "error", "manage.py", *command)


@nox.session(default=False)
def coverage(session: nox.Session) -> None:
    """
    Show which lines and branches no test walks; a lamp, not a gate.
    """
    session.install("-e", ".[cli,django,notify,testing]", *group("tests"))
    session.run("coverage", "run", "-m", "pytest", *session.posargs)
    session.run("coverage", "report")


@nox.session(default=False)
def demo(session: nox.Session) -> None:
    """
    Set up the demo site with a year of invented data and serve it; ``DATABASE_URL`` names another database.
    """
    session.install("-e", ".[django]", "dj-database-url", "psycopg[binary]")
    session.chdir(ROOT / "examples" / "demo_site")
    session.run("python", "manage.py", "migrate", "-v", "0")
    session.run("python", "manage.py", "demo_data")
    session.run("python", "manage.py", "demo_serve", *session.posargs)
