from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("segments", "0001_initial"), ("customers", "0002_scope")]
    operations = [
        rls.group_rows("segments_segment", "segments_segmentversion"),
        rls.append_only("segments_segmentversion"),
        rls.store_rows("segments_membership", "segments_run", "segments_tally"),
        rls.same_store("segments_membership", "customer_id", "customers_customer"),
    ]
