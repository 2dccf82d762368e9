"""Addresses of households and roles."""

from django.urls import path

from cheyuan.records.relations import views

app_name = "relations"
urlpatterns = [
    path("<int:customer_id>/household/join", views.join, name="join"),
    path("<int:customer_id>/household/leave/<int:other_id>", views.leave, name="leave"),
    path("<int:customer_id>/household/children", views.children, name="children"),
    path("<int:customer_id>/relations/back/<str:token>", views.back, name="back"),
    path("<int:customer_id>/roles", views.bind, name="bind"),
    path("<int:customer_id>/roles/<int:tie_id>/end", views.unbind, name="unbind"),
]
