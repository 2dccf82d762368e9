"""Addresses of letters."""

from django.urls import include, path

from cheyuan.engage.letters.views import editing, looking, pages, returns, steps

app_name = "letters"
rooms = [
    path("", pages.home, name="home"),
    path("new", editing.new, name="new"),
    path("count", editing.count, name="count"),
    path("returns", returns.returns, name="returns"),
    path("returns/back", returns.back, name="return_back"),
    path("packages/<int:package_id>", pages.package, name="package"),
    path("packages/<int:package_id>/take", steps.take, name="take"),
    path("<int:mailing_id>", pages.page, name="page"),
    path("<int:mailing_id>/edit", editing.edit, name="edit"),
    path("<int:mailing_id>/left", pages.left, name="left"),
    path("<int:mailing_id>/look", looking.look, name="look"),
    path("<int:mailing_id>/proof", looking.proof, name="proof"),
    path("<int:mailing_id>/make", steps.make, name="make"),
    path("<int:mailing_id>/renew", steps.renew, name="renew"),
    path("<int:mailing_id>/discard", steps.discard, name="discard"),
    path("<int:mailing_id>/remove", steps.remove, name="remove"),
    path("<int:mailing_id>/ask", steps.ask, name="ask"),
    path("<int:mailing_id>/post", steps.post, name="post"),
]
urlpatterns = [path("letters/", include(rooms))]
