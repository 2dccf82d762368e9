"""The pictures: those of the README from the walk that tests the whole story (docs/pictures), then every main page of the
demo at desk and phone, light and dark, Chinese and English, into var/shots. Needs Chromium. Run by ``make shots``."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.house import House  # noqa: E402
from tests.browser.visitor import DESK, FLAGS, PHONE  # noqa: E402

SHOTS, README = ROOT / "var" / "shots", ROOT / "docs" / "pictures"
SEED = ["seed", "--seed", "1", "--stores", "2", "--owners", "900"]
STORY = ["-m", "pytest", "-n0", "-q", "tests/browser/test_story.py"]
KEPT = (
    "contact-1440-light-zh", "today-1440-light-zh", "customer-1440-dark-zh", "rules-1440-light-zh", "contact-390-light-zh",
)  # fmt: skip
KEPT_OF_WALK = ("cockpit-1440-light-zh",)


def main() -> int:
    """Open a house of its own, walk through it, close it."""
    data = ROOT / "var" / "shots-house"
    shutil.rmtree(data, ignore_errors=True)
    SHOTS.mkdir(parents=True, exist_ok=True)
    README.mkdir(parents=True, exist_ok=True)
    house = House(data, seed=SEED)
    house.open()
    house.close()
    _story(data)
    house.open()
    try:
        house.call("metrics", "--weeks", "8")
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            for size in (DESK, PHONE):
                for theme in ("light", "dark"):
                    for language in ("zh", "en"):
                        _walk(browser, house, size, theme, language)
    finally:
        house.close()
    _keep(KEPT_OF_WALK)
    return 0


def _story(data: Path) -> None:
    """The story is walked in the house of the pictures; what it shows on the way is what the README shows."""
    around = {**os.environ, "BROWSER_HOUSE": str(data), "CHEYUAN_BROWSER": "required"}
    subprocess.run([sys.executable, *STORY], cwd=ROOT, env=around, check=True)
    _keep(KEPT)


def _keep(names: tuple[str, ...]) -> None:
    """These are what the README shows."""
    for name in names:
        shutil.copyfile(SHOTS / f"{name}.png", README / f"{name}.png")


def _walk(browser: Browser, house: House, size: dict[str, int], theme: str, language: str) -> None:
    window = browser.new_context(viewport=size, color_scheme=theme)  # type: ignore[arg-type]
    code = {"zh": "zh-hans", "en": "en"}[language]
    window.add_cookies(
        [{"name": "theme", "value": theme, "url": house.url}, {"name": "language", "value": code, "url": house.url}]
    )
    page = window.new_page()
    tail = f"{size['width']}-{theme}-{language}"
    _enter(page, house, "care_agent")
    for name, path in (("today", "/"), ("contact", "/contact/"), ("customers", "/customers/?tab=all")):
        _shoot(page, house, name, path, tail)
    _open_best(page, house, tail)
    _enter(page, house, "care_manager")
    for name, path in (
        ("manager", "/"), ("rules", "/care/rules/R09"), ("all-rules", "/care/rules"), ("team", "/contact/team"),
        ("bookings", "/bookings/"), ("vehicles", "/vehicles/"), ("import", "/import/"), ("messages", "/messages"),
    ):  # fmt: skip
        _shoot(page, house, name, path, tail)
    _enter(page, house, "general_manager")
    for name, path in (("cockpit", "/cockpit/"), ("metric", "/metrics/lapse"), ("weeks", "/cockpit/weeks")):
        _shoot(page, house, name, path, tail)
    window.close()


def _enter(page: Page, house: House, role: str) -> None:
    page.context.clear_cookies(name="staff")
    page.goto(f"{house.url}/login")
    person = next(one for one in house.world["people"] if one["role"] == role)
    page.fill("input[name=username]", person["username"])
    page.fill("input[name=password]", person["password"])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"^(?!.*/login)"))


def _shoot(page: Page, house: House, name: str, path: str, tail: str) -> None:
    page.goto(f"{house.url}{path}")
    page.wait_for_load_state("networkidle")
    if page.locator("[data-chart]").count():
        page.locator("[data-chart] svg").first.wait_for()
        page.wait_for_timeout(400)  # until it is drawn
    page.screenshot(path=str(SHOTS / f"{name}-{tail}.png"))


def _open_best(page: Page, house: House, tail: str) -> None:
    """A customer with a life worth looking at: the one whose task is open in the queue and who has been here often."""
    page.goto(f"{house.url}/customers/?tab=all")
    page.wait_for_load_state("networkidle")
    links = page.locator("a[href^='/customers/']").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    pages = [link for link in links if re.fullmatch(r"/customers/\d+", link or "")]
    best, dots = pages[0] if pages else "/customers/1", -1
    for link in pages[:12]:
        page.goto(f"{house.url}{link}")
        found = page.locator(".life .v").count()
        best, dots = (link, found) if found > dots else (best, dots)
    _shoot(page, house, "customer", best, tail)


if __name__ == "__main__":
    sys.exit(main())
