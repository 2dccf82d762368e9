"""The room's registration with Django: its templates and its words."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Health, figures and troubles."""

    name = "cheyuan.site.operations"
    label = "operations"
