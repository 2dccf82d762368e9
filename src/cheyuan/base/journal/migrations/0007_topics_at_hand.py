from django.db import migrations, models


class Migration(migrations.Migration):
    """How many entries of each topic a long life has is read from the index alone."""

    dependencies = [("journal", "0006_lean_timeline")]

    operations = [
        migrations.RemoveIndex(model_name="timelineentry", name="timeline_of_customer"),
        migrations.AddIndex(
            model_name="timelineentry",
            index=models.Index(
                fields=["store", "customer_id", "-at", "-id"], include=["topic"], name="timeline_of_customer"
            ),
        ),
    ]
