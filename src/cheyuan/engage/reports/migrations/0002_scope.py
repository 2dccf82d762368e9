from django.db import migrations

from cheyuan.base.tenancy import rls

TABLES = tuple(f"reports_{name}" for name in ("closing", "report", "measure", "proposal", "proposalstep"))


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [
        rls.store_rows(*TABLES),
        rls.same_store("reports_report", "closing_id", "reports_closing"),
        rls.same_store("reports_measure", "report_id", "reports_report"),
        rls.same_store("reports_proposal", "closing_id", "reports_closing"),
        rls.same_store("reports_proposalstep", "proposal_id", "reports_proposal"),
        # What was frozen and what was said stays as it is.
        rls.append_only("reports_closing", "reports_proposalstep"),
    ]
