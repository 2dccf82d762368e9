"""Addresses of imports."""

from django.urls import path

from cheyuan.base.intake import views

app_name = "intake"
urlpatterns = [
    path("import", views.index, name="list"),
    path("import/upload", views.upload, name="upload"),
    path("import/<int:batch_id>", views.one, name="one"),
    path("import/<int:batch_id>/progress", views.progress, name="progress"),
    path("import/<int:batch_id>/columns", views.columns, name="columns"),
    path("import/<int:batch_id>/check", views.check, name="check"),
    path("import/<int:batch_id>/write", views.write, name="write"),
    path("import/<int:batch_id>/stop", views.stop, name="stop"),
    path("import/<int:batch_id>/undo", views.undo, name="undo"),
    path("import/<int:batch_id>/discard", views.discard, name="discard"),
    path("import/<int:batch_id>/refused.<str:ending>", views.refused, name="refused"),
]
