from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("visitcore_django", "0005_grades_given"),
    ]

    operations = [
        migrations.AddField(
            model_name="gift",
            name="on_the_spot",
            field=models.BooleanField(default=False, editable=False, verbose_name="decided on the spot"),
        ),
        migrations.AddField(
            model_name="gift",
            name="slip",
            field=models.CharField(
                blank=True, editable=False, max_length=64, verbose_name="number of the drawing slip"
            ),
        ),
        migrations.AlterField(
            model_name="gift",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("requested", "waiting for approval"),
                    ("returned", "returned"),
                    ("refused", "refused by the rules"),
                    ("approved", "approved, still to be drawn"),
                    ("given", "given"),
                    ("cancelled", "cancelled"),
                    ("taken_back", "taken back into the store"),
                ],
                default="draft",
                editable=False,
                max_length=16,
                verbose_name="state",
            ),
        ),
    ]
