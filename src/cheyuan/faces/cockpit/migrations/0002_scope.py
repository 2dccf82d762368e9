from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("cockpit", "0001_initial")]
    operations = [
        rls.store_rows("cockpit_letter", "cockpit_week"),
        # What was frozen stays as it is.
        rls.append_only("cockpit_week"),
    ]
