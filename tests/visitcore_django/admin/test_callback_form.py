from datetime import date

import pytest
import time_machine
from django.utils.translation import override
from visitcore_site.days import NOW

from visitcore_django.admin.callback_form import SHEET, CallBackForm, MatterForm, told
from visitcore_django.models import CallBack, CallbackMatter, Complaint


@pytest.fixture(autouse=True)
def _now(db):
    """
    It is 14 June 2024.
    """
    with time_machine.travel(NOW, tick=False):
        yield


class Form(MatterForm):
    """
    The form with the columns that the page gives it.
    """

    class Meta:
        """
        The columns.
        """

        model = CallbackMatter
        fields = ("case", "cause", "class_of", "reply_letter_only")


def test_causes_and_classes_are_those_of_the_policy(settings):
    """
    RCB-01.3 to RCB-01.6: five causes, three classes; a policy without call-backs leaves both to be written.
    """
    fields = Form().fields

    assert {"complaint", "repair_work", "community_event", "move_in", "emergency"} == {
        name for name, _words in fields["cause"].choices if name
    }
    assert ["", "general", "important", "major"] == [name for name, _words in fields["class_of"].choices]
    settings.VISITCORE = {"POLICY": "ABC"}
    assert not hasattr(Form().fields["cause"], "choices")


def test_a_word_on_record_stays():
    """
    A cause of an earlier policy is offered as long as it stands there.
    """
    row = CallbackMatter(pk=1, cause="birthday")

    assert "birthday" in [name for name, _words in Form(instance=row).fields["cause"].choices]


def test_the_sheet_leaves_out_what_has_a_column():
    """
    RCB-02.4a: how, whether settled and the next day are asked once.
    """
    names = set(SHEET.open(date(2024, 6, 14)).fields())

    assert {"content", "customer_signature", "discontent", "opinion"} < names
    assert not names & {"mode", "resolved", "next_at", "by"}


def test_the_cases_of_a_letter_are_shown_in_one_line():
    """
    A list is shown with commas, everything else as it is.
    """
    assert {"answers": "M1, M2", "content": "x"} == told({"answers": ["M1", "M2"], "content": "x"})
    assert {} == told(None)


def test_a_new_matter_is_not_answered_by_letter_unless_it_is_said():
    """
    The answer on a new form is no.
    """
    assert Form().fields["reply_letter_only"].initial is False
    assert not Form().fields["case"].required


@pytest.mark.parametrize(("lang", "to_begin_with"), [("en", ""), ("zh-hans", "general")])
def test_the_class_begins_with_what_the_complaint_is_called(lang, to_begin_with):
    """
    OMS-02.11 and RCB-01.3c: both say 一般 in Chinese; in English "ordinary" is none of the three classes.
    """

    class Sheet(CallBackForm):
        """
        The form of a matter that nobody has classed.
        """

        unclassed = CallbackMatter(complaint=Complaint(gravity="ordinary"))

        class Meta:
            """
            The columns.
            """

            model = CallBack
            fields = ("mode",)

    with override(lang):
        field = Sheet().fields["class_of"]

    assert ["", "general", "important", "major"] == [name for name, _words in field.choices]
    assert (to_begin_with, True) == (field.initial, field.required)
