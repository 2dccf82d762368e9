from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    name = "cheyuan.records.customers"
    label = "customers"
    verbose_name = _("Customers")

    def ready(self) -> None:
        """Tell the registers what this room has."""
        from cheyuan.base.jobs import retention
        from cheyuan.base.journal import verbs
        from cheyuan.base.ui import words as sentences
        from cheyuan.kernel import policy
        from cheyuan.records.customers import declared, keeping, leftovers, persons

        declared.declare()
        persons.register(*leftovers.PARTS)
        sentences.register(keeping.SENTENCES)
        verbs.register(keeping.VERBS)
        policy.register(*keeping.POLICIES)
        retention.register(*keeping.KEEPINGS)
