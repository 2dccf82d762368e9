import django.db.models.deletion
from django.db import migrations, models
from django.db.migrations import RunSQL

from cheyuan.base.tenancy import rls

TEST = f"store_id = any({rls.STORES})"


class Migration(migrations.Migration):
    dependencies = [("care", "0003_claimed_by"), ("tenancy", "0001_initial"), ("vehicles", "0001_initial")]
    operations = [
        migrations.DeleteModel(name="RuleVersion"),
        migrations.DeleteModel(name="Rule"),
        migrations.CreateModel(
            name="OwnRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(db_collation="C", max_length=8)),
                ("for_store", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT,
                                                related_name="+", to="tenancy.store")),
                ("group", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+",
                                            to="tenancy.group")),
            ],
            options={
                "ordering": ["code"],
                "constraints": [models.UniqueConstraint(fields=["group", "code"], name="own_rule_once")],
            },
        ),
        migrations.CreateModel(
            name="OwnRuleVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("values", models.JSONField(default=dict)),
                ("valid_from", models.DateField()),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
                ("group", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+",
                                            to="tenancy.group")),
                ("rule", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="versions",
                                           to="care.ownrule")),
            ],
            options={"indexes": [models.Index(fields=["group", "rule", "valid_from"], name="own_rule_by_day")]},
        ),
        migrations.CreateModel(
            name="Due",
            fields=[
                ("vehicle", models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING,
                                                 primary_key=True, related_name="+", serialize=False,
                                                 to="vehicles.vehicle")),
                ("store", models.ForeignKey(db_constraint=False, db_index=False, related_name="+", to="tenancy.store",
                                            on_delete=django.db.models.deletion.PROTECT)),
                ("customer_id", models.BigIntegerField(null=True)),
                ("cared", models.BooleanField()),
                ("service_due_on", models.DateField(null=True)),
                ("service_by", models.CharField(max_length=4, null=True)),
                ("target_km", models.BigIntegerField(null=True)),
                ("warranty_ends_on", models.DateField(null=True)),
                ("inspection_due_on", models.DateField(null=True)),
                ("insurance_ends_on", models.DateField(null=True)),
                ("last_service_on", models.DateField(null=True)),
                ("last_service_km", models.BigIntegerField(null=True)),
                ("latest_on", models.DateField(null=True)),
                ("latest_km", models.BigIntegerField(null=True)),
                ("pace_km", models.BigIntegerField(null=True)),
                ("pace_days", models.BigIntegerField(null=True)),
                ("pace_known", models.BooleanField(null=True)),
                ("as_of", models.DateField()),
            ],
        ),
        migrations.AddField(model_name="planrun", name="reasons", field=models.JSONField(default=dict)),
        migrations.AddField(model_name="planrun", name="milliseconds", field=models.PositiveIntegerField(default=0)),
        rls.group_rows("care_ownrule", "care_ownruleversion"),
        RunSQL(
            f"ALTER TABLE care_due ENABLE ROW LEVEL SECURITY;"
            f"CREATE POLICY scope ON care_due USING ({TEST}) WITH CHECK ({TEST});",
            "DROP POLICY scope ON care_due; ALTER TABLE care_due DISABLE ROW LEVEL SECURITY;",
        ),
    ]
