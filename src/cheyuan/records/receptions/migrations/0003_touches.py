"""The visitor book tells whose visits were noted, changed or taken back."""

from django.db import migrations

from cheyuan.base.lake.touches import watch


class Migration(migrations.Migration):
    dependencies = [("receptions", "0002_scope"), ("lake", "0001_touched")]
    operations = [watch("receptions_reception", ("customer", "customer_id"))]
