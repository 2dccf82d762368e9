"""Addresses of audits."""

from django.urls import include, path

from cheyuan.base.lists.routes import routes
from cheyuan.engage.audits import views

app_name = "audits"
rooms = [
    *routes("audits"),
    path("month", views.month, name="month"),
    path("draw", views.draw, name="draw"),
    path("cards", views.cards_page, name="cards"),
    path("cards/<slug:rule>", views.card, name="card"),
    path("<int:audit_id>", views.page, name="page"),
    path("<int:audit_id>/sheet", views.sheet, name="sheet"),
    path("<int:audit_id>/judge", views.judge, name="judge"),
    path("<int:audit_id>/again", views.again, name="again"),
    path("<int:audit_id>/answer", views.answer, name="answer"),
]
urlpatterns = [path("audits/", include(rooms))]
