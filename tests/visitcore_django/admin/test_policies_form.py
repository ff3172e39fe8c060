from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from visitcore_site.days import TODAY

from visitcore.ground.problem import Problem
from visitcore.ground.text import Text
from visitcore_django.admin.policies_form import LARGEST, PolicyForm, file_hash, in_html
from visitcore_django.models import PolicyVersion

SOUND = 'extends = ["standard"]\n'
YESTERDAY = date(2024, 6, 13)
BROKEN = 'extends = ["ABCD"]\nonyl = 1\n'


pytestmark = pytest.mark.usefixtures("today")


def form(toml="", file=None, name="own", since=TODAY, note="", instance=None):
    """
    The form as it comes from a browser.
    """
    files = {} if file is None else {"file": SimpleUploadedFile("company.toml", file)}
    told = {"name": name, "in_force_from": since.isoformat(), "note": note, "toml": toml}
    return PolicyForm(told, files, instance=instance, initial=None if instance is None else {"toml": instance.toml})


@pytest.mark.parametrize(
    "told",
    [
        {"toml": SOUND},
        {"toml": SOUND.replace("\n", "\r\n")},
        {"file": SOUND.encode()},
        {"file": SOUND.encode("utf-8-sig")},
    ],
)
def test_a_file_or_a_pasted_text_is_taken(db, told):
    """
    UTF-8 with and without its mark, and a box that sends other ends of line: the content is the same.
    """
    held = form(**told)

    assert held.is_valid(), held.errors
    assert SOUND == held.cleaned_data["toml"]


def test_every_problem_is_shown_on_the_field_at_once(db):
    """
    Two faults and how many there are, each with where, what and how to mend it.
    """
    told = form(BROKEN).errors["toml"]

    assert 3 == len(told)
    assert "2 problems; nothing was saved." == told[0]
    assert any("extends[0]" in one and "did you mean &#x27;ABC&#x27;?" in one for one in told)
    assert any("onyl" in one and "did you mean &#x27;only&#x27;?" in one for one in told)


def test_problems_are_told_in_chinese(db):
    """
    The reader's language.
    """
    with override("zh-hans"):
        told = " ".join(form(BROKEN).errors["toml"])

    assert "没有制度包“ABCD”" in told
    assert "是否指“ABC”？" in told


def test_a_fault_of_syntax_shows_its_line(db):
    """
    The line that is named is shown, as text and never as markup.
    """
    [_count, told] = form('extends = ["standard"]\nname = <b>x</b>\n').errors["toml"]

    assert "line 2, column 8" in told
    assert "name = &lt;b&gt;x&lt;/b&gt;" in told


def test_the_content_of_a_faulty_file_stands_in_the_box(db):
    """
    It can be mended there, without the file.
    """
    held = form(file=BROKEN.encode())

    assert not held.is_valid()
    assert BROKEN == held["toml"].value()


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (f'name = "inside"\n{BROKEN}', "inside"),
        (BROKEN, "company"),
        ("name = = 2\n", ""),
        (f"name = 7\n{SOUND}", "company"),
    ],
)
def test_a_faulty_file_keeps_its_own_name(db, content, shown):
    """
    The name in it, as the hint says, and what the file is called where it has none; else the box stays as it was.
    """
    held = form(file=content.encode(), name="")

    assert not held.is_valid()
    assert shown == held["name"].value()


def test_another_encoding_is_told(db):
    """
    A file saved as GB18030.
    """
    told = form(file='name = "制度"'.encode("gb18030")).errors["file"]

    assert ["The file is not in UTF-8 (byte 8). Save it as UTF-8 in your editor and choose it again."] == told


def test_a_file_that_is_too_large_is_not_read(db):
    """
    One byte over the limit is refused, a file at it is read.
    """
    padding = b"#" * (LARGEST - len(SOUND) - 1) + b"\n"

    assert form(file=SOUND.encode() + padding).is_valid()
    assert "file" in form(file=SOUND.encode() + padding + b"\n").errors
    assert "1 MB" in form(SOUND + padding.decode() + "\n#").errors["toml"][0]


def test_nothing_at_all_is_told(db):
    """
    Neither a file nor a text.
    """
    assert ["Choose a file, or paste its content here."] == form("  ").errors["toml"]


def test_a_file_and_another_text_are_one_too_many(office):
    """
    It must be clear which counts; the text that was there already is no other text.
    """
    held = PolicyVersion(name="own", toml=SOUND, in_force_from=TODAY, author=office.manager)

    assert "file" in form(SOUND + "# more", file=SOUND.encode()).errors
    assert form(SOUND, file=SOUND.encode(), instance=held).is_valid()


@pytest.mark.parametrize(
    ("toml", "file", "name"),
    [(f'name = "inside"\n{SOUND}', None, "inside"), ("", SOUND.encode(), "company"), (SOUND, None, "2024-06-14")],
)
def test_a_name_left_empty_comes_from_the_file(db, toml, file, name):
    """
    The name inside, else that of the file, else the day.
    """
    held = form(toml, file=file, name="")

    assert held.is_valid(), held.errors
    assert name == held.cleaned_data["name"]


@pytest.mark.parametrize(
    ("since", "note", "sound"), [(YESTERDAY, "", False), (YESTERDAY, "late", True), (TODAY, "", True)]
)
def test_a_past_day_says_why(db, since, note, sound):
    """
    Yesterday needs a word, today does not.
    """
    held = form(SOUND, since=since, note=note)

    assert sound is held.is_valid()
    assert sound is ("note" not in held.errors)


def test_a_problem_is_text_and_never_markup(db):
    """
    Whatever stands in the file.
    """
    told = in_html(Problem("<i>", Text("<script>", "<script>"), Text("<b>", "<b>"), sample="<u>"))

    assert "<script>" not in told
    assert not {"<i>", "<b>", "<u>"} & set(told.split())


@pytest.mark.parametrize("begin", [b"PK\x03\x04\xff", b"\xd0\xcf\x11\xe0\xa1"])
def test_an_excel_file_is_called_one(db, begin):
    """
    Nobody is told to save it in another encoding.
    """
    (told,) = form(file=begin).errors["file"]

    assert told.startswith("This is an Excel file. A policy is a TOML file")


def test_a_fault_is_placed_by_the_key_the_row_and_the_line(office):
    """
    And not in the notation of programs.
    """
    file = '[[parameter]]\nkey = "visits.cadence"\n[[parameter.history]]\nterm = { days = -2 }\n'
    told = in_html(Problem("parameter[0].history[0].term.days", "is negative"), file)

    assert "<code>parameter “visits.cadence”, term.days, line 3</code> is negative" in told


def test_the_fingerprint_of_a_file_is_called_so(office):
    """
    Another one, of the file with its packs, stands beside the values.
    """
    version = PolicyVersion(hash="abc")

    assert ("abc", "fingerprint of the file") == (file_hash(version), str(file_hash.short_description))
