import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

SOURCE = Path(__file__).parents[2] / "src" / "visitcore_django"
PO = Path("locale", "zh_Hans", "LC_MESSAGES", "django.po")
KEPT = polib.pofile(str(SOURCE / PO))


def key(entry):
    """
    What a message is found by.
    """
    return entry.msgctxt, entry.msgid


def words(entry):
    """
    The translation of a message, every plural form of it.
    """
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """
    Every message that stands in the plugin, as gettext finds it.
    """
    if not shutil.which("xgettext") or not shutil.which("msgmerge"):
        pytest.skip("not here: no gettext; install it to check that every word is translated")
    copy = tmp_path_factory.mktemp("words") / "visitcore_django"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("locale", "__pycache__"))
    (copy / PO.parent).mkdir(parents=True)
    command = [sys.executable, "-m", "django", "makemessages", "-l", "zh_Hans", "-v", "0"]
    alone = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=copy, check=True, capture_output=True, env=alone)
    return polib.pofile(str(copy / PO))


def test_every_message_is_translated(extracted):
    """
    Nothing on a screen, in a message or in an e-mail is left in English for a Chinese reader.
    """
    known = {key(entry) for entry in KEPT if all(words(entry))}

    assert [] == sorted(entry.msgid for entry in extracted if key(entry) not in known)


def test_no_translation_is_left_over(extracted):
    """
    What nobody says any more is not translated either.
    """
    said = {key(entry) for entry in extracted}

    assert [] == sorted(entry.msgid for entry in KEPT if key(entry) not in said)


def test_no_translation_is_a_guess():
    """
    No message is marked as fuzzy, and none is commented out.
    """
    assert [] == [entry.msgid for entry in KEPT if "fuzzy" in entry.flags or entry.obsolete]


def test_what_is_filled_in_is_filled_in_too():
    """
    A translation has the same places to fill as its message.
    """
    from re import findall

    holes = r"%\(\w+\)[sd]|%[sd]|\{\w*\}"
    wrong = [
        entry.msgid
        for entry in KEPT
        for told in words(entry)
        if told and set(findall(holes, told)) - set(findall(holes, entry.msgid + (entry.msgid_plural or "")))
    ]

    assert [] == wrong


def test_the_compiled_words_are_those_of_the_catalogue():
    """
    The file that Django reads holds every translation as it is written.
    """
    compiled = polib.mofile(str(SOURCE / PO.with_suffix(".mo")))

    assert {key(entry): words(entry) for entry in KEPT if all(words(entry))} == {
        key(entry): words(entry) for entry in compiled
    }
