from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("relations", "0001_initial"), ("customers", "0002_scope"), ("vehicles", "0002_scope")]
    operations = [
        rls.store_rows("relations_household", "relations_member", "relations_tie"),
        rls.same_store("relations_member", "household_id", "relations_household"),
        rls.same_store("relations_member", "customer_id", "customers_customer"),
        rls.same_store("relations_tie", "person_id", "customers_customer"),
        rls.same_store("relations_tie", "company_id", "customers_customer"),
        rls.same_store("relations_tie", "vehicle_id", "vehicles_vehicle"),
    ]
