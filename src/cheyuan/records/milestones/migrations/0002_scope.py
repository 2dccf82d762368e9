from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("milestones", "0001_initial"), ("customers", "0002_scope"), ("vehicles", "0002_scope")]
    operations = [
        rls.store_rows("milestones_job", "milestones_milestone"),
        rls.same_store("milestones_job", "customer_id", "customers_customer"),
        rls.same_store("milestones_job", "vehicle_id", "vehicles_vehicle"),
        rls.same_store("milestones_milestone", "job_id", "milestones_job"),
    ]
