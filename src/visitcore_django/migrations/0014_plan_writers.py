from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("visitcore_django", "0013_sweep_policies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="visitplan",
            name="writers",
            field=models.ManyToManyField(
                editable=False, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="everybody who changed it"
            ),
        ),
    ]
