"""POST /auth/login → token."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from cheyuan.base.accounts.actions import end_token, give_token, note_login, prove_code, prove_password
from cheyuan.base.accounts.queries import actor_of_all, has_app, has_second_factor, must_have_second_factor, standing_of
from cheyuan.base.apikit.schemas import In, Out
from cheyuan.faces.api.client import address_of, bearer_of, device_of
from cheyuan.kernel.clock import now
from cheyuan.kernel.errors import Refused

router = Router()


class LoginIn(In):
    """Who one is. ``totp`` is asked of people with a second factor."""

    username: str = Field(min_length=1, max_length=60)
    password: str = Field(min_length=1, max_length=200)
    totp: str = Field("", max_length=20)
    scopes: list[str] = Field(["read", "write"], max_length=20, description="read, write, or rooms such as customers")


class TokenOut(Out):
    """Send it as ``Authorization: Bearer …``."""

    token: str
    token_type: str = "Bearer"  # noqa: S105 - the name of the scheme
    expires_at: datetime
    scopes: list[str]


@router.post("/login", response=TokenOut, auth=None, summary="Log in", operation_id="login")
def login(request: HttpRequest, body: LoginIn) -> dict[str, object]:
    """A token for twelve hours; after five wrong tries the door stays shut for a quarter of an hour."""
    at = now()
    account = prove_password(body.username, body.password, address_of(request), at=at)
    standing = standing_of(account)
    if has_second_factor(account):
        if not body.totp:
            raise Refused("totp_needed" if has_app(account) else "app_needed")
        prove_code(account, body.totp, at=at)
    elif must_have_second_factor(standing) and not settings.DEMO:
        raise Refused("second_factor_needed")
    if account.must_change_password:
        raise Refused("password_change_needed")
    text, token = give_token(
        account, at=at, scopes=body.scopes, device=device_of(request), address=address_of(request) or None
    )
    note_login(actor_of_all(standing), account, "login", at=at, way="api")
    return {"token": text, "expires_at": token.expires_at, "scopes": token.scopes}


@router.post("/logout", response={204: None}, summary="Log out", operation_id="logout")
def logout(request: HttpRequest) -> tuple[int, None]:
    """The token no longer opens anything."""
    end_token(bearer_of(request))
    return 204, None
