"""Saved views of lists that are filtered by a segment."""

from django.utils.translation import gettext_lazy as _

from cheyuan.base.lists import queries, spec
from cheyuan.base.lists.models import SavedView
from cheyuan.insight.segments.uses import Use, User, Uses
from cheyuan.kernel.actor import Actor

LISTS = ("customers", "vehicles", "segment_members")


def views(by: Actor, code: str) -> Uses:
    """Those that the actor may use; views of others are only counted."""
    mine, others = queries.views_with(by, LISTS, "segment", code)
    shown = [one for one in mine if by.may(spec.get(one.list_name).right)]
    return Uses([_use(one) for one in shown], others + len(mine) - len(shown))


def _use(view: SavedView) -> Use:
    shown = spec.get(view.list_name)
    return Use(view.name, f"{shown.address()}?view={view.pk}", str(shown.title))


VIEWS = User(
    "view", _("Saved views"), "columns",
    _("These views show who belongs from the next counting on."),
    _("From the next counting on these views show nobody."),
    50, views,
)  # fmt: skip
