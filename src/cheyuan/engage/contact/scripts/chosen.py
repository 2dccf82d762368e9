"""Which script is said now: the newest live version of the group, else the shipped one."""

from dataclasses import dataclass

from cheyuan.engage.contact.models import ScriptVersion
from cheyuan.engage.contact.scripts import shipped_en, shipped_zh

SHIPPED = {"zh-hans": shipped_zh.SCRIPTS, "en": shipped_en.SCRIPTS}
LANGUAGES = tuple(SHIPPED)


@dataclass(frozen=True)
class Script:
    """Passages (label, words), the message, and the version they are of (None: as shipped)."""

    passages: tuple[tuple[str, str], ...]
    message: str
    id: int | None = None
    number: int = 0


def shipped(rule: str, language: str) -> Script:
    """As delivered; empty for a rule without one."""
    passages, message = SHIPPED[language].get(rule, ((), ""))
    return Script(passages, message)


def of_version(version: ScriptVersion) -> Script:
    """A stored version as a script."""
    passages = tuple((one["label"], one["text"]) for one in version.passages)
    return Script(passages, version.message, version.pk, version.number)


def chosen(rule: str, language: str) -> Script:
    """What is said for a rule in a language; languages that nobody writes fall back to Chinese."""
    language = language if language in SHIPPED else "zh-hans"
    newest = ScriptVersion.objects.filter(rule=rule, language=language, is_live=True).order_by("-number").first()
    return of_version(newest) if newest else shipped(rule, language)


def message_of(rule: str, language: str) -> str:
    """The message after the last attempt; empty when the rule has none."""
    return chosen(rule, language).message
