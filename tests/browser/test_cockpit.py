"""INS-30, INS-31: a general manager reads the figures, sees how one is counted, opens the rows behind it, changes the days."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Open
from tests.browser.house import House
from tests.browser.visitor import DESK, PHONE, Visitor


@pytest.fixture(scope="module")
def reckoned(house: House) -> House:
    """The house with the figures of last night."""
    house.call("metrics")
    return house


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
def test_ins_30_ins_31_from_a_figure_to_its_rows_and_to_other_days(
    window: Open, reckoned: House, size: dict[str, int]
) -> None:
    with window(size) as general:
        general.log_in(reckoned.login("general_manager", "gz01" if size is DESK else "sz02"))
        general.room("全局")
        said = read(general)
        formula(general)
        rows(general)
        assert read(general) == said
        other_days(general)


def tile(general: Visitor) -> Locator:
    """The one of the whole walk."""
    return general.page.locator("#tile-coverage")


def read(general: Visitor) -> str:
    """The figure of the tile, with nothing cut off at the side."""
    page, figure = general.page, tile(general).locator(".fig b")
    expect(figure).to_have_text(re.compile(r"^\d+(\.\d+)?%$"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    general.shoot(f"cockpit-{390 if general.phone else 1440}")
    return figure.inner_text()


def formula(general: Visitor) -> None:
    """How it is counted opens beside the tile and lies wholly within the window."""
    page, sheet = general.page, tile(general).locator(".pop")
    expect(sheet).to_be_hidden()
    tile(general).locator("summary").click()
    expect(sheet).to_be_visible()
    expect(sheet.locator("p").first).not_to_be_empty()
    expect(sheet.locator("tbody tr").first).to_be_attached()
    box = sheet.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= page.evaluate("innerWidth")
    general.shoot(f"cockpit-formula-{390 if general.phone else 1440}")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def rows(general: Visitor) -> None:
    """The tile leads to the very rows of the same days; back leads to the cockpit."""
    page, at = general.page, general.page.url
    tile(general).locator(".fig").click()
    page.wait_for_url(re.compile(r"/metrics/coverage\?.*#rows$"))
    first = page.locator(".cardlist .crd, .desk tbody tr").filter(visible=True).first
    expect(first).to_be_visible()
    expect(first.locator("a").first).to_have_attribute("href", re.compile(r"^/"))
    general.shoot(f"cockpit-rows-{390 if general.phone else 1440}")
    page.go_back()
    page.wait_for_url(at)


def other_days(general: Visitor) -> None:
    """The quarter by the list, the one before by its button; the rows follow."""
    page = general.page
    page.locator(".ckf select[name=p]").select_option("quarter")
    page.wait_for_url(re.compile(r"[?&]p=quarter"))
    now = asked(tile(general))
    page.locator(".pagehead a.btn").first.click()
    page.wait_for_url(re.compile(r"[?&]from="))
    expect(page.locator(".ckf select[name=p]")).to_have_value("quarter")
    before = asked(tile(general))
    assert before["from"] < now["from"]
    assert before["to"] < now["from"]


def asked(one: Locator) -> dict[str, list[str]]:
    """The days whose rows a tile leads to."""
    return parse_qs(urlsplit(one.locator(".fig").get_attribute("href") or "").query)
