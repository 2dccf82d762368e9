"""Django's own refusals (no such page, malformed, cross-site) in the house's words: a page, a toast, or a problem."""

from django.http import HttpRequest, HttpResponse

from cheyuan.kernel.errors import Refused
from cheyuan.site.middleware.refusals import refusal


class Malformed(Refused):
    """The request cannot be read."""

    status = 400


class CrossSite(Refused):
    """The form was not one of ours, or is too old."""

    status = 403


class NoPage(Refused):
    """Nothing lives at this address."""

    status = 404


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return refusal(request, NoPage("not_found" if request.path.startswith("/api/") else "page_unknown"))


def malformed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return refusal(request, Malformed("malformed"))


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 raised by Django itself."""
    return refusal(request, CrossSite("denied"))


def cross_site(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without our mark (CSRF)."""
    return refusal(request, CrossSite("form_too_old"))
