from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visitcore_django", "0010_cancelled_visits")]

    operations = [
        migrations.AddField(
            model_name="decisionrecord",
            name="earlier",
            field=models.JSONField(default=list, verbose_name="earlier policies"),
        ),
    ]
