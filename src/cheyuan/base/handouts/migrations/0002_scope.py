from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("handouts", "0001_initial"), ("files", "0002_scope")]
    operations = [
        rls.store_rows("handouts_handout"),
        rls.same_store("handouts_handout", "file_id", "files_storedfile"),
    ]
