"""A car that becomes a trade-in candidate or stops being one is looked at again by the plan (CARE-R22)."""

from django.db import migrations

from cheyuan.base.lake.touches import watch


class Migration(migrations.Migration):
    dependencies = [("scores", "0002_scope"), ("lake", "0001_touched")]
    operations = [watch("scores_stay", ("vehicle", "vehicle_id"), columns=("since", "until", "score", "reasons"))]
