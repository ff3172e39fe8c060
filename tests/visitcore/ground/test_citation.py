import pytest

from visitcore.ground.citation import Citation
from visitcore.ground.text import Text

DOCUMENT = Text("Hospitality meals", "客户招待用餐管理制度")


def test_citation_prints_pack_and_clause():
    """
    A reader finds the place by the pack's code and the clause as the document numbers it.
    """
    citation = Citation(pack="HM", document=DOCUMENT, clause="Art. 5(2)")

    assert "HM, Art. 5(2)" == str(citation)


def test_citation_is_built_by_name_only():
    """
    Three texts in a row would be mixed up, so each is named.
    """
    with pytest.raises(TypeError):
        Citation("HM", DOCUMENT, "Art. 5(2)")
