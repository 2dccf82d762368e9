"""From where and with what somebody comes, in a few words a person recognises."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv46_address
from django.http import HttpRequest

BROWSERS = (
    ("MicroMessenger", "WeChat"), ("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def device_of(request: HttpRequest) -> str:
    """“Chrome · Windows”; the first word of what a program calls itself else."""
    agent = request.headers.get("User-Agent", "")
    found = [next((name for mark, name in table if mark in agent), "") for table in (BROWSERS, SYSTEMS)]
    return " · ".join(part for part in found if part) or agent.split("/")[0][:80]


def address_of(request: HttpRequest) -> str:
    """The caller's address; behind the trusted proxy the one that the proxy saw. Empty when it is none."""
    seen = request.META.get("REMOTE_ADDR", "")
    if settings.CONFIG.trusted_proxy:
        seen = request.headers.get("X-Forwarded-For", seen).rsplit(",", 1)[-1].strip()
    try:
        validate_ipv46_address(seen)
    except ValidationError:
        return ""
    return str(seen)
