"""One morning of a care agent, from the owner book to the planned next attempt, at a desk and on a phone, in Chinese."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from pypinyin import Style, lazy_pinyin

from cheyuan.kernel.clock import day_of, now
from tests.browser import books
from tests.browser.books import Given
from tests.browser.conftest import Open
from tests.browser.house import House
from tests.browser.visitor import DESK, PHONE, Visitor

PLAIN = {"phone": "电话号码不对", "vin": "车架号不是 17 位", "name": "必填项为空", "date": "日期写法不对"}
"""What is wrong with a row, as the dry run says it."""


@pytest.mark.parametrize(
    ("size", "store", "ending"), [(DESK, "gz01", "xlsx"), (PHONE, "sz02", "csv")], ids=["1440", "390"]
)
def test_the_house_stands(
    window: Open, house: House, tmp_path: Path, size: dict[str, int], store: str, ending: str
) -> None:
    book = books.write(tmp_path / f"车主档案.{ending}", day_of(now()), first=5000 if store == "gz01" else 9000)
    with window(size) as agent:
        agent.log_in(house.login("care_agent", store))
        agent.see(re.compile("(早上|上午|中午|下午|晚上)好，"))
        agent.picture("today")
        bring_in(agent, book)
        plan_today(agent)
        queue(agent)
        person = whole_person(agent)
        work(agent)
        find(agent, book)
        by_night(agent, person)


def bring_in(agent: Visitor, book: Given) -> None:
    """PLT: drop → columns guessed → dry run in plain words → written with progress."""
    page, asked = agent.page, []
    page.on("request", lambda request: asked.append(request.url))
    agent.room("导入")
    page.locator(".drop input[type=file]").set_input_files(str(book.path))
    page.get_by_role("button", name="读取文件").click()
    expect(page.get_by_label("车架号(VIN)", exact=True)).to_have_value(re.compile("vin"))
    expect(page.get_by_label("购车日期", exact=True)).to_have_value(re.compile("delivery_date"))
    page.locator("button[name=check]").click()
    expect(page.locator("button[name=how][value=good]")).to_contain_text(f"{book.good}")
    for what, row in book.wrong.items():
        kind = page.locator("details", has=page.locator("summary", has_text=PLAIN[what]))
        if kind.get_attribute("open") is None:
            kind.locator("summary").click()
        expect(kind.get_by_role("cell", name=f"{row}", exact=True)).to_be_visible()
    page.locator("button[name=how][value=good]").click()
    agent.see("已写入")
    assert [url for url in asked if url.endswith("/progress")] != []


def plan_today(agent: Visitor) -> None:
    """CARE-01: one press; the run says what it made."""
    agent.room("规则")
    agent.page.get_by_role("button", name="生成今日计划").click()
    expect(agent.page.locator("#runs tbody tr").first).to_be_attached()
    expect(agent.page.locator("#runs[hx-get]")).to_have_count(0)


def queue(agent: Visitor) -> None:
    """CARE-10: who, why and until when, in the agent's own list; the first task with its script, the names filled in."""
    page = agent.page
    agent.room("联系")
    row = page.locator("#queue .qr").first
    for told in (".a b", ".b", ".dl"):
        expect(row.locator(told)).not_to_be_empty()
    if agent.phone:
        page.locator(".qbar a").click()
    expect(page.locator(".script u").first).not_to_be_empty()
    expect(page.locator("#task .why")).not_to_be_empty()
    agent.settle()
    agent.picture("contact")


def whole_person(agent: Visitor) -> str:
    """PPL-04: from the task to everything known of the customer, with the life of the car, and back; the page's path."""
    page, at = agent.page, agent.page.url
    if agent.phone:
        page.get_by_role("link", name="客户资料").tap()
        page.locator("#person [data-key=p]").tap()
    else:
        page.keyboard.press("p")
    page.wait_for_url(re.compile(r"/customers/\d+$"))
    expect(page.locator("h1")).not_to_be_empty()
    expect(page.locator(".life").filter(visible=True).first).to_be_visible()
    person = urlsplit(page.url).path
    page.go_back()
    page.wait_for_url(at)
    if agent.phone and not page.locator("#task").is_visible():
        page.locator("#person [data-view-to=task]").tap()
    expect(page.locator("#task .script")).to_be_visible()
    return person


