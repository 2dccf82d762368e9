from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "cheyuan.base.jobs"
    label = "jobs"
    verbose_name = _("Background work")

    def ready(self) -> None:
        from cheyuan.base.jobs import rights, views, words
        from cheyuan.base.ui import nav
        from cheyuan.base.ui import words as sentences
        from cheyuan.kernel import right

        import_module("cheyuan.base.jobs.tasks")
        right.register(rights.OWN, rights.ALL)
        nav.provide(jobs=views.bar)
        sentences.register(words.SENTENCES)
