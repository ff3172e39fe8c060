import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visitcore_django", "0007_report_writers")]

    operations = [
        migrations.AlterField(
            model_name="decisionrecord",
            name="recorded_at",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="recorded at"),
        ),
    ]
