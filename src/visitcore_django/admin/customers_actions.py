"""
What is done to selected customers: plan a visit, excuse, recompute; the first two ask before they do.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

from attrs import field, frozen
from django import forms
from django.contrib import messages
from django.contrib.admin import widgets
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from visitcore_django import desk
from visitcore_django.admin.persons import PersonField
from visitcore_django.models import Customer
from visitcore_django.people.colleagues import colleagues

AT_ONCE = 200
"""Customers that one form takes."""


@frozen
class Done:
    """
    What came of it.

    Attributes:
        worked: The customers for whom it was done.
        failed: The others, each with the reason.
    """

    worked: list[Customer] = field(factory=list)
    failed: list[tuple[Customer, str]] = field(factory=list)

    def try_for(self, customer: Customer, do: Callable[[], object]) -> bool:
        """
        Do it for one customer, and keep what came of it.
        """
        try:
            with transaction.atomic():
                do()
        except desk.DeskError as error:
            self.failed.append((customer, str(error)))
        else:
            self.worked.append(customer)
            return True
        return False


class AskForm(forms.Form):
    """
    A form about one or several customers.
    """

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["token"].initial = uuid4().hex

    def token_for(self, customer: Customer) -> str | None:
        """
        What makes the same form do nothing when it comes a second time.
        """
        token = self.cleaned_data.get("token")
        return f"{token}:{customer.pk}" if token else None

    def apply(self, customers: Iterable[Customer]) -> Done:
        """
        Do what the form says for each.
        """
        raise NotImplementedError


class PlanForm(AskForm):
    """
    Visits to plan.
    """

    start = forms.SplitDateTimeField(label=gettext_lazy("start"), widget=widgets.AdminSplitDateTime)
    minutes = forms.IntegerField(
        label=gettext_lazy("minutes for each"),
        min_value=5,
        max_value=24 * 60,
        initial=60,
        required=False,
        help_text=gettext_lazy("The visits of one person follow each other; leave it empty to give all the same time."),
    )
    visitor = PersonField(
        label=gettext_lazy("visitor"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("whoever looks after the customer"),
    )
    purpose = forms.CharField(label=gettext_lazy("purpose"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visitor"].queryset = colleagues(self.person)  # type: ignore[attr-defined]

    def apply(self, customers: Iterable[Customer]) -> Done:
        """
        Plan a visit to each; one that does not fit into the day any more is not planned.
        """
        told, done = self.cleaned_data, Done()
        length = timedelta(minutes=told["minutes"] or 0)
        free: dict[Any, Any] = {}
        for customer in customers:
            visitor = told["visitor"] or customer.owner or self.person
            start = free.get(visitor.pk, told["start"])
            if timezone.localdate(start + length) != timezone.localdate(told["start"]):
                done.failed.append((customer, _("The day is full; choose another day or less time for each.")))
                continue

            def plan(customer: Customer = customer, visitor: Any = visitor, start: Any = start) -> object:
                return desk.plan_visit(
                    customer,
                    by=self.person,
                    start=start,
                    end=start + length if length else None,
                    owner=visitor,
                    purpose=told["purpose"],
                    token=self.token_for(customer),
                )

            if done.try_for(customer, plan):
                free[visitor.pk] = start + length
        return done


class ExcuseForm(AskForm):
    """
    Days for which customers need not be visited.
    """

    first_day = forms.DateField(label=gettext_lazy("first day"), widget=widgets.AdminDateWidget)
    last_day = forms.DateField(label=gettext_lazy("last day"), widget=widgets.AdminDateWidget)
    reason = forms.CharField(label=gettext_lazy("reason"), max_length=500, widget=widgets.AdminTextareaWidget)

    def clean(self) -> dict[str, Any]:
        """
        The days in order.
        """
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if "first_day" in told and "last_day" in told and told["last_day"] < told["first_day"]:
            self.add_error("last_day", _("The last day lies before the first; give them in order."))
        return told

    def apply(self, customers: Iterable[Customer]) -> Done:
        """
        Ask for an excuse for each.
        """
        done = Done()
        days = {name: self.cleaned_data[name] for name in ("first_day", "last_day", "reason")}
        for customer in customers:

            def ask(customer: Customer = customer) -> object:
                return desk.request_excuse(customer, by=self.person, token=self.token_for(customer), **days)

            done.try_for(customer, ask)
        return done


@frozen(kw_only=True)
class Asking:
    """
    One thing that is asked about before it is done.

    Attributes:
        name: Name of the action.
        form: Its form.
        right: The right needed.
        title: What stands above the form.
        label: What stands on its button.
        worked: Says for how many it was done.
    """

    name: str
    form: type[AskForm]
    right: str
    title: Any
    label: Any
    worked: Callable[[int], str]


def _planned(count: int) -> str:
    return ngettext("%(count)d visit is planned.", "%(count)d visits are planned.", count) % {"count": count}


def _excused(count: int) -> str:
    said = ngettext(
        "%(count)d excuse is asked for; it counts once somebody else has approved it.",
        "%(count)d excuses are asked for; they count once somebody else has approved them.",
        count,
    )
    return said % {"count": count}


PLAN = Asking(
    name="plan_visits",
    form=PlanForm,
    right="add_visit",
    title=gettext_lazy("Plan visits"),
    label=gettext_lazy("Plan"),
    worked=_planned,
)
EXCUSE = Asking(
    name="excuse",
    form=ExcuseForm,
    right="add_excuse",
    title=gettext_lazy("Excuse visits"),
    label=gettext_lazy("Ask for it"),
    worked=_excused,
)


def tell(request: HttpRequest, asking: Asking, done: Done) -> None:
    """
    Say what was done, and for whom it could not be done and why.
    """
    if done.worked:
        messages.success(request, asking.worked(len(done.worked)))
    if done.failed:
        messages.warning(request, _told(done.failed))


def _told(failed: Sequence[tuple[Customer, str]]) -> SafeString:
    lines = format_html_join("", "<li>{}: {}</li>", failed)
    return format_html("{}<ul>{}</ul>", _("Not done for these customers:"), lines)
