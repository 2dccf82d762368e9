"""The addresses that every list has, to be put before those of its room."""

from django.urls import URLPattern, path

from cheyuan.base.lists import views


def routes(name: str) -> list[URLPattern]:
    """Addresses of the list ``name`` in its room's namespace: list, list_count, list_export, list_bulk, list_undo, list_save …

    The room itself must have ``sheet`` and ``page``, each with the id of a row.
    """
    return [
        path("", views.page(name), name="list"),
        path("list/count", views.count(name), name="list_count"),
        path("list/export", views.export(name), name="list_export"),
        path("list/bulk", views.bulk(name), name="list_bulk"),
        path("list/options/<slug:key>/<slug:field>", views.options(name), name="list_options"),
        path("list/undo/<str:token>", views.undo(name), name="list_undo"),
        path("list/views", views.save(name), name="list_save"),
        path("list/views/<int:view_id>/remove", views.forget(name), name="list_forget"),
        path("list/views/<int:view_id>/restore", views.restore(name), name="list_restore"),
    ]
