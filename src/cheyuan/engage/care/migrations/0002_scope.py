from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("care", "0001_initial"), ("vehicles", "0002_scope")]
    operations = [
        rls.group_rows("care_rule", "care_ruleversion"),
        rls.store_rows("care_planrun", "care_task"),
        rls.same_store("care_task", "customer_id", "customers_customer"),
        rls.same_store("care_task", "vehicle_id", "vehicles_vehicle"),
    ]
