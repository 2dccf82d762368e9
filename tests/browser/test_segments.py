"""INS-10: a manager clicks conditions together, watches the count move, saves, and opens the members of a segment."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.house import House
from tests.browser.visitor import DESK, Visitor

NAME = "三年以上的车主"


def test_ins_10_a_segment_is_clicked_together(window: Open, house: House) -> None:
    with window(DESK) as manager:
        manager.log_in(house.login("care_manager", "gz01"))
        build(manager)
        look(manager)


def counted(page: Page) -> int:
    """How many fit now."""
    number = page.locator("#live [data-count]")
    expect(number).to_be_visible()
    return int(number.get_attribute("data-count") or 0)


def build(manager: Visitor) -> None:
    """Two conditions, one of them changed, one in a group of its own; the count follows each."""
    page = manager.page
    manager.go("/segments/new")
    page.locator("[name='v-0.0']").fill("36")
    expect(page.locator("#live [data-count]")).to_be_visible()
    old = counted(page)
    page.locator("[name='v-0.0']").fill("1")
    expect(page.locator(f"#live [data-count='{old}']")).to_have_count(0)
    assert counted(page) > old
    page.locator("#builder").get_by_role("button", name="条件组").click()
    page.locator("[name='f-0.1.0']").select_option("city")
    page.locator("[name='o-0.1.0']").select_option("known")
    expect(page.locator("[name='v-0.1.0']")).to_have_count(0)
    page.locator("#builder").get_by_role("button", name="移除这一组").click()
    expect(page.locator("[name='f-0.1.0']")).to_have_count(0)
    assert page.locator("[name='v-0.0']").input_value() == "1"
    page.locator("#sg-name").fill(NAME)
    manager.settle()
    manager.shoot("segment-builder")
    page.get_by_role("button", name="保存分群").click()
    expect(page.locator("h1")).to_contain_text(NAME)


def look(manager: Visitor) -> None:
    """The members of one that was counted; the first of them is a person."""
    page = manager.page
    manager.go("/segments/")
    expect(page.get_by_text(NAME).first).to_be_visible()
    manager.go("/segments/life-replace")
    page.get_by_role("link", name="全部成员").click()
    first = page.locator("tr[data-row]").first
    expect(first).to_be_visible()
    manager.shoot("segment-members")
    first.click()
    expect(page.get_by_role("link", name="打开客户")).to_be_visible()
    page.get_by_role("link", name="打开客户").click()
    expect(page.locator(".sgbadges a").first).to_be_visible()
