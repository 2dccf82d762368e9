from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]
    operations = [
        rls.store_rows(
            "customers_customer", "customers_extraphone", "customers_consent", "customers_remark", "customers_reveal"
        ),
        *(
            rls.same_store(f"customers_{table}", "customer_id", "customers_customer")
            for table in ("extraphone", "consent", "remark", "reveal")
        ),
        rls.append_only("customers_consent", "customers_reveal"),
    ]
