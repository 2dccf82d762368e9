"""One house and one browser for all walks; without Chromium they are left out, or fail where a browser is required."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.house import House
from tests.browser.visitor import FLAGS, Visitor, visiting

HERE = Path(__file__).parent
Open = Callable[..., AbstractContextManager[Visitor]]


def chromium() -> str | None:
    """The machine's browser."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All walks are marked, and share one process and so one house."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A seeded house with its processes. BROWSER_HOUSE names a folder to keep it in between runs."""
    if not chromium():
        if os.environ.get("CHEYUAN_BROWSER") == "required":
            pytest.fail("a browser is required (CHEYUAN_BROWSER) and there is no Chromium on this machine")
        pytest.skip("no Chromium on this machine")
    kept = os.environ.get("BROWSER_HOUSE")
    made = House(Path(kept) if kept else tmp_path_factory.mktemp("browser") / "var")
    made.data.mkdir(parents=True, exist_ok=True)
    yield made.open()
    made.close()


@pytest.fixture(scope="package")
def browser(house: House) -> Iterator[Browser]:
    """The browser; its driver keeps a loop in this thread, so it must end before tests of other folders begin."""
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def window(browser: Browser, house: House) -> Open:
    """``with window(DESK, theme="dark") as visitor`` → a window of its own, complaints checked at the end."""
    return partial(visiting, browser, house)
