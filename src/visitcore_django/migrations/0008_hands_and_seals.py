from typing import Any

import django.utils.timezone
from django.conf import settings
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
        ("visitcore_django", "0007_report_writers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="decisionrecord",
            name="recorded_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="recorded at"),
        ),
        migrations.AddField(
            model_name="decisionrecord",
            name="earlier",
            field=models.JSONField(default=list, verbose_name="earlier policies"),
        ),
        migrations.AlterField(
            model_name="mealrequest",
            name="special",
            field=models.BooleanField(blank=True, null=True, verbose_name="special case"),
        ),
        migrations.AddField(
            model_name="visitplan",
            name="writers",
            field=models.ManyToManyField(
                editable=False, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="everybody who changed it"
            ),
        ),
        migrations.AddField(
            model_name="sweeprun",
            name="policy_hash",
            field=models.CharField(blank=True, editable=False, max_length=32, verbose_name="fingerprint"),
        ),
        migrations.AddField(
            model_name="deed",
            name="told",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.RemoveConstraint(
            model_name="visit",
            name="visitcore_vis_once",
        ),
        migrations.AddField(
            model_name="visit",
            name="handed_in_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="submitted at"),
        ),
        migrations.AddField(
            model_name="visit",
            name="alive",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(models.When(status="cancelled", then=None), default=1),
                output_field=models.SmallIntegerField(null=True),
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(
                fields=("customer", "owner", "start", "alive"),
                name="visitcore_vis_once",
                violation_error_message="This visit is recorded already.",
            ),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
