from django.db import migrations

from cheyuan.base.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("greetings", "0001_initial"), ("customers", "0002_scope")]
    operations = [
        rls.store_rows("greetings_version", "greetings_event", "greetings_wave", "greetings_recipient"),
        rls.same_store("greetings_wave", "event_id", "greetings_event"),
        rls.same_store("greetings_recipient", "wave_id", "greetings_wave"),
        rls.same_store("greetings_recipient", "customer_id", "customers_customer"),
        # What a store decided about its calendar stays: there are only new versions.
        rls.append_only("greetings_version"),
    ]
