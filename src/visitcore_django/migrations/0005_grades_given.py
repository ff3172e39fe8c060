from typing import Any

from django.db import migrations, models


def note_given(apps: Any, _editor: Any) -> None:
    """
    Grades that a round gave are given here, and so are those of customers that no host tells of.
    """
    customers = apps.get_model("visitcore_django", "Customer")._base_manager.exclude(grade="")
    assessments = apps.get_model("visitcore_django", "GradeAssessment")._base_manager
    graded = assessments.filter(state__in=["confirmed", "overridden"]).values("customer")
    customers.filter(models.Q(pk__in=graded) | models.Q(source_key=None)).update(grade_given=True)


class Migration(migrations.Migration):
    dependencies = [
        ("visitcore_django", "0004_writers"),
    ]

    operations = [
        migrations.AddField(
            model_name="customer",
            name="grade_given",
            field=models.BooleanField(default=False, editable=False, verbose_name="grade given here"),
        ),
        migrations.RunPython(note_given, migrations.RunPython.noop),
    ]
