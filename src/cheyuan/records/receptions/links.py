"""Where an entry of the visitor book is."""

from functools import cache

from django.urls import reverse


@cache
def _form() -> str:
    return reverse("receptions:page", args=[0]).removesuffix("0")


def page_of(reception_id: int) -> str:
    """The page of one."""
    return f"{_form()}{reception_id}"
