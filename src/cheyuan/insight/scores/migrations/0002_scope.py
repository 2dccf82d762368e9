from django.db import migrations

from cheyuan.base.tenancy import rls

TABLES = ("tradein", "change", "stay", "fit", "value", "sign", "listprice")


class Migration(migrations.Migration):
    dependencies = [("scores", "0001_initial"), ("customers", "0002_scope"), ("vehicles", "0002_scope")]
    operations = [
        rls.store_rows(*(f"scores_{name}" for name in TABLES)),
        *(rls.same_store(f"scores_{name}", "vehicle_id", "vehicles_vehicle") for name in ("tradein", "change", "stay", "sign")),
        *(rls.same_store(f"scores_{name}", "customer_id", "customers_customer") for name in ("tradein", "value", "sign")),
        rls.same_store("scores_value", "fit_id", "scores_fit"),
    ]
