from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("contact", "0001_initial"), ("care", "0002_scope"), ("customers", "0002_scope")]
    operations = [
        rls.group_rows("contact_scriptversion"),
        rls.store_rows("contact_attempt", "contact_booking"),
        rls.same_store("contact_attempt", "task_id", "care_task"),
        rls.same_store("contact_booking", "customer_id", "customers_customer"),
        rls.same_store("contact_booking", "vehicle_id", "vehicles_vehicle"),
    ]
