"""The steps of a mailing: make, make again, throw away, ask for the package, take it, post."""

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cheyuan.base.ui.toasts import toast_after_redirect
from cheyuan.base.ui.words import say
from cheyuan.engage.letters import actions, forms
from cheyuan.engage.letters.views.pages import shown
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Conflict, Denied, Missing, Refused


@require_POST
def make(request: Any, mailing_id: int) -> HttpResponse:
    """Start the making, or go on with it."""
    actions.begin(request.actor, mailing_id, at=now())
    toast_after_redirect(request, _("The letters are being made. You can leave this page."))
    return redirect("letters:page", mailing_id)


@require_POST
def renew(request: Any, mailing_id: int) -> HttpResponse:
    """Make the files again without those who refused."""
    actions.renew(request.actor, mailing_id, at=now())
    toast_after_redirect(request, _("The files are being made again without them."))
    return redirect("letters:page", mailing_id)


@require_POST
def discard(request: Any, mailing_id: int) -> HttpResponse:
    """Throw the letters away: it is a draft again."""
    actions.discard(request.actor, mailing_id, at=now())
    toast_after_redirect(request, _("The letters are thrown away; the mailing is a draft again."))
    return redirect("letters:page", mailing_id)


@require_POST
def remove(request: Any, mailing_id: int) -> HttpResponse:
    """A draft that nobody needs."""
    actions.remove(request.actor, mailing_id, at=now())
    toast_after_redirect(request, _("The draft is gone."))
    return redirect("letters:home")


@require_POST
def ask(request: Any, mailing_id: int) -> HttpResponse:
    """Ask for the package."""
    actions.ask(request.actor, mailing_id, request.POST.get("reason", ""), at=now())
    toast_after_redirect(request, _("Asked. A second person decides; you will be told."))
    return redirect("letters:page", mailing_id)


@never_cache
@require_POST
def take(request: Any, package_id: int) -> HttpResponse:
    """The zip, once."""
    taken = actions.take(request.actor, package_id, at=now())
    response = HttpResponse(taken.content, content_type="application/zip")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(taken.title)}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def post(request: Any, mailing_id: int) -> HttpResponse:
    """The letters were posted."""
    form = forms.PostForm(request.POST)
    if form.is_valid():
        try:
            one = actions.post(request.actor, mailing_id, form.cleaned_data["day"], at=now())
        except (Missing, Denied, Conflict):
            raise
        except Refused as refused:
            form.add_error("day", say(refused))
        else:
            said = ngettext("%(count)s letter is posted.", "%(count)s letters are posted.", one.count)
            toast_after_redirect(request, said % {"count": f"{one.count:,}"})
            return redirect("letters:page", mailing_id)
    return shown(request, mailing_id, posting=form, status=422)
