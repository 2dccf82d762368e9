from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "cheyuan.base.documents"
    label = "documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        from cheyuan.base.documents.words import SENTENCES
        from cheyuan.base.ui import words

        words.register(SENTENCES)
