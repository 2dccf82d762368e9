from django.apps import AppConfig


class ApikitConfig(AppConfig):
    name = "cheyuan.base.apikit"
    label = "apikit"
