"""One answer as it was given, with what followed from it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cheyuan.engage.surveys import queries, words
from cheyuan.engage.surveys.listing import points, title
from cheyuan.engage.surveys.models import Answer
from cheyuan.engage.surveys.queries.questions import of_answer
from cheyuan.engage.surveys.sheet import Item, items, said
from cheyuan.kernel import ref
from cheyuan.kernel.actor import Actor


def _lines(one: Answer) -> list[dict[str, Any]]:
    """What was asked beside what was said; what was left empty is left out."""
    language = get_language() or ""
    found = []
    for item in items(one.version.questions):
        text = one.words.get(item.key) or _value(item, one.values.get(item.key), language)
        if text:
            score = one.values.get(item.key) if item.scale else None
            found.append({"asked": said(item.words, language), "text": text, "score": score, "kind": item.kind})
    return found


def _value(item: Item, value: Any, language: str) -> str:
    if value is None:
        return ""
    if item.kind == "choice":
        return next((said(each.words, language) for each in item.options if each.key == value), "")
    return str(value)


def facts(by: Actor, answer_id: int) -> dict[str, Any]:
    """What the page and the sheet show alike."""
    one = queries.answer(by, answer_id)
    complaint = ref.Ref("complaint", one.complaint_id or 0)
    return {
        "one": one, "title": title(one.version), "lines": _lines(one), "csi": points(one.csi),
        "channel": words.CHANNELS[one.channel], "asked": of_answer(by, one.pk),
        "complaint": ref.address(complaint) if one.complaint_id and by.may("complaints.view") else "",
    }  # fmt: skip


@require_safe
def page(request: Any, answer_id: int) -> HttpResponse:
    """The whole page."""
    return render(request, "surveys/answer.html", facts(request.actor, answer_id))


@require_safe
def sheet(request: Any, answer_id: int) -> HttpResponse:
    """The same beside the list."""
    return render(request, "surveys/answer_sheet.html", facts(request.actor, answer_id))
