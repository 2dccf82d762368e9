from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    name = "cheyuan.base.policies"
    label = "policies"
    verbose_name = _("Policies")

    def ready(self) -> None:
        from cheyuan.base.policies import rights
        from cheyuan.base.policies.words import SENTENCES
        from cheyuan.base.ui import words
        from cheyuan.kernel import right

        right.register(*rights.ALL)
        words.register(SENTENCES)
