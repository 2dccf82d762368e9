from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("vouchers", "0001_initial"), ("customers", "0002_scope"), ("accounts", "0001_initial")]
    operations = [
        rls.store_rows("vouchers_grant", "vouchers_voucher", "vouchers_reminder"),
        rls.same_store("vouchers_voucher", "grant_id", "vouchers_grant"),
        rls.same_store("vouchers_voucher", "customer_id", "customers_customer"),
        rls.same_store("vouchers_reminder", "voucher_id", "vouchers_voucher"),
        # A voucher is worth money: it ends, it does not vanish.
        migrations.RunSQL(
            "REVOKE DELETE, TRUNCATE ON vouchers_voucher, vouchers_grant FROM cheyuan_app;",
            "GRANT DELETE ON vouchers_voucher, vouchers_grant TO cheyuan_app;",
        ),
    ]
