from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("board", "0001_initial")]
    operations = [rls.store_rows("board_balance")]
