"""
Sheets brought as an office brings them: a look first, then the confirmation.
"""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook


@pytest.fixture
def bring(client, today):
    """
    Gives what the look at a workbook shows: ``bring(person, "excuse", headers, *rows)``.
    """

    def look(person, model, *rows):
        book, held = Workbook(), BytesIO()
        for row in rows:
            book.active.append(row)
        book.save(held)
        client.force_login(person)
        address = reverse(f"admin:visitcore_django_{model}_import")
        return client.post(address, {"sheet": SimpleUploadedFile("表.xlsx", held.getvalue())})

    return look


@pytest.fixture
def confirm(client):
    """
    Takes what a look has shown.
    """

    def take(seen):
        model = seen.context["opts"].model_name
        address = reverse(f"admin:visitcore_django_{model}_confirm_import")
        return client.post(address, {"held": seen.context["held"], "confirm": "1"})

    return take


@pytest.fixture
def take(bring, confirm):
    """
    Brings a sheet that has no fault, and confirms it.
    """

    def both(person, model, *rows):
        seen = bring(person, model, *rows)

        assert [] == seen.context["faults"]
        return seen, confirm(seen)

    return both
