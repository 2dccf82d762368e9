from django.db import migrations

from cheyuan.base.tenancy import rls

TABLES = tuple(f"complaints_{name}" for name in ("complaint", "step", "clock", "escalation", "improvement"))


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial"), ("customers", "0002_scope"), ("vehicles", "0002_scope")]
    operations = [
        rls.store_rows(*TABLES),
        rls.same_store("complaints_complaint", "customer_id", "customers_customer"),
        rls.same_store("complaints_complaint", "vehicle_id", "vehicles_vehicle"),
        rls.same_store("complaints_step", "complaint_id", "complaints_complaint"),
        rls.same_store("complaints_clock", "complaint_id", "complaints_complaint"),
        rls.same_store("complaints_escalation", "complaint_id", "complaints_complaint"),
        rls.append_only("complaints_step", "complaints_escalation"),
        # Who did what and when stays as it is; the words go when the person is erased.
        migrations.RunSQL(
            "GRANT UPDATE (note, before) ON complaints_step TO cheyuan_app;",
            "REVOKE UPDATE (note, before) ON complaints_step FROM cheyuan_app;",
        ),
    ]
