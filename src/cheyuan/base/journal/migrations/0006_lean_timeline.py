from django.db import migrations

NAME = "journal_timelineentry_store_id_id"


class Migration(migrations.Migration):
    """No other row points at an entry of the timeline: of its keys the primary one is enough, the largest table stays lean."""

    dependencies = [("journal", "0005_many_rows")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE journal_timelineentry DROP CONSTRAINT {NAME}",
            f"ALTER TABLE journal_timelineentry ADD CONSTRAINT {NAME} UNIQUE (store_id, id)",
        )
    ]
