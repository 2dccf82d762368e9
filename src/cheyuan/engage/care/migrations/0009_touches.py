"""A task that somebody opened again, closed, gave to another customer or removed is looked at again by the plan."""

from django.db import migrations

from cheyuan.base.lake.touches import watch

AGAIN = (
    "(o.state <> n.state AND n.state IN ('open', 'closed'))"
    " OR o.customer_id <> n.customer_id OR o.subject_id <> n.subject_id OR o.cycle <> n.cycle"
)


class Migration(migrations.Migration):
    dependencies = [("care", "0008_drawn"), ("lake", "0001_touched")]
    operations = [watch("care_task", ("vehicle", "vehicle_id"), ("customer", "customer_id"), where=AGAIN)]
