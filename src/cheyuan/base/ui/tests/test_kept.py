"""Kept markup: drawn once for the same values and language, anew for others."""

from django.template import Context, Template
from django.utils import translation

TEXT = "{% load kept %}{% kept of %}{{ shown }}{% translate 'Search' %}{% endkept %}"


def test_it_is_drawn_once_for_the_same_values() -> None:
    template = Template(TEXT)
    with translation.override("en"):
        first = template.render(Context({"of": (1, "a"), "shown": "<one>"}))
        assert first == "&lt;one&gt;Search"
        assert template.render(Context({"of": (1, "a"), "shown": "two"})) == first
        assert template.render(Context({"of": (2, "a"), "shown": "two"})) == "twoSearch"


def test_another_language_is_drawn_anew() -> None:
    template = Template(TEXT)
    with translation.override("en"):
        english = template.render(Context({"of": 1, "shown": ""}))
    with translation.override("zh-hans"):
        assert template.render(Context({"of": 1, "shown": ""})) != english
