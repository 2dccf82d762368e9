"""Addresses of complaints."""

from django.urls import include, path

from cheyuan.base.lists.routes import routes
from cheyuan.engage.complaints.views import analysis, pages, taking

app_name = "complaints"
rooms = [
    *routes("complaints"),
    path("new", taking.take, name="take"),
    path("analysis", analysis.analysis, name="analysis"),
    path("improvements/<int:improvement_id>/done", analysis.finish, name="finish"),
    path("people", taking.people, name="people"),
    path("<int:complaint_id>", pages.page, name="page"),
    path("<int:complaint_id>/sheet", pages.sheet, name="sheet"),
    path("<int:complaint_id>/undo", pages.undo, name="undo"),
    path("<int:complaint_id>/steps/<slug:step>", pages.step, name="step"),
]
urlpatterns = [path("complaints/", include(rooms))]
