from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("jobs", "0003_occasion")]
    operations = [rls.store_rows("jobs_occasion")]
