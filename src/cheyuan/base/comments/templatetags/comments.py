"""``{% load comments %}{% comments "customer" one.pk %}``: the panel of comments on a record's page.

It is fetched when it comes into view, so that no page asks the database for more than before.
"""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()


@register.inclusion_tag("comments/_place.html", takes_context=True)
def comments(context: Any, kind: str, number: int) -> dict[str, Any]:
    """Nothing for whoever may not read comments."""
    actor = context.get("actor")
    may = actor is not None and actor.may("comments.view")
    return {"address": reverse("comments:panel", args=[kind, number]) if may else ""}
