from visitcore.codec.limits import cannot_read
from visitcore.ground.errors import SheetError


def test_the_error_names_the_file_the_place_and_the_way_out():
    """
    One problem, with the file, where in it, what is wrong and what to do.
    """
    error = cannot_read("customers.csv", "holds too much", "split it", where="row 7")

    assert isinstance(error, SheetError)
    assert ["customers.csv: row 7: holds too much; split it"] == [str(problem) for problem in error.problems]
