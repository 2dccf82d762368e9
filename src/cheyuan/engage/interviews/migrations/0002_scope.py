from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("interviews", "0001_initial"), ("customers", "0002_scope"), ("receptions", "0002_scope")]
    operations = [
        rls.store_rows("interviews_interview"),
        rls.same_store("interviews_interview", "customer_id", "customers_customer"),
        rls.same_store("interviews_interview", "reception_id", "receptions_reception"),
    ]
