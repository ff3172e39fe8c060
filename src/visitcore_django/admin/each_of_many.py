"""
A form about one or several customers, and what came of it for each.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import uuid4

from attrs import field, frozen
from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from visitcore_django import desk
from visitcore_django.admin.lines import in_lines
from visitcore_django.models import Customer


@frozen
class Done:
    """
    What came of it.

    Attributes:
        worked: The customers for whom it was done.
        made: What the desk made for each of them.
        failed: The others, each with the reason.
        noted: Customers for whom something is to be said besides, and what.
    """

    worked: list[Customer] = field(factory=list)
    made: list[Any] = field(factory=list)
    failed: list[tuple[Customer, str]] = field(factory=list)
    noted: list[tuple[Customer, str]] = field(factory=list)

    def try_for(self, customer: Customer, do: Callable[[], object]) -> bool:
        """
        Do it for one customer, and keep what came of it.
        """
        try:
            with transaction.atomic():
                made = do()
        except desk.DeskError as error:
            self.failed.append((customer, str(error)))
        else:
            self.worked.append(customer)
            self.made.append(made)
            return True
        return False


class AskForm(forms.Form):
    """
    A form about one or several customers.
    """

    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, person: Any, customers: Sequence[Customer] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.customers = person, customers
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
        worked: Says for how many it was done, and what comes next.
    """

    name: str
    form: type[AskForm]
    right: str
    title: Any
    label: Any
    worked: Callable[[Done], str]


def tell(request: HttpRequest, asking: Asking, done: Done) -> None:
    """
    Say what was done, and for whom it could not be done and why.
    """
    if done.worked:
        messages.success(request, asking.worked(done))
    if done.noted:
        messages.warning(request, in_lines(_("Asked for, but mind the days:"), done.noted))
    if done.failed:
        messages.warning(request, in_lines(_("Not done for these customers:"), done.failed))
