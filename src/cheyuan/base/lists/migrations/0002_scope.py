from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("lists", "0001_initial")]
    operations = [rls.group_rows("lists_savedview", "lists_exportfile")]
