from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("metrics", "0001_initial")]
    operations = [rls.store_rows("metrics_figure", "metrics_refresh")]
