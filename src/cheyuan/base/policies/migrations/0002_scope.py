from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("policies", "0001_initial")]
    operations = [
        rls.group_rows("policies_policyversion"),
        rls.append_only("policies_policyversion"),
    ]
