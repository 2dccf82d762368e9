from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("receptions", "0001_initial"), ("customers", "0002_scope")]
    operations = [
        rls.store_rows("receptions_reception"),
        rls.same_store("receptions_reception", "customer_id", "customers_customer"),
    ]
