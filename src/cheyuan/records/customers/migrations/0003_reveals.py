"""Looks behind masks are counted per person, whatever the store they were made in; the count is all that is told."""

from django.db import migrations

SQL = """
CREATE FUNCTION customers_reveals_since(p_account bigint, p_since timestamptz) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT count(*) FROM public.customers_reveal r WHERE r.account_id = p_account AND r.at >= p_since
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0002_scope")]
    operations = [migrations.RunSQL(SQL, "DROP FUNCTION customers_reveals_since")]
