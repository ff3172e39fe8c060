"""
The page between a round and its close with grades taken: how many would lose theirs, and how they can keep them.
"""

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from visitcore_django import desk
from visitcore_django.admin.buttons import Panel
from visitcore_django.admin.enter import EnterForm, Entering
from visitcore_django.admin.grades_filters import MOVES
from visitcore_django.desk.grading import RIGHT
from visitcore_django.desk.grading_terms import NAMED, left_out, unrated_by
from visitcore_django.models import GradingRound
from visitcore_django.people.scope import visible


class UnrateForm(EnterForm):
    """
    Nothing but the button: what it does stands above.
    """

    def apply(self, person: Any) -> str:
        """
        Close the round with the grades taken.
        """
        desk.close_round(self.row, by=person, unrate_left_out=True)
        return _("The round is closed; who was left out of it has no grade any more.")


def may_grade(person: Any) -> bool:
    """
    Whether somebody grades, and so closes rounds.
    """
    return bool(person.has_perm(f"visitcore_django.{RIGHT}"))


def may_unrate(person: Any, held: GradingRound) -> bool:
    """
    Whether somebody closes a round with grades taken: it is open and has begun, and the policy has such a rule.

    A round in which no grade was worked out yet leaves out nobody: it has not begun.
    """
    stands = held.state == GradingRound.State.OPEN and held.assessments.exists()
    return stands and may_grade(person) and bool(unrated_by(held))


UNRATE = Entering(
    name="unrate",
    label=gettext_lazy("Close, and unrate who was left out"),
    form=UnrateForm,
    may=may_unrate,
)


def who_loses(held: GradingRound, person: Any) -> str:
    """
    How many of those whom a person sees would lose their grade, who they are, and how they can keep it.
    """
    rows = visible(left_out(held), person)
    count = rows.count()
    untold = held.assessments.filter(MOVES["undetermined"][1], customer__in=rows.values("pk")).count()
    first = [str(customer) for customer in rows[:NAMED]]
    told = {"count": count, "untold": untold, "first": first, "more": count - len(first), "rule": unrated_by(held)}
    return render_to_string("visitcore/grading_unrate.html", told)


def left_out_panel(held: GradingRound, person: Any) -> list[Panel]:
    """
    The way to that page, apart from the buttons of every day; nothing where nobody would lose a grade.
    """
    if not may_unrate(person, held):
        return []
    count = visible(left_out(held), person).count()
    if not count:
        return []
    said = ngettext(
        "Nothing is decided in this round on %(count)d customer with a grade.",
        "Nothing is decided in this round on %(count)d customers with a grade.",
        count,
    )
    way = reverse("admin:visitcore_django_gradinground_enter", args=[held.pk, UNRATE.name])
    told = {"said": said % {"count": count}, "url": way, "label": UNRATE.label}
    return [Panel(_("Left out of this round"), render_to_string("visitcore/grading_left_out.html", told))]
