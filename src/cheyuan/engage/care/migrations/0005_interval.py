import django.db.models.deletion
from django.db import migrations, models

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("care", "0004_own_rules_dues"), ("tenancy", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Interval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("brand", models.CharField(blank=True, max_length=40)),
                ("model", models.CharField(blank=True, max_length=60)),
                ("energy", models.CharField(blank=True, max_length=8)),
                ("first_months", models.PositiveIntegerField()),
                ("first_km", models.PositiveIntegerField()),
                ("months", models.PositiveIntegerField()),
                ("km", models.PositiveIntegerField()),
                ("removed", models.BooleanField(default=False)),
                ("valid_from", models.DateField()),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                (
                    "store",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.store"
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["store", "valid_from", "id"], name="interval_by_day")]},
        ),
        rls.store_rows("care_interval"),
        rls.append_only("care_interval"),
    ]
