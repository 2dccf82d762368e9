from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "cheyuan.base.tenancy"
    label = "tenancy"