def work(agent: Visitor) -> None:
    """CARE-11 … CARE-15: no answer → the next attempt is planned, undo; booked → slip."""
    page = agent.page
    first = agent.task
    agent.choose("4")
    agent.save()
    agent.see(re.compile("没人接，下次"))
    second = agent.task
    agent.choose("4")
    agent.save()
    page.locator("#toasts [data-undo]").last.click()
    agent.see("已撤回。")
    assert agent.task == second
    expect(page.locator("#task .past")).to_contain_text("已撤回")
    book(agent)
    agent.go(first)
    expect(page.locator("#task .past")).to_contain_text("没人接")


def book(agent: Visitor) -> None:
    """An appointment within what the store can take, and its slip."""
    page = agent.page
    agent.choose("1")
    page.locator(".days label:has(input:enabled)").nth(1).click()
    slot = page.locator(".slots:visible label:has(input:enabled)").first
    agent.shoot("story-book")
    slot.click()
    agent.save()
    agent.see(re.compile("约好"))
    agent.shoot("story-booked")


def find(agent: Visitor, book: Given) -> None:
    """PLT-60: one box for name, initials, phone, plate and VIN."""
    page, (name, phone, plate, vin, *_) = agent.page, book.first
    initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
    if agent.phone:
        page.locator("#task .phead").get_by_role("link", name="回到队列").tap()
    for asked in (name, initials, phone[-4:], plate, plate[-5:].lower(), vin[-6:]):
        agent.search(asked)
        expect(page.locator("#palette [role=option]", has_text=name).first).to_be_visible()
        page.keyboard.press("Escape")
    agent.search(name)
    page.locator("#palette [role=option]", has_text=name).first.click()
    expect(page.locator("h1")).to_contain_text(name)


def by_night(agent: Visitor, person: str) -> None:
    """The whole person in the dark."""
    agent.go(person)
    agent.theme("dark")
    agent.settle()
    agent.picture("customer", "dark")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
def test_care_20_a_changed_rule_is_seen_before_it_holds(window: Open, house: House, size: dict[str, int]) -> None:
    with window(size) as manager:
        page = manager.page
        manager.log_in(house.login("care_manager", "gz01" if size is DESK else "sz02"))
        manager.go("/care/rules/R09")
        page.locator("#editor .big a.w").first.click()
        page.locator(".pick .opts button[aria-pressed=false]").last.click()
        expect(page.locator("#editor .chg").first).to_be_visible()
        expect(page.locator("#preview .concl")).not_to_be_empty()
        expect(page.locator("#preview svg").filter(visible=True)).to_have_count(1)
        manager.settle()
        manager.picture("rules")
        page.get_by_role("button", name="明天起用").click()
        expect(page.locator(".smp table").last).to_contain_text("30 天")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
def test_plt_60_english_and_dark_by_one_press_each(window: Open, house: House, size: dict[str, int]) -> None:
    with window(size) as agent:
        page = agent.page
        agent.log_in(house.login("care_agent", "gz01", 3))
        agent.language("en")
        agent.see(re.compile("^Good (morning|day|afternoon|evening)"))
        agent.theme("dark")
        page.reload()
        assert page.locator("html").get_attribute("data-theme") == "dark"
        agent.language("zh")
        agent.see(re.compile("好，"))


def test_plt_60_a_task_from_login_to_saved_with_the_keyboard_alone(window: Open, house: House) -> None:
    with window(DESK) as agent:
        page = agent.page
        person = house.login("care_agent", "gz01", 2)
        agent.go("/login")
        page.keyboard.type(person["username"])
        page.keyboard.press("Tab")
        page.keyboard.type(person["password"])
        page.keyboard.press("Enter")
        agent.see(re.compile("好，"))
        page.keyboard.press("Enter")
        expect(page.locator("#task .script")).to_be_visible()
        first = agent.task
        page.keyboard.press("j")
        expect(page.locator(f"#task:not([action^='{first}/'])")).to_be_visible()
        page.keyboard.press("3")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        agent.save("Control+Enter")
        expect(page.locator("#toasts")).to_contain_text("晚点再打")
        page.keyboard.press("Control+z")
        agent.see("已撤回。")
        page.keyboard.press("?")
        expect(page.locator("#keyhelp[open]")).to_be_visible()
