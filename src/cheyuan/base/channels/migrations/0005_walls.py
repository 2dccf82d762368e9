from django.db import migrations

from cheyuan.base.tenancy import rls

# Whether the newest word of the person forbids a channel for a purpose; p_other is a second address of the same person.
REFUSED = """
CREATE FUNCTION channels_refused(p_group int, p_key bytea, p_other bytea, p_channel text, p_purpose text) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT coalesce((
    SELECT NOT r.given FROM channels_refusal r
    WHERE r.group_id = p_group AND r.address_key IN (p_key, p_other)
      AND r.channel IN (p_channel, 'any') AND r.purpose IN (p_purpose, 'any')
    ORDER BY r.at DESC, r.given, r.id DESC LIMIT 1), false)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("channels", "0004_departing")]
    operations = [
        migrations.RunSQL(REFUSED, "DROP FUNCTION channels_refused"),
        rls.store_rows("channels_passage", "channels_connection", "channels_template"),
        rls.group_rows("channels_touch"),
        rls.same_store("channels_passage", "message_id", "channels_message"),
        rls.append_only("channels_passage", "channels_template"),
    ]
