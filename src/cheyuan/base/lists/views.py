"""The pages of a list: parse → one action or query → render."""

import json
from collections.abc import Callable
from typing import Any

from django.core import signing
from django.http import FileResponse, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cheyuan.base.lists import actions, drawing, queries, screen, spec
from cheyuan.base.lists.rows import LOOK, fits, fitting
from cheyuan.base.lists.spec import List
from cheyuan.base.lists.wish import Wish, parsed
from cheyuan.base.lists.work import path_of
from cheyuan.base.tenancy.scope import scope
from cheyuan.base.ui.toasts import toast, toast_after_redirect
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Missing, Refused

SALT = "lists.undo"
UNDO_AT_MOST = 200
View = Callable[..., HttpResponse]
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def page(name: str) -> View:
    """The list itself; only its inner part when the page asks for that."""

    @require_GET
    def view(request: Any) -> HttpResponse:
        return show(request, spec.get(name), parsed(spec.get(name), request.GET))

    return view


def show(request: Any, one: List, wish: Wish) -> HttpResponse:
    """Render the list, inside the actor's scope."""
    inner = request.htmx.target == "list" and not request.htmx.history_restore_request
    facts = screen.context(one, request.actor, wish)
    facts["opened"] = drawing.opened(one, request.GET.get("open", ""), facts["body"])
    response = render(request, "lists/_list.html" if inner else "lists/page.html", facts)
    if inner:
        place = f"&after={wish.after}" if wish.after else f"&before={wish.before}" if wish.before else ""
        response["HX-Push-Url"] = f"{facts['base']}?{facts['query']}{place}".rstrip("?")
    patch_vary_headers(response, ("HX-Request", "HX-Target"))
    return response


def count(name: str) -> View:
    """The exact number, when somebody asks."""

    @require_GET
    def view(request: Any) -> HttpResponse:
        one = spec.get(name)
        request.actor.require(one.right)
        number = fitting(one, request.actor, _wish(request, request.GET, one)).count()
        return render(request, "lists/_count.html", {"count": one.counted(f"{number:,}", number)})

    return view


def _wish(request: Any, data: Any, one: List) -> Wish:
    return screen.resolved(one, request.actor, parsed(one, data), queries.views(request.actor, one.name))


def _posted(request: Any, one: List) -> Wish:
    """The wish of the page from which a form was sent (its field ``query``)."""
    with scope(request.actor):
        return _wish(request, QueryDict(request.POST.get("query", "")[:4000]), one)


def save(name: str) -> View:
    """Keep the filters, columns and sort shown now under a name."""

    @require_POST
    def view(request: Any) -> HttpResponse:
        one = spec.get(name)
        wish = _posted(request, one)
        shared = request.POST.get("shared") == "1"
        row = actions.save_view(request.actor, name, request.POST.get("name", ""), wish, at=now(), shared=shared)
        toast_after_redirect(request, _("View “%(name)s” saved.") % {"name": row.name})
        return _go(request, f"{one.address()}?view={row.pk}")

    return view


def forget(name: str) -> View:
    """Take a saved view away, with a way back."""

    @require_POST
    def view(request: Any, view_id: int) -> HttpResponse:
        one = spec.get(name)
        row = actions.remove_view(request.actor, view_id, at=now())
        undo = one.address("list_restore", view_id)
        toast_after_redirect(request, _("View “%(name)s” removed.") % {"name": row.name}, undo=undo)
        return _go(request, one.address())

    return view


def restore(name: str) -> View:
    """The saved view is back."""

    @require_POST
    def view(request: Any, view_id: int) -> HttpResponse:
        one = spec.get(name)
        actions.restore_view(request.actor, view_id, at=now())
        return _go(request, f"{one.address()}?view={view_id}")

    return view


