"""A person at a screen: a window of a given size, language and theme that notes everything the browser complains about."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.browser.house import House

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
PATIENCE = 30_000
"""Milliseconds that anything may take to appear on a busy machine."""
ASKED = {401, 409, 422}
"""Answers that a page shows by itself; the browser's line about them in the console is no fault."""
SHOTS = Path(__file__).resolve().parents[2] / "var/shots"
expect.set_options(timeout=PATIENCE)


@dataclass
class Visitor:
    """A window on the house; ``complaints`` are what the console, the policy and the server said against us."""

    page: Page
    house: House
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Note every error from now on."""
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))
        self.page.on("response", self._response)

    def _console(self, message: Any) -> None:
        known = message.text.startswith("Failed to load resource")
        if not known and (message.type == "error" or "Content Security Policy" in message.text):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _response(self, response: Any) -> None:
        if response.status >= 400 and response.status not in ASKED:
            self.complaints.append(f"{response.status} {response.request.method} {response.url}")

    def go(self, path: str) -> None:
        """Open an address of the house."""
        self.page.goto(f"{self.house.url}{path}")

    def settle(self) -> None:
        """Until nothing is asked of the server any more."""
        expect(self.page.locator(".htmx-request")).to_have_count(0)

    def log_in(self, person: dict[str, str]) -> None:
        """Through the front door, by typing."""
        self.go("/login")
        self.page.fill("input[name=username]", person["username"])
        self.page.fill("input[name=password]", person["password"])
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(re.compile(r"^(?!.*/login)"))

    def shoot(self, name: str) -> None:
        """A picture of the window into the git-ignored folder var/shots."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(SHOTS / f"{name}.png"), caret="initial")

    def picture(self, name: str, theme: str = "light") -> None:
        """One for the README, named by its size and theme."""
        self.shoot(f"{name}-{390 if self.phone else 1440}-{theme}-zh")

    @property
    def phone(self) -> bool:
        """Is this a phone?"""
        size = self.page.viewport_size
        return bool(size and size["width"] < 1024)

    def room(self, name: str) -> None:
        """Go to a room of the house by the rail, where rare ones stand behind "more"; on a phone by the bar at the bottom."""
        if self.phone:
            self.phone_room(name)
            return
        rail = self.page.locator(".rail")
        if rail.locator("details a", has_text=name).count():
            rail.locator("summary").click()
        rail.get_by_role("link", name=name, exact=True).click()

    def phone_room(self, name: str) -> None:
        """By a tab, else behind "more"."""
        bar = self.page.locator(".tabbar")
        tab = bar.locator("> a", has_text=name)
        if not tab.count():
            bar.locator("summary").click()
            tab = bar.locator("details a", has_text=name)
        tab.click()

    def choose(self, key: str) -> None:
        """An outcome: by its key, on a phone by touching it."""
        if self.phone:
            self.page.locator(f"label:has([data-key='{key}'])").tap()
        else:
            self.page.keyboard.press(key)

    @property
    def task(self) -> str:
        """The address of the task that is open."""
        return (self.page.locator("#task").get_attribute("action") or "").partition("/attempts")[0]

    def save(self, key: str = "Enter") -> None:
        """What was chosen, by this key, on a phone by the button; then the next task is there."""
        before = self.task
        if self.phone:
            self.page.locator(".tbar .save").tap()
        else:
            self.page.keyboard.press(key)
        expect(self.page.locator(f"#task:not([action^='{before}/'])")).to_be_visible()

    def search(self, text: str) -> None:
        """In the one box for everything."""
        if self.phone:
            self.page.locator("[data-palette]").filter(visible=True).first.tap()
        else:
            self.page.keyboard.press("Control+k")
        self.page.locator("#palette input").fill(text)

    def language(self, code: str) -> None:
        """Switch to "en" or "zh"."""
        if self.phone:
            self.page.locator("details.me > summary").filter(visible=True).first.tap()
        lang = {"en": "en", "zh": "zh-CN"}[code]
        self.page.locator(f"button[name=language][lang='{lang}']").filter(visible=True).first.click()

    def theme(self, name: str) -> None:
        """Light or dark."""
        if self.phone:
            self.page.locator("details.me > summary").filter(visible=True).first.tap()
            self.page.locator(f"[data-theme-set={name}]").filter(visible=True).first.tap()
        else:
            self.page.locator("[data-theme-switch]").click()
        expect(self.page.locator("html")).to_have_attribute("data-theme", name)

    def see(self, text: str | re.Pattern[str]) -> None:
        """The page shows this text now or in a moment."""
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()


@contextmanager
def visiting(
    browser: Browser, house: House, size: dict[str, int], *, theme: str = "light", language: str = "zh-hans"
) -> Iterator[Visitor]:
    """A new window; at its end nothing may have gone wrong in it."""
    touch = size["width"] < 1024
    context = browser.new_context(
        viewport={"width": size["width"], "height": size["height"]},
        locale="zh-CN" if language == "zh-hans" else "en-GB",
        timezone_id="Asia/Shanghai",
        has_touch=touch,
        is_mobile=touch,
        accept_downloads=True,
    )
    context.set_default_timeout(PATIENCE)
    choices = {"theme": theme, "language": language}
    context.add_cookies([{"name": name, "value": value, "url": house.url} for name, value in choices.items()])
    visitor = Visitor(context.new_page(), house)
    visitor.listen()
    try:
        yield visitor
        assert not visitor.complaints, "\n".join(visitor.complaints)
    except BaseException:
        visitor.shoot(f"failed-{size['width']}")
        raise
    finally:
        context.close()
