"""
Lists whose rows have something laid beside them that is looked up for many at once.
"""

from collections.abc import Collection
from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest


class LaidList(ChangeList):
    """
    The rows of one page, with what is laid beside each; a sheet of the list has it too.
    """

    def get_results(self, request: HttpRequest) -> None:
        """
        Read the page; what is laid beside its rows is looked up at once.
        """
        super().get_results(request)
        self.result_list = list(self.result_list)
        self.lay_beside(self.result_list)

    def lay_beside(self, rows: Collection[Any]) -> None:
        """
        Lay something beside some rows; each list says what.
        """
        raise NotImplementedError
