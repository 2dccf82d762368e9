from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial"), ("files", "0002_scope")]
    operations = [
        rls.store_rows("comments_comment", "comments_attachment"),
        rls.same_store("comments_attachment", "comment_id", "comments_comment"),
        rls.same_store("comments_attachment", "file_id", "files_storedfile"),
    ]
