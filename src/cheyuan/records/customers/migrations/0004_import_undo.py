"""Consent rows are only added. The one exception: those that an import declared, while that import is being taken back."""

from django.db import migrations

SQL = """
CREATE FUNCTION customers_take_back_consent(p_store bigint, p_batch bigint) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH gone AS (
    DELETE FROM public.customers_consent c USING public.intake_batch b
    WHERE b.id = p_batch AND b.store_id = p_store AND b.state = 'done' AND c.store_id = p_store AND c.source = 'import'
      AND c.at = b.committed_at
      AND p_store = any((select string_to_array(nullif(current_setting('app.stores', true), ''), ',')::int[])::int[])
    RETURNING c.id
  ) SELECT count(*) FROM gone
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0003_reveals"), ("intake", "0003_opinions")]
    operations = [migrations.RunSQL(SQL, "DROP FUNCTION customers_take_back_consent")]
