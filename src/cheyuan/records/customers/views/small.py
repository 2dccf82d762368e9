"""Small changes on the page, each of one or two clicks: tags, consent, promises, further phones, a look behind the mask."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast
from cheyuan.kernel.clock import now
from cheyuan.records.customers import actions, many, phones, queries, undoing, words
from cheyuan.records.customers.views.page import part


@require_POST
def tag(request: Any, customer_id: int) -> HttpResponse:
    """Put a tag on."""
    name = many.clean_tag(request.POST.get("name", ""))
    _tags(request, customer_id, add=name)
    return part(request, "customers/_tags.html", customer_id)


@require_POST
def untag(request: Any, customer_id: int) -> HttpResponse:
    """Take a tag off."""
    _tags(request, customer_id, remove=request.POST.get("name", ""))
    return part(request, "customers/_tags.html", customer_id)


def _tags(request: Any, customer_id: int, *, add: str = "", remove: str = "") -> None:
    with scope(request.actor):
        before = queries.customer(request.actor, customer_id).tags
    after = [name for name in before if name != remove]
    if add and add not in after:
        after.append(add)
    actions.edit(request.actor, customer_id, at=now(), tags=after)


@require_POST
def consent(request: Any, customer_id: int) -> HttpResponse:
    """A statement for one purpose and one channel (PPL-08)."""
    post = request.POST
    given, channel = post.get("given") == "1", post.get("channel", "")
    source = post.get("source", "") if post.get("source") in dict(words.SOURCES) else "call"
    actions.record_consent(
        request.actor, customer_id, post.get("purpose", ""), given, at=now(), source=source, on=(channel,)
    )
    said = _("Consent recorded.") if given else _("Withdrawn; nothing of this kind goes out from now on.")
    return toast(part(request, "customers/_lights.html", customer_id, "lights"), said, kind="well")


@require_POST
def stop(request: Any, customer_id: int) -> HttpResponse:
    """No more contact: final at once for the whole group (P6); or the mark taken off again."""
    if request.POST.get("off") == "1":
        actions.allow_contact(request.actor, customer_id, at=now())
        said = _("The mark is off. Refusals stay until the customer consents anew.")
    else:
        scope_of = "everything" if request.POST.get("scope") == "everything" else "marketing"
        actions.stop_contact(request.actor, customer_id, scope=scope_of, at=now())
        said = _("Recorded. It holds at once, in every store of the group.")
    return toast(part(request, "customers/_lights.html", customer_id, "lights"), said, kind="well")


@never_cache
@require_POST
def reveal(request: Any, customer_id: int, field: str) -> HttpResponse:
    """A look behind the mask: counted and audited (PPL-09, P11)."""
    content = actions.reveal(request.actor, customer_id, field, at=now())
    return render(request, "customers/_revealed.html", {"field": field, "content": content})


@require_POST
def remark(request: Any, customer_id: int) -> HttpResponse:
    """Write a note or a promise."""
    kind = request.POST.get("kind", "note")
    row = actions.remark(request.actor, customer_id, kind, request.POST.get("text", ""), at=now())
    undo = reverse("customers:unremark", args=[customer_id, row.pk])
    said = _("Promise noted. It stays in sight until it is kept.") if kind == "promise" else _("Note written.")
    return toast(part(request, "customers/_remembered.html", customer_id, "remembered"), said, undo=undo, kind="well")


@require_POST
def unremark(request: Any, customer_id: int, remark_id: int) -> HttpResponse:
    """Take back what one has just written."""
    phones.remove_remark(request.actor, remark_id, at=now())
    return toast(HttpResponse(headers={"HX-Refresh": "true"}), _("Taken back."), kind="well")


@require_POST
def keep(request: Any, customer_id: int, remark_id: int) -> HttpResponse:
    """The promise was kept; or, undone, it is open again."""
    if request.GET.get("open") == "1":
        phones.unkeep_promise(request.actor, remark_id, at=now())
        return toast(HttpResponse(headers={"HX-Refresh": "true"}), _("Taken back."), kind="well")
    actions.keep_promise(request.actor, remark_id, at=now())
    undo = f"{reverse('customers:keep', args=[customer_id, remark_id])}?open=1"
    answer = part(request, "customers/_remembered.html", customer_id, "remembered")
    return toast(answer, _("Promise kept."), undo=undo, kind="well")


@require_POST
def add_phone(request: Any, customer_id: int) -> HttpResponse:
    """Keep one more number."""
    post = request.POST
    row = phones.add_phone(
        request.actor, customer_id, post.get("number", ""), at=now(), label=post.get("label", "other")
    )
    undo = reverse("customers:phone_remove", args=[customer_id, row.pk])
    return toast(part(request, "customers/_reach.html", customer_id, "file"), _("Number kept."), undo=undo, kind="well")


@require_POST
def remove_phone(request: Any, customer_id: int, phone_id: int) -> HttpResponse:
    """Take a further number away, with a way back."""
    _customer, number, label = phones.remove_phone(request.actor, phone_id, at=now())
    undo = reverse("customers:phone_back", args=[customer_id, undoing.token({"number": number, "label": label})])
    answer = part(request, "customers/_reach.html", customer_id, "file")
    return toast(answer, _("Number taken away."), undo=undo, kind="well")


@require_POST
def restore_phone(request: Any, customer_id: int, token: str) -> HttpResponse:
    """The number taken away comes back."""
    former = undoing.opened(token)
    phones.add_phone(request.actor, customer_id, former["number"], at=now(), label=former["label"])
    return toast(HttpResponse(headers={"HX-Refresh": "true"}), _("Taken back."), kind="well")
