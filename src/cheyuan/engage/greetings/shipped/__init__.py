"""What a greeting calendar holds from the start: festivals, the 24 solar terms, advice for seasons and for weather."""

from cheyuan.engage.greetings.shipped.festivals import FESTIVALS
from cheyuan.engage.greetings.shipped.plan import Entry as Entry
from cheyuan.engage.greetings.shipped.seasons import SEASONS
from cheyuan.engage.greetings.shipped.terms import TERMS
from cheyuan.engage.greetings.shipped.warnings import WARNINGS

ENTRIES: tuple[Entry, ...] = (*FESTIVALS, *TERMS, *SEASONS, *WARNINGS)
BY_CODE: dict[str, Entry] = {one.code: one for one in ENTRIES}
