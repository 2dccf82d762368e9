"""Receipts of erased files. Statements of consent and looks behind the mask stay; the words in them go with the file."""

import django.db.models.deletion
from django.db import migrations, models

from cheyuan.base.tenancy import rls

FORGET = """
CREATE FUNCTION customers_forget_words(p_store bigint, p_customer bigint) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH erased AS (
    SELECT id FROM public.customers_customer
    WHERE id = p_customer AND store_id = p_store AND erased_at IS NOT NULL
      AND p_store = any((select string_to_array(nullif(current_setting('app.stores', true), ''), ',')::int[])::int[])
  ), said AS (
    UPDATE public.customers_consent c SET proof = '' FROM erased
    WHERE c.store_id = p_store AND c.customer_id = erased.id AND c.proof <> '' RETURNING c.id
  ), looked AS (
    UPDATE public.customers_reveal r SET reason = '' FROM erased
    WHERE r.store_id = p_store AND r.customer_id = erased.id AND r.reason <> '' RETURNING r.id
  ) SELECT (SELECT count(*) FROM said) + (SELECT count(*) FROM looked)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0006_reveal_alerts"), ("tenancy", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("customer_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=80)),
                ("reason", models.CharField(max_length=20)),
                ("gone", models.JSONField(default=dict)),
                ("kept", models.JSONField(default=list)),
                (
                    "store",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tenancy.store"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("store", "customer_id"), name="erased_once")],
            },
        ),
        rls.store_rows("customers_erasure"),
        rls.append_only("customers_erasure"),
        migrations.RunSQL(FORGET, "DROP FUNCTION customers_forget_words"),
    ]
