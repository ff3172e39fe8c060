"""
A process of its own, to be stopped or killed without harm to the tests.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


class Site:
    """
    A site of its own: on a file of SQLite, or where none is given on the server that ``VISITCORE_DATABASE`` names.
    """

    def __init__(self, file=None):
        path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests" / "site")])
        self.env = {
            **os.environ,
            **({} if file is None else {"VISITCORE_DATABASE": f"sqlite:///{file}"}),
            "DJANGO_SETTINGS_MODULE": "visitcore_site.settings",
            "PYTHONPATH": path,
        }

    def start(self, *words):
        """
        Start a Python of its own.
        """
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
        return subprocess.Popen([sys.executable, *words], cwd=ROOT, env=self.env, **pipes)

    def run(self, *words):
        """
        What a Python of its own prints.
        """
        process = self.start(*words)
        out, err = process.communicate(timeout=120)
        assert 0 == process.returncode, err
        return out
