from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "cheyuan.base.files"
    label = "files"
    verbose_name = _("Files")

    def ready(self) -> None:
        from cheyuan.base.files.words import SENTENCES
        from cheyuan.base.ui import words

        words.register(SENTENCES)
