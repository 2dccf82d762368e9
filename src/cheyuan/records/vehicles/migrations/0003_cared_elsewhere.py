"""Within a group one store cares for a car; an import may ask whether another store does, and learns nothing else."""

from django.db import migrations

SQL = """
CREATE FUNCTION vehicles_cared_elsewhere(p_vins text[]) RETURNS TABLE (vin varchar)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT v.vin FROM public.vehicles_vehicle v
  WHERE v.vin = any(p_vins) AND v.cares
    AND v.group_id = nullif(current_setting('app.group', true), '')::int
    AND v.store_id <> all((select string_to_array(nullif(current_setting('app.stores', true), ''), ',')::int[])::int[])
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("vehicles", "0002_scope")]
    operations = [migrations.RunSQL(SQL, "DROP FUNCTION vehicles_cared_elsewhere")]
