from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("visitcore_django", "0014_plan_writers"),
    ]

    operations = [
        migrations.AddField(
            model_name="deed",
            name="told",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
