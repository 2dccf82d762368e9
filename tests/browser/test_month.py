"""CARE-40 … CARE-42: a month closes: from its figures to the very rows, the plan, and the general manager's name on a phone."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.house import House
from tests.browser.visitor import DESK, PHONE, Visitor

STORE = "gz01"


def test_care_41_a_month_from_its_figures_to_the_signature(window: Open, house: House) -> None:
    boss, chief = house.login("care_manager", STORE), house.login("general_manager", STORE)
    with window(DESK) as manager:
        manager.log_in(boss)
        figures(manager)
        address = opened_again(manager)
        plan(manager)
        decide_money(manager, address)
    with window(PHONE) as general:
        general.log_in(chief)
        sign(general)
        general.go(address)
        expect(general.page.locator(".rpv")).to_contain_text(chief["name"])
        general.shoot("month-signed-390")
    with window(DESK) as manager:
        manager.log_in(boss)
        kept(manager, address)


def figures(manager: Visitor) -> None:
    """The month before, with pictures; a figure opens to its rows."""
    page = manager.page
    manager.room("报表")
    page.get_by_role("link", name="上一期").click()
    expect(page.locator("[data-chart=by_rule] svg")).to_be_visible()
    expect(page.locator(".rpg li")).to_have_count(7)
    manager.shoot("figures-1440")
    row = page.locator(".rpc tbody tr", has_text="定期保养提醒")
    made = row.locator("td.n").nth(0).inner_text()
    row.locator("td.n a").nth(0).click()
    expect(page.locator(".desk tbody tr")).to_have_count(int(made))
    page.go_back()


def opened_again(manager: Visitor) -> str:
    """The report that waits is taken back, its month reckoned anew with a reason; the address of the new one."""
    page = manager.page
    page.get_by_role("link", name="月报", exact=True).click()
    page.locator(".desk tbody a").first.click()
    expect(page.locator(".note-box")).to_contain_text("等待总经理签批")
    expect(page.get_by_role("button", name="重新核算")).to_have_count(0)
    page.get_by_role("link", name="等待总经理签批").click()
    page.locator("form[action$='/withdraw'] button").filter(visible=True).click()
    manager.see("已撤回")
    manager.go("/reports/months")
    page.locator(".desk tbody a").first.click()
    page.get_by_role("button", name="重新核算").click()
    page.locator("#reopen textarea").fill("补录了两通电话")
    page.locator("#reopen").get_by_role("button", name="重新核算本月").click()
    expect(page.locator(".pagehead")).to_contain_text("第 2 版")
    expect(page.locator(".pagehead")).to_contain_text("补录了两通电话")
    return re.sub(r"^https?://[^/]+", "", page.url)


def plan(manager: Visitor) -> None:
    """A measure with owner and day, then off to the general manager."""
    page = manager.page
    page.fill("#plan input[name=what]", "流失客户按区域分给两名专员")
    page.locator("#plan select[name=owner_id]").select_option(index=1)
    page.get_by_role("button", name="加入计划").click()
    expect(page.locator("#plan .rpp")).to_contain_text("流失客户按区域分给两名专员")
    page.fill("textarea[name=summary]", "十月邀约好于上月，流失客户是十一月的重点。")
    manager.shoot("month-draft-1440")
    page.get_by_role("button", name="提交总经理审批").click()
    manager.see("月报已提交总经理。")


def decide_money(manager: Visitor, address: str) -> None:
    """One deduction with the rows that prove it, let fall with a reason."""
    page = manager.page
    page.get_by_role("link", name=re.compile("扣罚与奖励 ")).click()
    page.locator(".desk tbody a").first.click()
    expect(page.locator("h2", has_text="依据")).to_be_visible()
    page.fill("input[name=amount]", "0")
    page.fill("textarea[name=words]", "核对过，当天已当面提醒。")
    page.get_by_role("button", name="确定").click()
    manager.see("已裁定。")
    expect(page.locator(".pagehead")).to_contain_text("已免除")
    manager.go(address)


def sign(general: Visitor) -> None:
    """On the phone, from what waits to the signature."""
    page = general.page
    general.room("审批")
    page.locator("a[href^='/approvals/']", has_text=re.compile(r"20\d\d-\d\d")).filter(visible=True).first.tap()
    page.locator("button[name=verdict][value=yes]").filter(visible=True).tap()
    general.see("已同意。")


def kept(manager: Visitor, address: str) -> None:
    """The signed PDF lies there with its hash."""
    page = manager.page
    for _try in range(30):
        manager.go(address)
        if page.get_by_role("link", name="已签 PDF").count():
            break
        page.wait_for_timeout(1000)
    expect(page.locator(".rpv")).to_contain_text("SHA-256")
    with page.expect_download() as coming:
        page.get_by_role("link", name="已签 PDF").click()
    assert coming.value.suggested_filename.endswith("-v2.pdf")
    assert coming.value.path().read_bytes().startswith(b"%PDF-")
