"""Addresses of the cockpit."""

from django.urls import include, path

from cheyuan.faces.cockpit.views import own, page, weeks

app_name = "cockpit"
rooms = [
    path("", page.page, name="page"),
    path("pdf", page.pdf, name="paper"),
    path("keep", page.keep, name="keep"),
    path("compute", page.compute, name="compute"),
    path("tiles", own.arrange, name="tiles"),
    path("letters", own.letters, name="letters"),
    path("letters/<int:note_id>", own.letter, name="letter"),
    path("weeks", weeks.weeks, name="weeks"),
    path("weeks/<int:week_id>", weeks.week, name="week"),
    path("weeks/<int:week_id>/pdf", weeks.pdf, name="pdf"),
]
urlpatterns = [path("cockpit/", include(rooms))]
