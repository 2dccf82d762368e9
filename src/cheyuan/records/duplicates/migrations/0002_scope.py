"""The walls, and the three things that the application may not do by itself: repoint rows that are only added, take back
what a merge said, and learn that a sister store knows the same phone."""

from django.db import migrations

from cheyuan.base.tenancy import rls

STORES = "(select string_to_array(nullif(current_setting('app.stores', true), ''), ',')::int[])::int[]"

REPOINT = f"""
CREATE FUNCTION duplicates_repoint(p_merge bigint, p_table text, p_column text, p_ids bigint[]) RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  m public.duplicates_merge;
  found bigint[];
BEGIN
  SELECT * INTO m FROM public.duplicates_merge
  WHERE id = p_merge AND undone_at IS NULL AND NOT final AND store_id = any({STORES});
  IF m.id IS NULL OR NOT EXISTS (
    SELECT FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = any(f.conkey)
    WHERE f.contype = 'f' AND f.confrelid = 'public.customers_customer'::regclass AND n.nspname = 'public'
      AND c.relname = p_table AND a.attname = p_column AND p_column <> 'store_id'
  ) THEN
    RAISE EXCEPTION 'nothing to repoint here';
  END IF;
  EXECUTE format(
    'WITH m AS (UPDATE public.%I SET %I = $1 WHERE store_id = $2 AND %I = $3 AND ($4 IS NULL OR id = any($4)) RETURNING id)'
    ' SELECT array_agg(id ORDER BY id) FROM m', p_table, p_column, p_column
  ) INTO found USING
    CASE WHEN p_ids IS NULL THEN m.into_id ELSE m.gone_id END, m.store_id,
    CASE WHEN p_ids IS NULL THEN m.gone_id ELSE m.into_id END, p_ids;
  RETURN found;
END $$;
"""  # noqa: S608 - our own words
UNSAY = f"""
CREATE FUNCTION duplicates_unsay(p_merge bigint) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH gone AS (
    DELETE FROM public.customers_consent c USING public.duplicates_merge m, public.duplicates_moved d
    WHERE m.id = p_merge AND m.undone_at IS NULL AND NOT m.final AND m.store_id = any({STORES})
      AND d.merge_id = m.id AND d.store_id = m.store_id AND d.how = 'added' AND d."table" = 'customers_consent'
      AND c.store_id = m.store_id AND c.customer_id = m.into_id AND c.id = any(d.ids) AND c.source = 'merge'
    RETURNING c.id
  ) SELECT count(*) FROM gone
$$;
"""  # noqa: S608 - our own words
ELSEWHERE = f"""
CREATE FUNCTION duplicates_elsewhere(p_customer bigint) RETURNS TABLE (store_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT o.store_id FROM public.customers_customer c
  JOIN public.tenancy_store s ON s.id = c.store_id
  JOIN public.tenancy_store t ON t.group_id = s.group_id AND t.id <> s.id
  JOIN public.customers_customer o ON o.store_id = t.id AND o.phone_key = c.phone_key AND o.erased_at IS NULL
  WHERE c.id = p_customer AND c.phone_key IS NOT NULL AND c.erased_at IS NULL AND c.store_id = any({STORES})
    AND s.group_id = nullif(current_setting('app.group', true), '')::int
  ORDER BY 1
$$;
"""  # noqa: S608 - our own words


class Migration(migrations.Migration):
    dependencies = [("duplicates", "0001_initial"), ("customers", "0002_scope"), ("vehicles", "0002_scope")]
    operations = [
        rls.store_rows("duplicates_pair", "duplicates_documentkey", "duplicates_merge", "duplicates_moved"),
        rls.same_store("duplicates_documentkey", "customer_id", "customers_customer"),
        rls.same_store("duplicates_moved", "merge_id", "duplicates_merge"),
        migrations.RunSQL(REPOINT, "DROP FUNCTION duplicates_repoint"),
        migrations.RunSQL(UNSAY, "DROP FUNCTION duplicates_unsay"),
        migrations.RunSQL(ELSEWHERE, "DROP FUNCTION duplicates_elsewhere"),
    ]
