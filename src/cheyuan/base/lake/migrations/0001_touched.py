"""Which subjects were touched, and by which transaction: written by triggers only, read by whoever keeps something drawn.

``xid`` says exactly what a look at the data could not see yet: ``NOT pg_visible_in_snapshot(xid, look)``, however long the
transaction took to commit. The functions belong to the owner, since row-level security bars the index on xid (its operators
are not leakproof); they keep to the scope themselves.
"""

from django.db import migrations

from cheyuan.base.tenancy import rls

SCOPE = f"store_id = any({rls.STORES})"
SQL = f"""
CREATE TABLE lake_touched (
  store_id bigint NOT NULL, kind text COLLATE "C" NOT NULL, subject_id bigint NOT NULL,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(), at timestamptz NOT NULL DEFAULT now());
CREATE INDEX lake_touched_since ON lake_touched (store_id, xid);
ALTER TABLE lake_touched ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON lake_touched USING ({SCOPE}) WITH CHECK ({SCOPE});
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON lake_touched FROM cheyuan_app;
CREATE FUNCTION lake_touched_since(look pg_snapshot) RETURNS TABLE (store_id int, kind text, subject_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT t.store_id::int, t.kind, t.subject_id FROM public.lake_touched t
  WHERE t.{SCOPE} AND t.xid >= pg_snapshot_xmin(look) AND NOT pg_visible_in_snapshot(t.xid, look)
$$;
CREATE FUNCTION lake_forget(days int) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH gone AS (
    DELETE FROM public.lake_touched t WHERE t.{SCOPE} AND t.at < now() - make_interval(days => greatest(days, 1))
    RETURNING 1)
  SELECT count(*) FROM gone
$$;
"""
UNDO = "DROP FUNCTION lake_touched_since; DROP FUNCTION lake_forget; DROP TABLE lake_touched;"


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
