"""A person comes in by a passkey: made, used and removed in a real browser with a virtual authenticator (PLT-20)."""

from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.conftest import Open
from tests.browser.house import House
from tests.browser.visitor import DESK, Visitor

PHONE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def authenticator(page: Page, **options: Any) -> tuple[CDPSession, str]:
    """A virtual phone at hand of this window."""
    link = page.context.new_cdp_session(page)
    link.send("WebAuthn.enable")
    made = link.send("WebAuthn.addVirtualAuthenticator", {"options": {**PHONE, **options}})
    return link, made["authenticatorId"]


class Named(House):
    """A house that is called by its name."""

    @property
    def url(self) -> str:
        """With the name instead of the number."""
        return f"http://localhost:{self.port}"


@pytest.fixture
def named(house: House) -> House:
    """The same house under its name: no browser makes a passkey for 127.0.0.1."""
    return Named(house.data, port=house.port)


def passkey_in(visitor: Visitor) -> None:
    visitor.go("/login")
    visitor.page.get_by_role("button", name="用通行密钥登录").click()


def log_out(visitor: Visitor) -> None:
    visitor.page.context.clear_cookies(name="staff")


def test_plt_20_a_passkey_is_made_used_and_removed(window: Open, house: House, named: House) -> None:
    person = house.login("technician", "gz01")
    with window(DESK) as visitor:
        visitor.house = named
        page = visitor.page
        link, phone = authenticator(page)
        visitor.log_in(person)
        visitor.go("/me")
        page.get_by_label("新通行密钥的名称").fill("我的手机")
        page.get_by_role("button", name="添加通行密钥").click()
        expect(page.get_by_role("heading", name="恢复码")).to_be_visible()
        assert len(link.send("WebAuthn.getCredentials", {"authenticatorId": phone})["credentials"]) == 1
        visitor.go("/me")
        visitor.see("我的手机")
        visitor.see("尚未使用")
        visitor.shoot("passkeys-me")

        log_out(visitor)
        passkey_in(visitor)
        page.wait_for_url(f"{named.url}/")
        visitor.go("/me")
        expect(page.get_by_text("尚未使用")).to_have_count(0)

        log_out(visitor)
        visitor.go("/login")
        page.fill("input[name=username]", person["username"])
        page.fill("input[name=password]", person["password"])
        page.keyboard.press("Enter")
        page.get_by_role("button", name="使用通行密钥").click()
        page.wait_for_url(f"{named.url}/")

        log_out(visitor)
        link.send("WebAuthn.setUserVerified", {"authenticatorId": phone, "isUserVerified": False})
        passkey_in(visitor)
        visitor.see("没有使用通行密钥")
        link.send("WebAuthn.setUserVerified", {"authenticatorId": phone, "isUserVerified": True})
        passkey_in(visitor)
        page.wait_for_url(f"{named.url}/")

        visitor.go("/me")
        page.locator("#passkeys summary").click()
        page.locator("#passkeys").get_by_role("button", name="移除通行密钥").click()
        visitor.see("还没有通行密钥")
        log_out(visitor)
        passkey_in(visitor)
        visitor.see("这把通行密钥打不开登录")


def test_plt_20_under_a_number_the_page_says_where_passkeys_work(window: Open, house: House) -> None:
    with window(DESK) as visitor:
        visitor.go("/login")
        visitor.see("通行密钥只能在")
        expect(visitor.page.get_by_role("link", name="到那里打开")).to_have_attribute(
            "href", f"http://localhost:{house.port}/login"
        )
        expect(visitor.page.get_by_role("button", name="用通行密钥登录")).to_have_count(0)
