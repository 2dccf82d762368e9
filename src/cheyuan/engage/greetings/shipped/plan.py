"""An entry of the greeting calendar as it is shipped."""

from dataclasses import dataclass

from cheyuan.kernel.almanac import DayRule


@dataclass(frozen=True)
class Entry:
    """``kind``: festival, term, season or weather. ``rule`` None: on the weather's event. ``zh`` and ``en`` are the words.

    ``owners``: only for people who own a car; ``days`` is how long the greeting is of use.
    """

    code: str
    kind: str
    title: object
    rule: DayRule | None
    zh: str
    en: str
    on: bool = True
    owners: bool = False
    days: int = 1
