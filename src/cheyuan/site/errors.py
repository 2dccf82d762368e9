"""Django's own refusals (no such page, malformed, cross-site) in the house's words: a page, a toast, or a problem."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import is_valid_path

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
    """404; whoever only typed a slash too much or too little is led to the page."""
    if request.method == "GET" and not request.path.startswith("/api/") and (place := _other_slash(request)):
        return HttpResponseRedirect(place)
    return refusal(request, NoPage("not_found" if request.path.startswith("/api/") else "page_unknown"))


def _other_slash(request: HttpRequest) -> str:
    """The same address with or without the slash at its end, when a page of ours lives there."""
    path = request.path_info
    other = path.rstrip("/") if path.endswith("/") else f"{path}/"
    if not other.startswith("/") or other.startswith("//") or not is_valid_path(other):
        return ""
    query = request.META.get("QUERY_STRING", "")
    return f"{other}?{query}" if query else other


def malformed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return refusal(request, Malformed("malformed"))


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 raised by Django itself."""
    return refusal(request, CrossSite("denied"))


def cross_site(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without our mark (CSRF)."""
    return refusal(request, CrossSite("form_too_old"))
