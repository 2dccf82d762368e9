"""Address of files."""

from django.urls import path

from cheyuan.base.files import views

app_name = "files"
urlpatterns = [path("files/<str:name>", views.download, name="download")]
