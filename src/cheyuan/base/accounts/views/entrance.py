"""The way in and out."""

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cheyuan.base.accounts.forms import LoginForm
from cheyuan.base.accounts.rights import public


def back_to(request: HttpRequest) -> str:
    """Where the person wanted to go, if that is a page of ours; else the first page."""
    wish = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(wish, {request.get_host()}, require_https=request.is_secure())
    return wish if safe else "/"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """User name and password."""
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = authenticate(request, **form.cleaned_data)
        if account is not None:
            login(request, account)
            return HttpResponseRedirect(back_to(request))
        form.add_error(None, _("User name or password is wrong."))
    return render(request, "accounts/login.html", {"form": form, "next": back_to(request)})


@public
@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return HttpResponseRedirect("/")
