"""
The form of a gift: its choices come from the policy that runs.
"""

from typing import Any

from django import forms
from django.utils import timezone

from visitcore.blocks.checklist import Checklist
from visitcore.blocks.permission import Permission
from visitcore.rules.gifts import ARRANGERS, CRITERIA
from visitcore_django.admin.base import VersionedForm
from visitcore_django.admin.wording import named
from visitcore_django.desk.wording import say
from visitcore_django.models import Gift
from visitcore_django.policies import running

CHECKED, DRAWN = ("arranged_by", "ticked", "important", "reported"), ("in_promotion",)
"""What only some policies ask about."""


class GiftForm(VersionedForm):
    """
    A gift, with the words of the policy to choose from.
    """

    class Meta:
        model = Gift
        fields = ("customer", "item", "quantity", "on", "reason", *CHECKED, *DRAWN)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        book = running(timezone.localdate()).policy.on(timezone.localdate())
        arrangers, criteria = book.find(ARRANGERS), book.find(CRITERIA)
        if "arranged_by" in self.fields and arrangers is not None and isinstance(arrangers.value, Permission):
            roles = dict.fromkeys((*arrangers.value.roles, "salesperson", *filter(None, [self.instance.arranged_by])))
            self._offer("arranged_by", forms.ChoiceField, [("", "---------"), *((one, named(one)) for one in roles)])
        if "ticked" in self.fields and criteria is not None and isinstance(criteria.value, Checklist):
            items = [(one.name, say(one.label) if one.label else named(one.name)) for one in criteria.value.items]
            self._offer("ticked", forms.MultipleChoiceField, items, widget=forms.CheckboxSelectMultiple)

    def _offer(self, name: str, kind: Any, choices: list[tuple[str, str]], **more: Any) -> None:
        self.fields[name] = kind(label=self.fields[name].label, choices=choices, required=False, **more)
