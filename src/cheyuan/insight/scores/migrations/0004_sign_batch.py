"""A sign that came by an import says by which, so that it goes when the import is taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scores", "0003_touches")]
    operations = [
        migrations.AddField(
            model_name="sign", name="batch_id", field=models.BigIntegerField(blank=True, null=True)
        )
    ]
