from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "cheyuan.faces.desk"
    label = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        """Tell the frame where the search is, and the first page."""
        from cheyuan.base.ui import nav

        nav.addresses(search="desk:search")
        nav.register(nav.Entry("today", _("Today"), "today", "desk:today", order=10))
