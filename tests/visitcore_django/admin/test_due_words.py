import pytest
from django.utils.translation import override

from visitcore import load_policy
from visitcore_django.admin.due_words import SIGNS, badge, clause, lacks, lacks_in_short, standing
from visitcore_django.models import Customer, DueStatus


def test_every_status_has_a_sign_of_its_own():
    """
    No colour is needed to tell them apart.
    """
    assert set(DueStatus) == set(SIGNS)
    assert len(DueStatus) == len(set(SIGNS.values()))


def test_a_badge_is_a_word_and_a_sign():
    """
    The sign is for the eye, the word is for everybody; markup in it is none.
    """
    said = badge("overdue", "<b>")

    assert '<span aria-hidden="true">✗</span>' in said
    assert "&lt;b&gt;" in said


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"due_status": "overdue"}, "overdue"),
        ({"due_status": ""}, "not looked at yet"),
        ({"due_status": "", "active": False}, "not active"),
    ],
)
def test_a_customer_without_a_status_says_why(told, words):
    """
    Who is not active is not followed up; who is new was not looked at yet.
    """
    assert words in standing(Customer(**told))


def test_a_clause_says_on_pointing_what_it_says():
    """
    ABC-03.2a stands in 三.2 of the standard, and the words come in the reader's language.
    """
    policy = load_policy("standard")

    with override("zh-hans"):
        assert "三.2: A类客户每月至少拜访1次" in clause("ABC-03.2a", policy)
    with override("en"):
        assert "visited at least once a month" in clause("ABC-03.2a", policy)


@pytest.mark.parametrize("rule", ["", "GONE-1"])
def test_a_clause_that_the_policy_does_not_know_is_only_named(rule):
    """
    A rule of an earlier policy keeps its number.
    """
    assert rule == clause(rule, load_policy("standard"))


@pytest.mark.parametrize(
    ("missing", "what", "todo"),
    [
        ("visits.cadence[grade = D]", "The policy knows no “D” as grade.", "customer's page"),
        ("visits.cadence", "The document gives no number (visits.cadence).", "company's own policy"),
        ("since", "since when", "customer since"),
        ("grade", "Not known: grade.", "Fill it in"),
    ],
)
def test_each_lack_says_what_to_do(missing, what, todo):
    """
    What is missing is named in words, with what to do about it.
    """
    (lack,) = lacks([missing, ""])

    assert what in lack.what
    assert todo in lack.todo


def test_what_is_not_known_is_told_in_one_sentence():
    """
    Three figures in a row, and what has a sentence of its own before them.
    """
    told = lacks_in_short(["grade", "visits.cadence", "category", ""])

    assert "The document gives no number (visits.cadence). Not known: grade, category." == told
    assert "" == lacks_in_short([""])


@pytest.mark.django_db
def test_no_cohort_is_no_figure_of_the_customer():
    """
    CGR-02.2 asks for sales, price and collection; what lacks is a customer that has them.
    """
    with override("zh-hans"):
        (lack,) = lacks(["cohort_sales"])

    assert "同组销售额" not in lack.what
    assert "年度销售额、价格、货款回收" in lack.todo


def test_a_figure_has_one_name():
    """
    What a sheet calls a figure, a page calls it too.
    """
    with override("zh-hans"):
        told = [lacks([name])[0].what for name in ("sales", "trend")]

    assert ["年度销售额", "发展趋向"] == [one.partition("：")[2].rstrip("。") for one in told]
