"""Addresses of the settings of stores."""

from django.urls import path

from cheyuan.base.tenancy import views

app_name = "tenancy"
urlpatterns = [
    path("settings/stores", views.stores, name="stores"),
    path("settings/stores/new", views.add_store, name="store_new"),
    path("settings/regions/new", views.add_region, name="region_new"),
    path("settings/stores/<int:store_id>", views.store, name="store"),
    path("settings/stores/<int:store_id>/hours", views.hours, name="hours"),
    path("settings/stores/<int:store_id>/days", views.special_day, name="special_day"),
    path("settings/stores/<int:store_id>/days/<int:day_id>/drop", views.drop_special_day, name="special_day_drop"),
    path("settings/stores/<int:store_id>/departments", views.department, name="department"),
    path(
        "settings/stores/<int:store_id>/departments/<int:department_id>/drop",
        views.drop_department,
        name="department_drop",
    ),
]
