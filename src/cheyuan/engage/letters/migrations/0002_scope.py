from django.db import migrations

from cheyuan.base.tenancy import rls

TABLES = tuple(f"letters_{name}" for name in ("mailing", "letter", "part", "package"))


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0001_initial"), ("customers", "0002_scope"), ("surveys", "0002_scope"), ("files", "0002_scope"),
    ]
    operations = [
        rls.store_rows(*TABLES),
        rls.same_store("letters_letter", "mailing_id", "letters_mailing"),
        rls.same_store("letters_letter", "customer_id", "customers_customer"),
        rls.same_store("letters_letter", "invitation_id", "surveys_invitation"),
        rls.same_store("letters_part", "mailing_id", "letters_mailing"),
        rls.same_store("letters_package", "mailing_id", "letters_mailing"),
    ]
