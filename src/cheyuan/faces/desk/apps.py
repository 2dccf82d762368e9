from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "cheyuan.faces.desk"
    label = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        """Tell the frame where the search is, and the first page; give the audit its words."""
        from cheyuan.base.journal import spoken
        from cheyuan.base.ui import nav
        from cheyuan.faces.desk import audit_words

        spoken.register(audit_words.DONE, audit_words.KINDS, audit_words.FACTS)
        nav.addresses(search="desk:search")
        nav.register(nav.Entry("today", _("Today"), "today", "desk:today", order=10))
