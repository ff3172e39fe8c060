import io
from types import SimpleNamespace

import pytest

from visitcore.cli.progress import READING, progress


class Terminal(io.StringIO):
    """
    An error stream that says it is a terminal.
    """

    def isatty(self):
        """
        It is one.
        """
        return True


@pytest.fixture
def clock(monkeypatch):
    """
    A clock that stands still until it is told to go on.
    """
    now = [100.0]
    monkeypatch.setattr("visitcore.cli.progress.monotonic", lambda: now[0])
    return now


@pytest.fixture
def terminal(monkeypatch):
    """
    A terminal to look at.
    """
    stream = Terminal()
    monkeypatch.setattr("visitcore.cli.progress.sys", SimpleNamespace(stderr=stream))
    return stream


def test_nothing_is_shown_where_nobody_looks(monkeypatch, clock):
    """
    Into a file or a pipe no bar is written, however long it takes.
    """
    stream = io.StringIO()
    monkeypatch.setattr("visitcore.cli.progress.sys", SimpleNamespace(stderr=stream))
    for _ in progress(range(3), READING, "en", total=3):
        clock[0] += 60

    assert "" == stream.getvalue()


def test_nothing_is_shown_in_the_first_second(terminal, clock):
    """
    Quick work shows no bar.
    """
    for _ in progress(range(10), READING, "en", total=10):
        clock[0] += 0.1

    assert "" == terminal.getvalue()


def test_after_a_second_a_bar_shows_how_far_it_is(terminal, clock):
    """
    The bar grows, and is wiped away at the end.
    """
    seen = []
    for item in progress(range(4), READING, "en", total=4):
        seen.append(item)
        clock[0] += 0.6

    assert [0, 1, 2, 3] == seen
    assert (
        "\rreading [" + "#" * 15 + "." * 15 + "] 2/4"
        "\rreading [" + "#" * 22 + "." * 8 + "] 3/4"
        "\rreading [" + "#" * 30 + "] 4/4"
        "\r\x1b[K"
    ) == terminal.getvalue()


def test_it_is_not_drawn_for_every_row(terminal, clock):
    """
    A bar is drawn a few times a second, not a thousand times.
    """
    clock_steps = 0.01
    for _ in progress(range(300), READING, "en", total=300):
        clock[0] += clock_steps

    assert 5 < terminal.getvalue().count("reading") < 15


def test_where_the_end_is_not_known_rows_are_counted(terminal, clock):
    """
    A sheet does not say how many rows it has.
    """
    for _ in progress(range(1200), READING, "zh"):
        clock[0] += 0.001 if clock[0] < 101.1 else 0.3

    assert "\r读取中 1,200\r\x1b[K" == terminal.getvalue()[-len("\r读取中 1,200\r\x1b[K") :]


def test_the_bar_is_wiped_away_when_the_work_breaks_off(terminal, clock):
    """
    What is said next stands on a line of its own.
    """
    bar = progress(range(4), READING, "en", total=4)
    for _ in range(3):
        next(bar)
        clock[0] += 2
    bar.close()

    assert terminal.getvalue().endswith("\r\x1b[K")
