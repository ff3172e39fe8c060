from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("visitcore_django", "0008_sealed_instant"),
    ]

    operations = [
        migrations.AlterField(
            model_name="mealrequest",
            name="special",
            field=models.BooleanField(blank=True, null=True, verbose_name="special case"),
        ),
    ]
