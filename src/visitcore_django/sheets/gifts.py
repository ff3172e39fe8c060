"""
What came into the store of gifts, or left it, as a sheet.
"""

from typing import Any

from django.utils.translation import gettext_lazy

from visitcore_django.desk import move_stock
from visitcore_django.models import GiftItem, StockMovement
from visitcore_django.sheets.columns import Column
from visitcore_django.sheets.deeds import DeedSheet
from visitcore_django.sheets.widgets import DayWidget, WholeWidget
from visitcore_django.sheets.widgets_rows import PersonWidget, RowWidget


class StockSheet(DeedSheet):
    """
    Movements of the store; a gift that is not in the catalogue yet is entered there first.
    """

    rights = ("add_stockmovement",)

    item = Column(
        "item",
        gettext_lazy("gift code"),
        RowWidget(GiftItem),
        words=("礼品编号", "礼品编码", "礼品代码", "编号", "编码", "gift", "code"),
        needed=True,
    )
    name = Column("item__name", gettext_lazy("name"), readonly=True)
    on = Column(
        "on", gettext_lazy("day"), DayWidget(), words=("日期", "入库日期", "出入库日期", "date", "on"), needed=True
    )
    quantity = Column(
        "quantity",
        gettext_lazy("in (+) or out (−)"),
        WholeWidget(),
        words=("数量", "入库数量", "件数", "quantity", "pieces"),
        needed=True,
    )
    why = Column("why", gettext_lazy("why"), words=("说明", "备注", "事由", "原因", "reason", "note"))
    gift = Column("gift__customer__code", gettext_lazy("given to (customer code)"), readonly=True)
    by = Column("by", gettext_lazy("recorded by"), PersonWidget(), readonly=True)

    class Meta(DeedSheet.Meta):
        model = StockMovement
        fields = ["item", "name", "on", "quantity", "why", "gift", "by"]

    def is_known(self, instance: Any) -> bool:
        """
        Whether as many movements alike are there already, from a sheet or from the screen.
        """
        names = ("item", "on", "quantity")
        moved = StockMovement.objects.filter(**{name: getattr(instance, name) for name in names})
        return self.alike(moved, instance, "why") >= self.nth

    def may_happen_again(self, instance: Any) -> bool:
        """
        As many may come in twice a day; a word on each tells them apart.
        """
        return True

    def hand_in(self, instance: Any) -> StockMovement:
        """
        Bring them in, or take them out.
        """
        told = {"on": instance.on, "why": instance.why, "token": self.token}
        return move_stock(instance.item, instance.quantity, by=self.user, **told)
