from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "cheyuan.faces.api"
    label = "api"

    def ready(self) -> None:
        from cheyuan.base.ui import words
        from cheyuan.faces.api.words import SENTENCES

        words.register(SENTENCES)
