from django.db import migrations

from cheyuan.base.tenancy import rls

OF_STORES = tuple(f"surveys_{name}" for name in ("invitation", "answer", "question"))


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial"), ("customers", "0002_scope"), ("vehicles", "0002_scope")]
    operations = [
        rls.group_rows("surveys_survey", "surveys_surveyversion"),
        rls.store_rows(*OF_STORES),
        rls.same_store("surveys_invitation", "customer_id", "customers_customer"),
        rls.same_store("surveys_invitation", "vehicle_id", "vehicles_vehicle"),
        rls.same_store("surveys_answer", "invitation_id", "surveys_invitation"),
        rls.same_store("surveys_answer", "customer_id", "customers_customer"),
        rls.same_store("surveys_answer", "vehicle_id", "vehicles_vehicle"),
        rls.same_store("surveys_question", "answer_id", "surveys_answer"),
        rls.same_store("surveys_question", "customer_id", "customers_customer"),
        # What was asked stays as it was asked.
        rls.append_only("surveys_surveyversion"),
    ]
