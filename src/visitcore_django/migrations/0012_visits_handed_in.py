from typing import Any

from django.db import migrations, models


def take_over(apps: Any, _schema_editor: Any) -> None:
    """
    Until now all visits of a plan counted as handed in with it.
    """
    visits = apps.get_model("visitcore_django", "Visit").objects.filter(plan__submitted_at__isnull=False)
    plans = apps.get_model("visitcore_django", "VisitPlan").objects.filter(pk=models.OuterRef("plan"))
    visits.update(handed_in_at=models.Subquery(plans.values("submitted_at")))


class Migration(migrations.Migration):
    dependencies = [
        ("visitcore_django", "0011_earlier_policies"),
    ]

    operations = [
        migrations.AddField(
            model_name="visit",
            name="handed_in_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="submitted at"),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
