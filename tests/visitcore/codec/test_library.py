import pytest

from visitcore.codec.library import (
    DEFAULTS,
    composition_files,
    library_pack,
    library_packs,
    pack_files,
    packs_that_speak_to,
)
from visitcore.codec.policy import load_policy
from visitcore.ground.errors import UnknownNameError
from visitcore.policy.audit import audit_pack
from visitcore.rules.catalogue import is_read


@pytest.mark.parametrize("code", [*pack_files(), DEFAULTS])
def test_every_pack_is_sound(code):
    """
    Each pack goes by the code of its file, cites every rule, is read by some decision, and has no hole.
    """
    pack = library_pack(code)

    assert code == pack.code
    assert () == audit_pack(pack, is_read)


@pytest.mark.parametrize("name", composition_files())
def test_every_composition_is_a_policy(name):
    """
    A ready-made composition loads under its own name, without a conflict.
    """
    assert name == load_policy(name).name


def test_no_two_packs_share_a_rule():
    """
    A rule's id names one rule of one document, for ever.
    """
    ids = [id_ for pack in (*library_packs(), library_pack(DEFAULTS)) for id_ in pack.rules]

    assert len(ids) == len(set(ids))


def test_packs_are_told_in_order():
    """
    By their codes; the defaults of the house are no pack to be extended.
    """
    codes = [pack.code for pack in library_packs()]

    assert sorted(codes) == codes == list(pack_files())
    assert DEFAULTS not in codes


def test_a_pack_is_read_once():
    """
    Asking twice gives the same pack.
    """
    assert library_pack("DST") is library_pack("DST")


def test_an_unknown_pack_comes_with_the_one_meant():
    """
    A slip of the pen in a code is told with the nearest code.
    """
    with pytest.raises(UnknownNameError, match=r"there is no pack 'DTS'; did you mean 'DST'\?"):
        library_pack("DTS")


def test_the_packs_that_speak_to_a_key():
    """
    Every pack with the key, and no other.
    """
    speakers = packs_that_speak_to("visits.cadence")

    assert {"ABC", "DST"} <= set(speakers)
    assert "KAT" not in speakers
    assert () == packs_that_speak_to("visits.cadense")
