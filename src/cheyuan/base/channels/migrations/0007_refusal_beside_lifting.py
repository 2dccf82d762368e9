"""A yes and a no of the very same instant stand beside each other, so that neither is lost; the no wins when they are read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channels", "0006_gauges")]
    operations = [
        migrations.RemoveConstraint(model_name="refusal", name="refusal_said"),
        migrations.AddConstraint(
            model_name="refusal",
            constraint=models.UniqueConstraint(
                fields=["group", "address_key", "channel", "purpose", "at", "given"], name="refusal_said"
            ),
        ),
    ]
