from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("approvals", "0001_initial")]
    operations = [
        rls.store_rows("approvals_approval", "approvals_signature"),
        rls.same_store("approvals_signature", "approval_id", "approvals_approval"),
        rls.append_only("approvals_signature"),
    ]
