"""The drawer of notices by the keyboard alone (PLT-04, PLT-60)."""

from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.house import House
from tests.browser.visitor import DESK


def test_plt_60_the_drawer_is_walked_with_j_and_k_and_ticked_off_with_x(window: Open, house: House) -> None:
    with window(DESK) as visitor:
        visitor.log_in(house.login("care_manager", "gz01"))
        page = visitor.page
        page.keyboard.press("i")
        lines = page.locator("#sheet [data-step]")
        expect(lines.nth(1)).to_be_visible()
        for key, at in (("j", 0), ("j", 1), ("k", 0), ("k", 0)):
            page.keyboard.press(key)
            expect(lines.nth(at).locator("a")).to_be_focused()
        visitor.shoot("inbox-keys")
        ticked = lines.nth(0).locator("a").get_attribute("href")
        page.keyboard.press("x")
        expect(page.locator(f'#sheet a[href="{ticked}"]')).to_have_count(0)  # others may come in meanwhile
        visitor.settle()
        page.keyboard.press("j")
        expect(lines.nth(0).locator("a")).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: url != f"{house.url}/")
