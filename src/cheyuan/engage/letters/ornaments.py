"""Pictures of our own drawing for the front of a card; the same shapes on the screen and on paper."""

from functools import cache

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

ORNAMENTS: dict[str, object] = {
    "plum": _("Plum blossom"), "lantern": _("Lanterns"), "moon": _("Moon and osmanthus"), "waves": _("Sun and waves"),
    "wheels": _("Our two wheels"),
}  # fmt: skip


@cache
def drawing(name: str) -> str:
    """The picture as SVG; empty for no ornament or one that is not known."""
    return render_to_string(f"letters/ornaments/{name}.svg").strip() if name in ORNAMENTS else ""
