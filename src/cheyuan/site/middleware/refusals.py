"""A rule's no becomes an answer: a page with words, or a toast over the page that HTMX leaves as it is."""

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from cheyuan.base.apikit.problem import of_refusal
from cheyuan.base.ui.words import say
from cheyuan.kernel.errors import Refused
from cheyuan.site.middleware.bearer import is_api
from cheyuan.site.middleware.gates import by_script

SWAPPED = (409, 422)
"""Statuses whose body the pages' scripts put in place: there the words travel as an event."""


class RefusalMiddleware:
    """Turns ``Refused`` into its answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, wrong: Exception) -> HttpResponse | None:
        """The answer to a refusal; None leaves other errors to the error pages."""
        return refusal(request, wrong) if isinstance(wrong, Refused) else None


def refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    """A toast for scripts, else a page, with the status of the refusal."""
    if is_api(request):
        return of_refusal(request, refused)
    if by_script(request):
        return _toast(refused, say(refused))
    return render(request, "ui/refused.html", {"refused": refused}, status=refused.status)


def _toast(refused: Refused, words: str) -> HttpResponse:
    problem = {"status": refused.status, "code": refused.code, "detail": words}
    answer = JsonResponse(problem, status=refused.status, content_type="application/problem+json")
    if refused.status in SWAPPED:
        answer["HX-Reswap"] = "none"
        answer["HX-Trigger"] = json.dumps({"toast": {"text": words, "kind": "over"}})
    return answer