def export(name: str) -> View:
    """Start an export of what is shown."""

    @require_POST
    def view(request: Any) -> HttpResponse:
        one = spec.get(name)
        ending = request.POST.get("format", "xlsx")
        title = f"{one.title}.{ending}"
        actions.begin_export(request.actor, one, _posted(request, one), ending, at=now(), title=title)
        words = _("The export is being made. Its file will be in the bar at the top.")
        if not request.htmx:
            toast_after_redirect(request, words)
            return HttpResponseRedirect(one.address())
        response = toast(HttpResponse(status=204), words, kind="well")
        events = json.loads(response["HX-Trigger"])
        response["HX-Trigger"] = json.dumps({**events, "jobs-changed": True})
        return response

    return view


def bulk(name: str) -> View:
    """Do something with the ticked rows, or with all that fit: at once up to 1,000, else in the background."""

    @require_POST
    def view(request: Any) -> HttpResponse:
        one, key, at = spec.get(name), request.POST.get("do", ""), now()
        deed = actions.bulk(one, key, by=request.actor)
        values = {field: request.POST.get(f"{key}-{field}", "").strip()[:200] for field, *_rest in deed.inputs}
        wish = _posted(request, one)
        if request.POST.get("all") == "1":
            with scope(request.actor):
                found = fits(one, request.actor, wish)
                ids = [] if found.capped else list(found.rows.values_list("pk", flat=True))
            if found.capped:
                actions.begin_bulk(request.actor, one, key, wish, values, at=at, title=str(deed.label))
                return _again(request, one, wish, _("This is being done in the background."), "")
        else:
            ids = [int(id) for id in request.POST.getlist("id") if id.isascii() and id.isdecimal()][:LOOK]
        if not ids:
            raise Refused("nothing_ticked")
        deed, changed = actions.work_on(request.actor, one, key, ids, values, at=at)
        return _again(request, one, wish, deed.done(len(changed)), _undo(one, deed, changed, values))

    return view


def options(name: str) -> View:
    """What may be chosen for a bulk action, asked when its menu is opened."""

    @require_GET
    def view(request: Any, key: str, field: str) -> HttpResponse:
        deed = actions.bulk(spec.get(name), key, by=request.actor)
        known = next((choices for field_name, _label, choices in deed.inputs if field_name == field), None)
        if known is None:
            raise Missing("field", None)
        return render(request, "lists/_options.html", {"options": known(request.actor)})

    return view


def _undo(one: List, deed: spec.Bulk, ids: list[int], values: dict[str, str]) -> str:
    if not deed.undo or not 0 < len(ids) <= UNDO_AT_MOST:
        return ""
    token = signing.dumps([deed.undo, deed.key, ids, values], salt=f"{SALT}.{one.name}", compress=True)
    return one.address("list_undo", token)


def undo(name: str) -> View:
    """Take a bulk action back; the address itself says what and for which rows, signed."""

    @require_POST
    def view(request: Any, token: str) -> HttpResponse:
        one = spec.get(name)
        try:
            key, _done, ids, values = signing.loads(token, salt=f"{SALT}.{one.name}", max_age=3600)
        except signing.BadSignature:
            raise Missing("undo", None) from None
        deed, changed = actions.work_on(request.actor, one, key, ids, values, at=now())
        response = toast(HttpResponse(status=200), deed.done(len(changed)), kind="well")
        response["HX-Refresh"] = "true"
        return response

    return view


def _again(request: Any, one: List, wish: Wish, words: str, undo: str) -> HttpResponse:
    """The list as it is now, with a word on what was done."""
    if not request.htmx:
        toast_after_redirect(request, words, undo=undo)
        return HttpResponseRedirect(f"{one.address()}?{wish.query()}")
    with scope(request.actor):
        response = render(request, "lists/_list.html", screen.context(one, request.actor, wish))
        return toast(response, words, undo=undo, kind="well")


def _go(request: Any, address: str) -> HttpResponse:
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


@require_GET
def file(request: Any, token: str) -> HttpResponse | FileResponse:
    """An export's file, for the person who asked for it."""
    found = queries.export_file(request.actor, token)
    path = path_of(found.token)
    if not path.exists():
        raise Missing("export", None)
    stem = found.title.removesuffix(f".{found.ending}")
    name = f"{stem}-{found.made_at:%Y%m%d-%H%M}.{found.ending}"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=TYPES[found.ending])
