"""Addresses of the cars' room."""

from django.urls import path

from cheyuan.base.lists.routes import routes
from cheyuan.records.vehicles.views import change, page

app_name = "vehicles"
urlpatterns = [
    *routes("vehicles"),
    path("new", change.create, name="create"),
    path("<int:vehicle_id>", page.page, name="page"),
    path("<int:vehicle_id>/sheet", page.sheet, name="sheet"),
    path("<int:vehicle_id>/timeline", page.timeline, name="timeline"),
    path("<int:vehicle_id>/edit", change.edit, name="edit"),
    path("<int:vehicle_id>/undo/<str:token>", change.undo, name="undo"),
    path("<int:vehicle_id>/readings", change.reading, name="reading"),
    path("<int:vehicle_id>/readings/<int:reading_id>/remove", change.remove_reading, name="reading_remove"),
    path("<int:vehicle_id>/correction", change.correct, name="correct"),
    path("<int:vehicle_id>/insurance", change.insurance, name="insurance"),
    path("<int:vehicle_id>/sold", change.sold, name="sold"),
    path("<int:vehicle_id>/unsold", change.unsold, name="unsold"),
]
