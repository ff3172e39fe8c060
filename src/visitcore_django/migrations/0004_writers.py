import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("visitcore_django", "0003_signatures"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="excuse",
            name="writers",
            field=models.ManyToManyField(
                editable=False, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="everybody who changed it"
            ),
        ),
        migrations.AddField(
            model_name="gift",
            name="writers",
            field=models.ManyToManyField(
                editable=False, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="everybody who changed it"
            ),
        ),
        migrations.AddField(
            model_name="ledgerentry",
            name="on_behalf_of",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="on behalf of",
            ),
        ),
        migrations.AddField(
            model_name="mealrequest",
            name="writers",
            field=models.ManyToManyField(
                editable=False, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="everybody who changed it"
            ),
        ),
        migrations.AddField(
            model_name="mealsettlement",
            name="writers",
            field=models.ManyToManyField(
                editable=False, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="everybody who changed it"
            ),
        ),
        migrations.AddField(
            model_name="shipmentrequest",
            name="writers",
            field=models.ManyToManyField(
                editable=False, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="everybody who changed it"
            ),
        ),
    ]
