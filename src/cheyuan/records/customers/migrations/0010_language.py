"""In which language somebody is written to; Chinese unless they said otherwise."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0009_touches")]
    operations = [
        migrations.AddField(
            model_name="customer",
            name="language",
            field=models.CharField(max_length=10, default="zh-hans", db_default="zh-hans"),
        )
    ]
