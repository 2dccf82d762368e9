"""Customers tell when something that the plan reads of them changed."""

from django.db import migrations

from cheyuan.base.lake.touches import watch

PUBLISHED = ("cust_no", "kind", "birthday", "do_not_contact", "is_vip", "is_key_account", "erased_at")


class Migration(migrations.Migration):
    dependencies = [("customers", "0008_key_accounts"), ("lake", "0001_touched")]
    operations = [watch("customers_customer", ("customer", "id"), columns=PUBLISHED)]
