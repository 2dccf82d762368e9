"""Address of the audit."""

from django.urls import path

from cheyuan.base.journal import views

app_name = "journal"
urlpatterns = [path("settings/audit", views.audit, name="audit")]
