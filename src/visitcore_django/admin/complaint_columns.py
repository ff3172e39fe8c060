"""
What the list and the page of complaints say of each, in words.
"""

from django.contrib import admin
from django.db.models import F
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from visitcore_django.admin.base import ScopedAdmin
from visitcore_django.admin.complaint_words import due_lines, roles_named, state_in_words, two_lines
from visitcore_django.admin.due_words import badge
from visitcore_django.admin.wording import named, named_all
from visitcore_django.models import Complaint
from visitcore_django.models.naming import person_name


class ComplaintColumns(ScopedAdmin):
    """
    The columns of the list, and what the page only shows.
    """

    class Media:
        css = {"all": ["visitcore/visitcore.css"]}

    @admin.display(description=gettext_lazy("complaint"), ordering="number")
    def what(self, row: Complaint) -> SafeString:
        """
        What it is about, and its number.
        """
        return two_lines(row.problem, row.number)

    @admin.display(description=gettext_lazy("customer"), ordering="customer__code")
    def whose(self, row: Complaint) -> str:
        """
        Who complains.
        """
        return str(row.customer) if row.customer is not None else row.complainant or _("no name left")

    @admin.display(description=gettext_lazy("gravity"), ordering="gravity")
    def class_told(self, row: Complaint) -> str:
        """
        How grave it is.
        """
        return named(row.gravity) if row.gravity else _("not classed yet")

    @admin.display(description=gettext_lazy("state, and whose turn it is"))
    def stands(self, row: Complaint) -> SafeString:
        """
        Where it stands, and the roles that take the next step.
        """
        turn = row.state and row.closed_at is None
        state = badge("due" if row.closed_at is None else "met", state_in_words(row))
        return two_lines(state, roles_named(row.next_by) if turn else "")

    @admin.display(description=gettext_lazy("next due"), ordering=F("next_due").asc(nulls_last=True))
    def due(self, row: Complaint) -> SafeString | str:
        """
        By when something is due, and how much time is left; a late one says so in a word.
        """
        if row.next_due is None or row.closed_at is not None:
            return "–"
        return due_lines(row.next_due, timezone.now())

    @admin.display(description=gettext_lazy("received by"))
    def received_by(self, row: Complaint) -> str:
        """
        Who took it in.
        """
        return person_name(row.receptionist) or "–"

    @admin.display(description=gettext_lazy("handled by"), ordering="handler")
    def handled_by(self, row: Complaint) -> str:
        """
        Who handles it.
        """
        return person_name(row.handler) or "–"

    @admin.display(description=gettext_lazy("how it came"))
    def channel_told(self, row: Complaint) -> str:
        """
        How it came, for those who only read.
        """
        return named(row.channel) or "–"

    @admin.display(description=gettext_lazy("what is wanted"))
    def demand_told(self, row: Complaint) -> str:
        """
        What the customer wants, for those who only read.
        """
        return named(row.demand) or "–"

    @admin.display(description=gettext_lazy("part of the business"))
    def area_told(self, row: Complaint) -> str:
        """
        The part of the business, for those who only read.
        """
        return named(row.area) or "–"

    @admin.display(description=gettext_lazy("gravity as judged by a person"))
    def judged_told(self, row: Complaint) -> str:
        """
        How a person has judged it, for those who only read.
        """
        return named(row.judged) or "–"

    @admin.display(description=gettext_lazy("signs of a major complaint"))
    def signs(self, row: Complaint) -> str:
        """
        The signs that are there, for those who only read.
        """
        return named_all(",".join(name for name, there in row.flags.items() if there)) or "–"

    @admin.display(description=gettext_lazy("every sign has been looked at"), boolean=True)
    def signs_known(self, row: Complaint) -> bool:
        """
        Whether no sign is left open.
        """
        return bool(row.flags) and None not in row.flags.values()

    @admin.display(description=gettext_lazy("persons it is about"))
    def persons(self, row: Complaint) -> str:
        """
        The persons whom the customer complains of.
        """
        return ", ".join(row.about) or "–"
