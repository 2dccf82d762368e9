"""What every template knows of the frame; nothing is asked before a template needs it."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext

from cheyuan.base.ui import nav

THEMES = ("light", "dark", "system")
DENSITIES = ("dense", "comfortable")
HTML_LANGUAGES = {"zh-hans": "zh-CN", "en": "en"}


def shell(request: HttpRequest) -> dict[str, Any]:
    """actor, nav, rare (rooms behind "More"), rail_key (what the rail depends on), stores, running_jobs, inbox, role, banner,
    theme, density, html_lang, frame (addresses), shell_words.
    """
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "nav": _lazy(lambda: nav.links(actor, here(request))),
        "rare": _lazy(lambda: [link for link in nav.links(actor, here(request)) if link.rare]),
        "rail_key": (actor.kind, actor.rights, here(request), nav.generation()) if actor else None,
        "stores": _lazy(lambda: nav.ask(request, "stores", []) if actor else []),
        "running_jobs": _lazy(lambda: nav.ask(request, "jobs", []) if actor else []),
        "inbox": _lazy(lambda: nav.ask(request, "inbox", 0) if actor else 0),
        "role": _lazy(lambda: nav.ask(request, "role", "") if actor else ""),
        "banner": _lazy(lambda: nav.ask(request, "banner", "")),
        "theme": choice(request, "theme", THEMES, "system"),
        "density": choice(request, "density", DENSITIES, "dense"),
        "html_lang": HTML_LANGUAGES.get(get_language() or "", "zh-CN"),
        "frame": frame(nav.generation()),
        "shell_words": _lazy(words),
    }


def _lazy(answer: Callable[[], Any]) -> Any:
    return SimpleLazyObject(answer)


def choice(request: HttpRequest, cookie: str, known: tuple[str, ...], otherwise: str) -> str:
    """A cookie's value when it is one of the known ones."""
    value = request.COOKIES.get(cookie, "")
    return value if value in known else otherwise


def here(request: HttpRequest) -> str:
    """The full url name of the page shown ("contact:queue"); a view may say otherwise in ``request.room``."""
    room = getattr(request, "room", "")
    match = request.resolver_match
    return str(room or (match.view_name if match else ""))


@lru_cache(maxsize=4)
def frame(_age: int) -> dict[str, str]:
    """The addresses the frame needs; empty ones switch their part off."""
    keys = ("search", "drafts", "lock", "unlock", "switch_store", "inbox", "drawer", "me", "logout", "login")
    return {key: nav.address(key) for key in keys} | {
        "language": nav.resolve("set_language"),
        "jobs": nav.resolve("ui:jobs"),
    }


def words() -> dict[str, str]:
    """The few sentences that scripts say."""
    return {
        "undo": gettext("Undo"),
        "undone": gettext("Taken back."),
        "undo_failed": gettext("This can no longer be taken back. Nothing was changed."),
        "close": gettext("Close"),
        "offline": gettext("No connection. What you typed is kept; please try again."),
        "server_error": gettext("That did not work on our side. Nothing was changed; please try again."),
        "denied": gettext("Your role does not allow this. Nothing was changed."),
        "not_found": gettext("This is no longer there. Please reload the page."),
        "go": gettext("Go to"),
        "nothing_found": gettext("Nothing found. Try a name, pinyin initials, a plate, or the tail of a VIN or phone."),
        "draft_restored": gettext("What you typed earlier is back."),
        "passkey_left": gettext("The passkey was not used. You can try again."),
        "passkey_none": gettext("This browser knows no passkeys."),
        "passkey_again": gettext("This device holds a passkey of yours already."),
        "wrong_password": gettext("That password is not right."),
    }
