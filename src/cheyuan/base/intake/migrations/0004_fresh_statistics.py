"""After a large import the planner must know what it has before somebody opens a list; only the owner may tell it."""

from django.db import migrations

SQL = """
CREATE FUNCTION intake_fresh_statistics(p_tables text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE known text;
BEGIN
  FOR known IN SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname = any(p_tables) LOOP
    EXECUTE format('ANALYZE public.%I', known);
  END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_opinions")]
    operations = [migrations.RunSQL(SQL, "DROP FUNCTION intake_fresh_statistics")]
