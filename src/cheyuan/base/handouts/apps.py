from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HandoutsConfig(AppConfig):
    name = "cheyuan.base.handouts"
    label = "handouts"
    verbose_name = _("Exports with phones")

    def ready(self) -> None:
        from cheyuan.base.handouts import declared

        declared.declare()
