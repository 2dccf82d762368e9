from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("vehicles", "0001_initial"), ("customers", "0002_scope")]
    operations = [
        rls.store_rows(
            "vehicles_vehicle", "vehicles_ownership", "vehicles_visit", "vehicles_reading", "vehicles_insurancepolicy"
        ),
        rls.same_store("vehicles_vehicle", "owner_id", "customers_customer"),
        rls.same_store("vehicles_ownership", "customer_id", "customers_customer"),
        *(
            rls.same_store(f"vehicles_{table}", "vehicle_id", "vehicles_vehicle")
            for table in ("ownership", "visit", "reading", "insurancepolicy")
        ),
    ]
