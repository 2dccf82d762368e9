"""Who enters or leaves a segment is looked at again by the plan: a care rule may be for members only (INS-10)."""

from django.db import migrations

from cheyuan.base.lake.touches import watch


class Migration(migrations.Migration):
    dependencies = [("segments", "0002_scope"), ("lake", "0001_touched")]
    operations = [
        watch(
            "segments_membership",
            ("customer", "customer_id"),
            ("vehicle", "subject_id", "subject_kind = 'vehicle'"),
            columns=("segment", "subject_kind", "left_on"),
        )
    ]
