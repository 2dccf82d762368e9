"""Every page that a role can reach by links: opens, fits, reads well in both languages and themes, axe finds nothing serious."""

import re
from urllib.parse import urlsplit

import pytest

from tests.browser import reading
from tests.browser.conftest import Open
from tests.browser.house import House
from tests.browser.visitor import DESK, PHONE, Visitor

ROLES = ("group_admin", "care_manager", "care_agent", "service_advisor", "technician", "front_desk")
LOOKS = [
    pytest.param(DESK, "light", "zh-hans", id="1440-light-zh"),
    pytest.param(PHONE, "dark", "zh-hans", id="390-dark-zh"),
    pytest.param(DESK, "dark", "en", id="1440-dark-en"),
    pytest.param(PHONE, "light", "en", id="390-light-en"),
]
NO_PAGES = re.compile(
    r"^/(static|exports|files|api|healthz|metrics|readyz)|/refused\.|\.(csv|xlsx|json)$|/sheet$|/undo"
)
LINKS = "() => [...document.querySelectorAll('a[href]')].filter((one) => !one.hasAttribute('download')).map((one) => one.href)"
MOST = 60
WALKED = ["/", "/contact/", "/customers/", "/customers/1", "/vehicles/1", "/care/rules/R09", "/import", "/me"]
Read = set[tuple[str, ...]]


@pytest.fixture(scope="module")
def read() -> Read:
    """Which kinds of page were read in which look: what another role has shown is opened, but not read again."""
    return set()


def kind_of(url: str) -> str:
    """Addresses that differ only in numbers or codes show the same page."""
    path = urlsplit(url).path
    return re.sub(r"\d+", "N", re.sub(r"/(rules|scripts|policies)/[^/]+", r"/\1/X", path))


def reachable(visitor: Visitor, read: Read, look: str) -> list[str]:
    """One address of every kind that links lead to, from the first page on; reads each on the way, once per look."""
    seen, waiting, found = {"/"}, ["/"], []
    while waiting and len(found) < MOST:
        path = waiting.pop(0)
        visitor.go(path)
        found.append(path)
        for link in visitor.page.evaluate(LINKS):
            parts = urlsplit(link)
            if link.startswith(visitor.house.url) and not NO_PAGES.search(parts.path) and kind_of(link) not in seen:
                seen.add(kind_of(link))
                waiting.append(parts.path)
        if path == "/" or (look, kind_of(path)) not in read:
            read.add((look, kind_of(path)))
            look_at(visitor, path)
    return found


def look_at(visitor: Visitor, path: str) -> None:
    """Note what is wrong with the page that is open."""
    page, chinese = visitor.page, visitor.page.locator("html").get_attribute("lang") == "zh-CN"
    visitor.settle()
    said = [*reading.overflow_in(page), *reading.faults_in(page), *(reading.english_in(page) if chinese else [])]
    visitor.complaints += [f"{path} {one}" for one in said]


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS)
@pytest.mark.parametrize("role", ROLES)
def test_plt_60_every_page(
    window: Open, house: House, read: Read, role: str, size: dict[str, int], theme: str, language: str
) -> None:
    with window(size, theme=theme, language=language) as visitor:
        visitor.log_in(house.login(role, "sz02"))
        assert len(reachable(visitor, read, f"{size['width']} {theme} {language}")) > 5


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS)
def test_plt_60_the_front_door(window: Open, size: dict[str, int], theme: str, language: str) -> None:
    with window(size, theme=theme, language=language) as visitor:
        visitor.go("/login")
        look_at(visitor, "/login")
        visitor.complaints += reading.focus_faults(visitor.page, 4)


@pytest.mark.parametrize("path", WALKED)
def test_plt_60_the_tab_key_never_gets_lost(window: Open, house: House, path: str) -> None:
    with window(DESK) as visitor:
        visitor.log_in(house.login("care_manager", "gz01"))
        visitor.go(path)
        visitor.settle()
        visitor.complaints += reading.focus_faults(visitor.page)


@pytest.mark.parametrize(("size", "most"), [(DESK, 2), (PHONE, 1)])
def test_plt_60_what_was_said_does_not_hide_the_form(
    window: Open, house: House, size: dict[str, int], most: int
) -> None:
    with window(size) as visitor:
        visitor.log_in(house.login("care_agent", "gz01"))
        visitor.go("/contact/")
        visitor.settle()
        say = "n => document.body.dispatchEvent(new CustomEvent('toast', {detail: {text: `said ${n}`, undo: '/x'}}))"
        for number in range(5):
            visitor.page.evaluate(say, number)
        said = visitor.page.locator("#toasts .toast").all_inner_texts()
        assert [one.split("\n")[0] for one in said] == [f"said {number}" for number in range(5 - most, 5)]
