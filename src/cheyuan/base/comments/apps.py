from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "cheyuan.base.comments"
    label = "comments"
    verbose_name = _("Comments")

    def ready(self) -> None:
        from cheyuan.base.comments import declared

        declared.declare()
