"""CARE-20, CARE-21: from the slip with its QR code to the closed complaint: a customer on a phone, a manager at the desk."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser import reading
from tests.browser.conftest import Open
from tests.browser.house import House
from tests.browser.visitor import DESK, PHONE, Visitor

SAID = "等了三个小时，没有人来说一声。"


def test_care_21_a_low_score_becomes_a_complaint_that_is_worked_to_its_end(window: Open, house: House) -> None:
    with window(DESK) as manager:
        manager.log_in(house.login("care_manager", "gz01"))
        link = hand_over(manager)
        with window(PHONE) as customer:
            tell(customer, link)
        find(manager)
        work(manager)


def hand_over(manager: Visitor) -> str:
    """The slip of a customer; answers the path of its link."""
    page = manager.page
    manager.go("/customers/")
    page.locator("a[data-sheet-link]").first.wait_for()
    manager.go(page.locator("a[data-sheet-link]").first.get_attribute("href") or "")
    page.locator("a[href^='/surveys/invite']").filter(visible=True).first.click()
    page.locator("select[name=code]").select_option("service")
    page.get_by_role("button", name="生成评价单").click()
    expect(page.locator(".svqr path")).to_be_visible()
    manager.shoot("survey-slip")
    return urlsplit(page.locator(".svslip .wrap-any").inner_text()).path


def tell(customer: Visitor, link: str) -> None:
    """The customer sees no login and nothing of theirs, forgets a question, is asked for it, and sends it once."""
    page = customer.page
    customer.go(link)
    expect(page.locator("h1")).to_have_text("售后服务满意度")
    marks = page.locator(".sv-k")
    for number in range(marks.count() - 1):
        marks.nth(number).locator("label").nth(2).tap()
    customer.shoot("survey-phone")
    page.get_by_role("button", name="提交评价").tap()
    expect(page.locator(".sv-q .err")).to_have_count(1)
    marks.last.locator("label").nth(3).tap()
    page.locator("textarea").first.fill(SAID)
    page.get_by_role("button", name="提交评价").tap()
    expect(page.locator("h1")).to_have_text("谢谢您")
    customer.shoot("survey-thanks")
    customer.go(link)
    expect(page.locator("form .sv-k")).to_have_count(0)


def find(manager: Visitor) -> None:
    """The low answer among the answers, and the complaint that it opened by itself."""
    page = manager.page
    manager.room("问卷")
    expect(page.locator("[data-chart] :is(canvas, svg)").first).to_be_visible()
    manager.go("/surveys/answers/?tab=low")
    page.locator("a[data-sheet-link]").first.wait_for()
    manager.go(page.locator("a[data-sheet-link]").first.get_attribute("href") or "")
    manager.see(SAID)
    page.get_by_role("link", name="查看由此产生的投诉").click()
    page.wait_for_url(re.compile(r"/complaints/\d+$"))
    expect(page.locator(".cpf")).to_contain_text(SAID)
    expect(page.locator(".facts a[href^='/surveys/answers/']")).to_be_visible()


def work(manager: Visitor) -> None:
    """Answered, classified, given out, begun, solved, told, revisited, closed."""
    page = manager.page
    for step in ("answer", "classify", "assign", "start", "solve", "tell", "revisit", "close"):
        form = page.locator(f"form#next[action$='/steps/{step}']")
        form.wait_for()
        for chosen in form.locator("select").all():
            if not chosen.input_value():
                chosen.select_option(index=1)
        if step == "revisit":
            form.locator("select[name=satisfaction]").select_option("yes")
        for words in form.locator("textarea").all():
            words.fill("已致电客户，情况属实，已处理。")
        page.locator("button[form=next]").click()
        form.wait_for(state="detached")
    expect(page.locator(".about .facts").first).to_contain_text("已关闭")


@pytest.mark.parametrize("look", [(PHONE, "light", "zh-hans"), (PHONE, "dark", "en")], ids=["light-zh", "dark-en"])
def test_care_20_the_page_behind_the_link_reads_well(window: Open, house: House, look: tuple) -> None:  # type: ignore[type-arg]
    size, theme, language = look
    with window(DESK) as manager:
        manager.log_in(house.login("care_manager", "sz02"))
        link = hand_over(manager)
    with window(size, theme=theme, language=language) as customer:
        customer.go(link)
        customer.shoot(f"survey-{theme}-{language}")
        assert [*reading.overflow_in(customer.page), *reading.faults_in(customer.page)] == []
