"""Chinese first: the person's own language, else the cookie, else English only for a browser that puts it first."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers


def language_of(request: HttpRequest) -> str:
    """The language in which this request is answered."""
    account: Any = getattr(request, "account", None)
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    offered = [code for code, _ in settings.LANGUAGES]
    for wish in (account.language if account else "", cookie):
        if wish in offered:
            return str(wish)
    return "en" if request.headers.get("Accept-Language", "").lower().startswith("en") else "zh-hans"


class LanguageMiddleware:
    """Activates the language for the request; comes after the one that knows the person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response
