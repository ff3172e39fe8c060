from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("visitcore_django", "0009_special_unsaid"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="visit",
            name="visitcore_vis_once",
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
    ]
