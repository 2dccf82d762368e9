"""Cars tell what was touched: themselves, and the owners old and new."""

from django.db import migrations

from cheyuan.base.lake.touches import watch

CAR = ("vehicle", "vehicle_id")
PUBLISHED = (
    "vin", "brand", "model", "energy", "use", "seats", "delivered_on", "registered_on", "status", "warranty_end",
    "extended_warranty_end", "inspection_due", "sold_here", "cares",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("vehicles", "0005_many_rows"), ("lake", "0001_touched")]
    operations = [
        watch("vehicles_vehicle", ("vehicle", "id"), ("customer", "owner_id"), columns=PUBLISHED),
        watch("vehicles_visit", CAR),
        watch("vehicles_reading", CAR),
        watch("vehicles_insurancepolicy", CAR),
    ]
