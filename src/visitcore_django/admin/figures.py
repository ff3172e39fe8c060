"""
The figures of all customers: a list to look things up in, and to bring a sheet to.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from visitcore_django.admin.base import ReadOnlyAdmin
from visitcore_django.models import CustomerFigure
from visitcore_django.sheets.figures import FigureSheet, figure_word


@admin.register(CustomerFigure)
class CustomerFigureAdmin(ReadOnlyAdmin):
    """
    Figures by customer, the latest of each first; one of them is added on the page of its customer.
    """

    sheet = FigureSheet
    list_display = ["customer", "figure", "value", "as_of", "recorded_at"]
    list_select_related = ["customer"]
    search_fields = ["customer__code", "customer__name", "name"]
    search_help_text = gettext_lazy("Code or name of a customer, or the name of a figure")
    show_facets = admin.ShowFacets.NEVER
    date_hierarchy = "as_of"
    fields = ["customer", "figure", "value", "as_of", "recorded_at"]
    readonly_fields = ["figure"]
    change_form_template = "visitcore/called.html"

    @admin.display(description=gettext_lazy("figure"), ordering="name")
    def figure(self, row: CustomerFigure) -> str:
        """
        What people call the figure.
        """
        return figure_word(row.name)

    def called(self, row: CustomerFigure) -> str:
        """
        The figure in words, and whose it is.
        """
        return f"{self.figure(row)} · {row.customer}"

    def get_sortable_by(self, request: HttpRequest) -> Any:
        """
        By customer, figure and day.
        """
        return ["customer", "figure", "as_of"]
