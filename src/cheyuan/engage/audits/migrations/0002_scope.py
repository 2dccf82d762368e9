from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("audits", "0001_initial"), ("contact", "0002_scope"), ("customers", "0002_scope")]
    operations = [
        rls.group_rows("audits_scorecard"),
        rls.store_rows("audits_audit"),
        rls.same_store("audits_audit", "attempt_id", "contact_attempt"),
        rls.same_store("audits_audit", "customer_id", "customers_customer"),
        # A score sheet that was used is never changed: there are only new versions.
        rls.append_only("audits_scorecard"),
    ]
