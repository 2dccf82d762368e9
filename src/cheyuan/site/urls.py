"""Every address of the product, room by room."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("cheyuan.site.operations.urls")),
    path("", include("cheyuan.base.accounts.urls")),
    path("", include("cheyuan.faces.api.urls")),
]
handler500 = "cheyuan.site.operations.outage.server_error"
