from django.db import migrations

# Figures over all stores for /metrics, which has no scope: counts and ages only, nothing of a message.
GAUGES = """
CREATE FUNCTION channels_gauges(OUT unknown bigint, OUT oldest double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT count(*) FILTER (WHERE state = 'unknown'),
         coalesce(extract(epoch FROM now() - min(due_at) FILTER (WHERE state = 'due' AND due_at <= now())), 0)
  FROM channels_message WHERE state IN ('due', 'unknown')
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("channels", "0005_walls")]
    operations = [migrations.RunSQL(GAUGES, "DROP FUNCTION channels_gauges")]
