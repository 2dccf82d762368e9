from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("channels", "0001_initial")]
    operations = [
        rls.store_rows("channels_message"),
        rls.group_rows("channels_refusal"),
        rls.append_only("channels_refusal"),
    ]
