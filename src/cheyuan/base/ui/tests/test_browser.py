"""The islands in a real Chromium, under the real policy: keys, sheet address, palette, theme, drafts, lock."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
BUILT = Path(__file__).parents[1] / "static/dist/app.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (CHROMIUM and BUILT.exists()) and os.environ.get("CHEYUAN_BROWSER") != "required",
        reason="no Chromium on this machine, or the front end is not built",
    ),
]


@pytest.fixture
def gallery(live_server: Any, client_as: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The gallery page, opened by a care agent; messages of the console are kept in ``page.said``."""
    playwright = pytest.importorskip("playwright.sync_api")
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser's driver runs a loop in this thread
    cookie = next(iter(client_as("care_agent").cookies.values()))
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(f"{live_server.url}/gallery")
        yield page
        browser.close()


def test_plt_60_keys_move_choose_and_explain(gallery: Any) -> None:
    gallery.keyboard.press("j")
    gallery.keyboard.press("j")
    assert gallery.evaluate("document.activeElement.dataset.row") == "4"  # the second row is the current one
    gallery.keyboard.press("?")
    assert gallery.locator("#keyhelp[open] [data-keys] dt").count() > 3
    gallery.keyboard.press("Escape")
    gallery.keyboard.press("1")
    assert gallery.locator("input[value=booked]").is_checked()
    assert gallery.locator(".book").is_visible()
    gallery.keyboard.press("4")
    assert gallery.locator(".book").is_hidden()


def test_plt_60_the_palette_opens_and_goes_away(gallery: Any) -> None:
    gallery.keyboard.press("Control+k")
    assert gallery.locator("#palette[open] input").is_visible()
    gallery.keyboard.press("Escape")
    assert gallery.locator("#palette[open]").count() == 0


def test_plt_60_the_theme_is_kept(gallery: Any) -> None:
    gallery.locator("[data-theme-set=dark]").first.evaluate("one => one.click()")
    gallery.reload()
    assert gallery.locator("html").get_attribute("data-theme") == "dark"


def test_what_was_typed_survives_a_reload(gallery: Any) -> None:
    gallery.fill("#g6", "写到一半")
    gallery.reload()
    gallery.wait_for_function("document.querySelector('#g6').value === '写到一半'")


def test_plt_21_nothing_breaks_the_policy(gallery: Any) -> None:
    gallery.locator("[data-says] text").first.hover()
    assert gallery.locator(".whys .pop:not([hidden])").count() == 1
    assert [said for said in gallery.said if "Content Security Policy" in said or "Error" in said] == []
