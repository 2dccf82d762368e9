from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "cheyuan.base.jobs"
    label = "jobs"
    verbose_name = _("Background work")

    def ready(self) -> None:
        from cheyuan.base.jobs import rights, tasks
        from cheyuan.kernel import right

        assert tasks.app
        right.register(rights.OWN, rights.ALL)
