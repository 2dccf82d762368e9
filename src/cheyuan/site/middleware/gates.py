"""The gates between a request and a page: login, lock screen, and what the house asks of a person first."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

DUTIES = {"password": "accounts:password", "second_factor": "accounts:second_factor"}
"""What a session may still owe, and the page where it is done."""
QUIET = "X-Background"
"""Header of requests that a page sends by itself: they are no sign of life."""


def by_script(request: Any) -> bool:
    """Did a script of the page ask, rather than the browser itself?"""
    return "HX-Request" in request.headers or request.headers.get("X-Requested-With") == "fetch"


def look_at_idle(request: Any, at: datetime) -> bool:
    """Whether the session is locked; locks it after 30 quiet minutes, else notes the sign of life."""
    session = request.session
    if not session.locked():
        if session.idle(at):
            session.lock()
        elif QUIET not in request.headers:
            session.touch(at)
    return bool(session.locked())


def to_login(request: Any) -> HttpResponse:
    """To the login page and back here afterwards; a script makes the whole page go there."""
    script, reads = by_script(request), request.method == "GET"
    back = (request.htmx.current_url_abs_path if script else request.get_full_path() if reads else "") or "/"
    place = reverse("accounts:login") + ("" if back == "/" else "?" + urlencode({"next": back}))
    return HttpResponse(status=401, headers={"HX-Redirect": place}) if script else HttpResponseRedirect(place)


def to_lock(request: Any) -> HttpResponse:
    """401 tells scripts to lay the lock over the page; a page opened while locked shows only the lock."""
    if by_script(request):
        return HttpResponse(status=401, headers={"X-Locked": "1"})
    back = request.get_full_path() if request.method == "GET" else "/"
    return render(request, "accounts/locked.html", {"next": back}, status=401)


def to_duty(request: Any) -> HttpResponse:
    """First what the house asks for."""
    address = reverse(DUTIES.get(request.session["must"][0], "accounts:password"))
    if by_script(request):
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
