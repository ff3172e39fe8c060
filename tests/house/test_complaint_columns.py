from pathlib import Path

import pytest

from visitcore.codec.columns import COLUMNS

PAGE = (Path(__file__).parents[2] / "docs" / "zh" / "complaints.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("column", COLUMNS["complaints"], ids=lambda column: column.name)
def test_every_column_of_complaints_stands_on_its_page_with_its_headers(column):
    """
    An office finds every header that is known, and the name to map others to.
    """
    (line,) = [line for line in PAGE.splitlines() if line.startswith("| ") and f"| `{column.name}` |" in line]

    assert set(line.split("|")[1].strip().split("、")) == {word for word in column.headers if not word.isascii()}
