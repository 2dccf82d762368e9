from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]
    operations = [
        rls.store_rows("intake_batch", "intake_trouble", "intake_remembered", "intake_before", "intake_later"),
        *(
            rls.same_store(f"intake_{table}", "batch_id", "intake_batch")
            for table in ("trouble", "before", "later")
        ),
    ]
