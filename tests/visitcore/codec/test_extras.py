import pickle

from visitcore.codec.extras import MissingExtraError
from visitcore.ground.errors import VisitcoreError


def test_a_missing_package_is_named_with_the_command_that_brings_it():
    """
    One line says what was wanted, which package is missing and what to run.
    """
    error = MissingExtraError("reading .xlsx", "openpyxl")

    assert 'reading .xlsx needs the package openpyxl; run: pip install "visitcore[cli]"' == str(error)
    assert '读取 .xlsx 需要软件包 openpyxl；请运行：pip install "visitcore[cli]"' == error.in_("zh")


def test_the_error_is_ours_and_an_import_error_and_can_be_pickled():
    """
    A caller may catch it as either, also in another process.
    """
    error = pickle.loads(pickle.dumps(MissingExtraError("writing .ics", "icalendar")))

    assert isinstance(error, VisitcoreError)
    assert isinstance(error, ImportError)
    assert "icalendar" == error.package
