"""One entry of a store's calendar as it holds: shipped values, with what the store changed. And what may be changed to what."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from cheyuan.base.channels import wordings
from cheyuan.engage.greetings.shipped import BY_CODE, Entry
from cheyuan.kernel.almanac import DayRule
from cheyuan.kernel.errors import Refused

CHINESE, ENGLISH = "zh-hans", "en"
PLACES = {
    "festival": ("title", "store", "phone", "car"),
    "weather": ("title", "store", "phone", "car", "place", "level", "until"),
}
SAMPLES = {"place": "广州", "level": "橙色预警", "until": "11 月 23 日 18:00"}
WHOM = ("all", "owners")
LONGEST, TITLE_MOST = 300, 40
AGE_MOST = 600
OWN = "own_"


@dataclass(frozen=True)
class Greeting:
    """``whom``: all living customers or owners; brand, model, city and age of the car in months (0: any) narrow it.

    ``version`` is the number of the store's newest word about it (0: as shipped); ``days`` how long it is of use.
    """

    code: str
    kind: str
    title: str
    rule: DayRule | None
    zh: str
    en: str
    on: bool = True
    whom: str = "all"
    brand: str = ""
    model: str = ""
    city: str = ""
    age_from: int = 0
    age_until: int = 0
    days: int = 1
    version: int = 0

    @property
    def own(self) -> bool:
        """Whether the store made it."""
        return self.code.startswith(OWN)

    @property
    def narrowed(self) -> bool:
        """Whether it is only for people with certain cars."""
        return self.whom == "owners" or bool(self.brand or self.model or self.age_from or self.age_until)

    @property
    def places(self) -> tuple[str, ...]:
        """The placeholders that its words may have."""
        return PLACES["weather" if self.kind == "weather" else "festival"]


CHANGED = ("title", "zh", "en", "on", "whom", "brand", "model", "city", "age_from", "age_until")


@dataclass(frozen=True)
class Given:
    """What somebody wants an entry to say; None stays as it is."""

    title: str | None = None
    rule: DayRule | None = None
    zh: str | None = None
    en: str | None = None
    on: bool | None = None
    whom: str | None = None
    brand: str | None = None
    model: str | None = None
    city: str | None = None
    age_from: int | None = None
    age_until: int | None = None


def shipped(entry: Entry) -> Greeting:
    """An entry that the store has not touched."""
    whom = "owners" if entry.owners else "all"
    title = str(entry.title)
    return Greeting(entry.code, entry.kind, title, entry.rule, entry.zh, entry.en, entry.on, whom, days=entry.days)


def in_force(code: str, values: Mapping[str, Any] | None, version: int) -> Greeting:
    """The entry with what the store says; KeyError for a code that is neither shipped nor known to the store."""
    base = shipped(BY_CODE[code]) if code in BY_CODE else Greeting(code, "own", "", None, "", "", False)
    if values is None:
        if code not in BY_CODE:
            raise KeyError(code)
        return base
    told = {name: values[name] for name in CHANGED if name in values}
    rule = DayRule(**values["rule"]) if values.get("rule") else base.rule
    return replace(base, **told, rule=rule, version=version)


def changed(now: Greeting, given: Given) -> Greeting:
    """The entry as wanted. Refused: greeting_title, greeting_day, greeting_car, text_missing, template_long, placeholder_unknown,
    greeting_whom, greeting_age.
    """
    told = {name: getattr(given, name) for name in CHANGED if getattr(given, name) is not None}
    tidy: dict[str, Any] = {name: one.strip() if isinstance(one, str) else one for name, one in told.items()}
    wanted = replace(now, **tidy)
    if given.rule is not None and now.kind != "weather":
        wanted = replace(wanted, rule=given.rule)
    _check(wanted)
    return wanted


def _check(one: Greeting) -> None:
    if not 1 <= len(one.title) <= TITLE_MOST:
        raise Refused("greeting_title", field="title", most=TITLE_MOST)
    if one.kind != "weather" and (one.rule is None or not one.rule.fits()):
        raise Refused("greeting_day", field="day")
    if one.whom not in WHOM:
        raise Refused("greeting_whom", field="whom")
    if not (0 <= one.age_from <= AGE_MOST and 0 <= one.age_until <= AGE_MOST) or (
        one.age_until and one.age_until < one.age_from
    ):
        raise Refused("greeting_age", field="age_until")
    for name in ("zh", "en"):
        _check_words(one, name)


def _check_words(one: Greeting, name: str) -> None:
    text = str(getattr(one, name))
    if not text and name == "en":
        return
    if not text:
        raise Refused("text_missing", field=name)
    if len(text) > LONGEST:
        raise Refused("template_long", field=name, most=LONGEST)
    found = wordings.names_in(text)
    wrong = [place for place in found if place not in one.places]
    if wrong:
        raise Refused("placeholder_unknown", field=name, name=wrong[0][:40])
    if "car" in found and not one.narrowed:
        raise Refused("greeting_car", field=name)


def values_of(one: Greeting) -> dict[str, Any]:
    """What a version keeps: only what differs from the shipped entry."""
    whole = {name: getattr(one, name) for name in CHANGED} | ({"rule": asdict(one.rule)} if one.rule else {})
    if one.code not in BY_CODE:
        return whole
    base = shipped(BY_CODE[one.code])
    usual = {name: getattr(base, name) for name in CHANGED} | ({"rule": asdict(base.rule)} if base.rule else {})
    return {name: value for name, value in whole.items() if value != usual[name]}


def words(one: Greeting, language: str) -> str:
    """The words for a language; the Chinese ones where there are no others."""
    return one.en if language.startswith("en") and one.en else one.zh


def spoken(one: Greeting) -> tuple[str, ...]:
    """The languages in which a greeting has words, Chinese first."""
    return (CHINESE, ENGLISH) if one.en else (CHINESE,)


def sample(one: Greeting, language: str, store: str, phone: str) -> str:
    """How a customer would read it."""
    values = {name: example for name, (_label, example) in wordings.PLACEHOLDERS.items()}
    return wordings.filled(
        words(one, language), {**values, **SAMPLES, "store": store, "phone": phone or values["phone"]}
    )
