"""
Calls of the command line, and sheets to call it with.
"""

import os
import signal
import subprocess
import sys
from types import SimpleNamespace

import pytest

from visitcore.cli.main import main

CUSTOMERS = """\
code,name,grade,owner,region,since
C1,Harbour Trading,A,Ann,local,2023-01-01
C2,Northgate Tools,A,Ben,out_of_town,2024-01-01
C3,客来香食品,B,Ann,local,2024-04-01
C4,Evergreen,D,,local,2023-01-01
C5,Pearl,,Ben,local,2023-01-01
C6,Old Mill,C,Ben,local,2023-01-01
"""
VISITS = """\
customer,start,end,status
C1,2024-05-10,,completed
C1,2024-06-03,,completed
C1,2024-06-20,,completed
C2,2024-04-17,,completed
C2,2024-06-10,,cancelled
C6,2023-09-01,,planned
"""
EXCUSES = """\
customer,from,to,reason
C6,2024-01-01,2024-06-30,plant closed for rebuilding
"""


def _hear_ctrl_c():
    """
    A shell that works in the background has its children ignore Ctrl-C; ours shall hear it.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """
    An empty directory to stand in, with nothing said about the language.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VISITCORE_LANG", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)
    return tmp_path


@pytest.fixture
def sheets(desk):
    """
    The desk with customers, visits and excuses on it; by the policy ABC one customer is overdue on 2024-06-14.
    """
    (desk / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    (desk / "visits.csv").write_text(VISITS, encoding="utf-8")
    (desk / "excuses.csv").write_text(EXCUSES, encoding="utf-8")
    return desk


@pytest.fixture
def call(desk, capsys):
    """
    Calls ``visitcore`` with some words; gives back the exit code and what it said.
    """

    def _call(*words):
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return SimpleNamespace(code=code, out=said.out, err=said.err)

    return _call


@pytest.fixture
def due(call, sheets):
    """
    Calls ``visitcore due`` for the sheets, policy ABC, on 2024-06-14.
    """
    return lambda *words: call("due", "customers.csv", "visits.csv", "--on", "2024-06-14", "--policy", "ABC", *words)


@pytest.fixture
def plan(call, sheets):
    """
    Calls ``visitcore plan`` for the sheets, policy ABC, for July 2024.
    """
    return lambda *words: call("plan", "customers.csv", "visits.csv", "--month", "2024-07", "--policy", "ABC", *words)


@pytest.fixture
def start(desk):
    """
    Starts ``visitcore`` as a program of its own.
    """

    def _start(*words, shell_after="", **env):
        command = [sys.executable, "-m", "visitcore.cli.main", *map(str, words)]
        more = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": desk, "preexec_fn": _hear_ctrl_c}
        said = {key: value for key, value in os.environ.items() if key != "VISITCORE_LANG"}
        if shell_after:
            quoted = " ".join(f"'{word}'" for word in command)
            return subprocess.Popen(["/bin/sh", "-c", f"{quoted} {shell_after}"], env={**said, **env}, **more)
        return subprocess.Popen(command, env={**said, **env}, **more)

    return _start
