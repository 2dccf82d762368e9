from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]
    operations = [
        rls.store_rows("jobs_work"),
    ]
