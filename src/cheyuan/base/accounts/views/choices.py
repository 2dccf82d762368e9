"""What a person chooses for the page around the work: store and language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from cheyuan.base.accounts.rights import public
from cheyuan.base.accounts.views.entrance import back_to
from cheyuan.kernel.errors import Denied


@require_POST
def choose_store(request: HttpRequest) -> HttpResponse:
    """Work in another of one's stores from now on, or ("all") look at all of them."""
    wish, standing = request.POST.get("store", ""), request.standing  # type: ignore[attr-defined]
    if wish in ("0", "all") and len(standing.wide_stores) > 1:
        request.session["store"] = "all"
    elif wish.isdecimal() and int(wish) in standing.own_stores:
        request.session["store"] = int(wish)
    else:
        raise Denied("store")
    return HttpResponseRedirect(back_to(request))


@public
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Chinese or English, remembered with the person and on this device."""
    wish = request.POST.get("language", "")
    answer = HttpResponseRedirect(back_to(request))
    if wish in dict(settings.LANGUAGES):
        account = request.account  # type: ignore[attr-defined]
        if account:
            account.language = wish
            account.save(update_fields=["language"])
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, wish, max_age=365 * 86400, samesite="Lax", secure=not settings.LOOPBACK
        )
    return answer
