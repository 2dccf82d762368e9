"""/api/v1/ and a plain answer for everything else below /api/."""

from django.urls import path, re_path

from cheyuan.faces.api.root import build, not_found

urlpatterns = [
    path("api/v1/", build().urls),
    re_path(r"^api/(?P<rest>.*)\Z", not_found, name="api_not_found"),
]
