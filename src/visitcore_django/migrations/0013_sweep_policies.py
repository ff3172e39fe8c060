from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("visitcore_django", "0012_visits_handed_in"),
    ]

    operations = [
        migrations.AddField(
            model_name="sweeprun",
            name="policy_hash",
            field=models.CharField(blank=True, editable=False, max_length=32, verbose_name="fingerprint"),
        ),
    ]
