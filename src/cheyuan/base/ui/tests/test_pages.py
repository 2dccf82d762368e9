"""Frame and components: they render, keep the strict policy, and every word has its Chinese."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from cheyuan.base.ui import gallery, views
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import day_of, now

UI = Path(views.__file__).parent
TEMPLATES = sorted((UI / "templates").rglob("*.html"))


def page(cookies: dict[str, str] | None = None, language: str = "zh-hans") -> str:
    request: Any = RequestFactory().get("/gallery")
    request.COOKIES.update(cookies or {})
    request.actor = Actor("staff", "周敏", 1, (1,))
    request.resolver_match = None
    at = now()
    with translation.override(language):
        return render_to_string("ui/gallery.html", gallery.context(at, day_of(at)), request)


def test_the_gallery_shows_every_component() -> None:
    shown = page()
    for sign in (
        'class="btn p"',
        'class="m over"',
        'class="tries"',
        'class="tl',
        "life-w",
        "life-s",
        'class="empty"',
        'id="tile-',
    ):
        assert sign in shown


def test_theme_and_density_come_from_cookies_so_that_nothing_flashes() -> None:
    assert 'data-theme="dark" data-rows="comfortable"' in page({"theme": "dark", "density": "comfortable"})
    assert 'data-theme="system" data-rows="dense"' in page({"theme": '"><script>', "density": "?"})


def test_the_language_is_said_to_screen_readers() -> None:
    assert '<html lang="zh-CN"' in page()
    assert '<html lang="en"' in page(language="en")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_keep_the_strict_policy(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=\"|hx-on|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_every_word_has_its_chinese() -> None:
    catalogue = (UI / "locale/zh_Hans/LC_MESSAGES/django.po").read_text()
    assert not re.search(r'msgstr(\[0\])? ""\n(?!")', catalogue)
    known = set(re.findall(r'^msgid "(.+)"$', catalogue, re.M))
    used = {word for path in TEMPLATES for word in re.findall(r"{%\s*translate\s+[\"'](.+?)[\"']", path.read_text())}
    assert used - known == set()


def test_icons_are_one_line_drawings_without_markup() -> None:
    assert all(re.fullmatch(r"[MmLlHhVvCcSsQqTtAaZz0-9 .,\-]+", path) for path in gallery.icons.ICONS.values())
