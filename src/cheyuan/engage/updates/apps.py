from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UpdatesConfig(AppConfig):
    name = "cheyuan.engage.updates"
    label = "updates"
    verbose_name = _("Messages on vouchers and milestones")

    def ready(self) -> None:
        """Tell the registers what this room has."""
        from cheyuan.engage.updates import declared

        declared.declare()
