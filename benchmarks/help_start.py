"""
How long `visitcore --help` takes against an empty Python program: the ratio, best of twenty each, in one run.

Run it with the Python that visitcore is installed for: ``python benchmarks/help_start.py``.
"""

import subprocess
import sys
import sysconfig
import time
from pathlib import Path

RUNS = 20
TARGET = 6


def seconds(command: list[str]) -> float:
    """
    The time one run of *command* takes; a run that fails ends the benchmark with what it said.
    """
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False)
    taken = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr.decode(errors='replace')}")
    return taken


def main() -> None:
    """
    Time both programs in turn, so that a busy moment of the machine hits both, and print the ratio.
    """
    script = Path(sysconfig.get_path("scripts")) / ("visitcore.exe" if sys.platform == "win32" else "visitcore")
    if not script.exists():
        sys.exit(f"there is no {script}; install visitcore for this Python first")
    empty, helped = [], []
    for _ in range(RUNS):
        empty.append(seconds([sys.executable, "-c", "pass"]))
        helped.append(seconds([str(script), "--help"]))
    ratio = min(helped) / min(empty)
    print(f"python -c pass    {min(empty) * 1000:8.1f} ms")
    print(f"visitcore --help  {min(helped) * 1000:8.1f} ms")
    print(f"ratio             {ratio:8.2f}     (target: at most {TARGET})")


if __name__ == "__main__":
    main()
