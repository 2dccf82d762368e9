"""Which script is said now: the newest live version of the group, else the shipped one."""

from dataclasses import dataclass
from hashlib import sha256

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


def chosen(rule: str, language: str, customer_id: int | None = None) -> Script:
    """What is said for a rule in a language; languages that nobody writes fall back to Chinese.

    While two versions are tried side by side, each customer always hears the same one of them.
    """
    language = language if language in SHIPPED else "zh-hans"
    rows = ScriptVersion.objects.filter(rule=rule, language=language, is_live=True)
    newest = rows.order_by("-number").first()
    if newest and newest.against is not None and customer_id is not None and not hears_newer(newest, customer_id):
        newest = rows.filter(number=newest.against).first() or newest
    return of_version(newest) if newest else shipped(rule, language)


def hears_newer(newest: ScriptVersion, customer_id: int) -> bool:
    """Half of the customers, by a hash of the trial and the customer: nobody can choose who hears which."""
    named = f"{newest.group_id}:{newest.rule}:{newest.language}:{newest.number}:{customer_id}"
    return bool(sha256(named.encode()).digest()[0] & 1)


def message_of(rule: str, language: str, customer_id: int | None = None) -> str:
    """The message after the last attempt; empty when the rule has none."""
    return chosen(rule, language, customer_id).message
