from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("inbox", "0001_initial")]
    operations = [rls.store_rows("inbox_notice"), rls.group_rows("inbox_digest")]
