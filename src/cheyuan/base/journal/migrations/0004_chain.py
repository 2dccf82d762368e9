"""The audit chain lives in the database: closed by a deferred trigger at commit, out of the application's reach."""

from django.db import migrations

from cheyuan.base.tenancy.rls import GROUP, STORES

TEST = f"group_id = {GROUP} AND (store_id IS NULL OR store_id = any({STORES}))"

POLICY = f"""
ALTER TABLE journal_auditentry ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON journal_auditentry USING ({TEST}) WITH CHECK ({TEST});
REVOKE UPDATE, DELETE, TRUNCATE ON journal_auditentry FROM cheyuan_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON journal_audithead FROM cheyuan_app;
"""

# What is hashed: every column in a fixed order as one JSON array; jsonb prints objects with sorted keys.
DIGEST = """
CREATE FUNCTION journal_digest(e journal_auditentry) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT sha256(coalesce(e.prev, ''::bytea) || convert_to(jsonb_build_array(
    e.chain, e.seq, e.id, e.group_id, e.store_id, (extract(epoch FROM e.at) * 1000000)::bigint,
    e.actor_kind, e.actor_id, e.actor_name, e.request_id, e.verb, e.kind, e.object_id, e.facts)::text, 'UTF8'))
$$;
"""

# The application may say anything about the row but where it stands in the chain.
OPEN = """
CREATE FUNCTION journal_open_entry() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.chain := coalesce(NEW.store_id::bigint, -NEW.group_id::bigint);
  NEW.seq := NULL;
  NEW.prev := NULL;
  NEW.hash := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER open_entry BEFORE INSERT ON journal_auditentry FOR EACH ROW EXECUTE FUNCTION journal_open_entry();
"""

# Rows without seq that this transaction can see are its own: those of others are invisible until they are closed.
# The first row closes them all, chain by chain in ascending order, so that two transactions never wait in a circle;
# the heads are locked at commit only, so that writers of one store do not stand in line for their whole transaction.
CLOSE = """
CREATE FUNCTION journal_close_chain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  one public.journal_auditentry;
  head public.journal_audithead;
BEGIN
  PERFORM FROM public.journal_auditentry WHERE id = NEW.id AND seq IS NULL;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  FOR one IN SELECT * FROM public.journal_auditentry WHERE seq IS NULL ORDER BY chain, id LOOP
    INSERT INTO public.journal_audithead (chain, seq, hash, at) VALUES (one.chain, 0, ''::bytea, one.at)
      ON CONFLICT (chain) DO NOTHING;
    SELECT * INTO STRICT head FROM public.journal_audithead WHERE chain = one.chain FOR UPDATE;
    one.seq := head.seq + 1;
    one.prev := head.hash;
    one.hash := public.journal_digest(one);
    UPDATE public.journal_auditentry SET seq = one.seq, prev = one.prev, hash = one.hash WHERE id = one.id;
    UPDATE public.journal_audithead SET seq = one.seq, hash = one.hash, at = clock_timestamp() WHERE chain = one.chain;
  END LOOP;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER close_chain AFTER INSERT ON journal_auditentry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION journal_close_chain();
"""

BACK = """
DROP TRIGGER close_chain ON journal_auditentry; DROP TRIGGER open_entry ON journal_auditentry;
DROP FUNCTION journal_close_chain(); DROP FUNCTION journal_open_entry(); DROP FUNCTION journal_digest(journal_auditentry);
DROP POLICY scope ON journal_auditentry; ALTER TABLE journal_auditentry DISABLE ROW LEVEL SECURITY;
GRANT UPDATE, DELETE ON journal_auditentry TO cheyuan_app;
GRANT INSERT, UPDATE, DELETE ON journal_audithead TO cheyuan_app;
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_chain_delivery")]
    operations = [migrations.RunSQL(POLICY + DIGEST + OPEN + CLOSE, BACK)]
