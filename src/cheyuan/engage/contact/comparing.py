"""What the figures of two versions of a script say, in plain words."""

from django.utils.translation import gettext, gettext_noop, ngettext

from cheyuan.engage.contact.proportions import Difference
from cheyuan.engage.contact.queries.compared import Compared


def sentences(one: Compared) -> list[tuple[str, str]]:
    """(mark, sentence) on reaching and on booking; none for a version that has nothing to be compared with."""
    if one.than is None:
        return []
    pairs = ((one.more_reached, _reaches), (one.more_booked, _books))
    return [(_MARKS[found.verdict], _said(one, found, told)) for found, told in pairs if found is not None]


_MARKS = {"more": "well", "less": "over", "same": "none", "open": "wait"}


def _said(one: Compared, found: Difference, told: dict[str, str]) -> str:
    words = {
        "number": one.version.number, "than": one.than, "points": f"{100 * found.value:+.0f}",
        "low": f"{100 * found.low:.0f}", "high": f"{100 * found.high:.0f}",
    }  # fmt: skip
    if found.verdict in ("more", "less"):
        return gettext(told[found.verdict]) % words
    if found.verdict == "same":
        return gettext(told["same"]) % words
    if found.needed is None:
        return gettext(told["never"]) % words
    calls = ngettext("about %(count)s more call is needed", "about %(count)s more calls are needed", found.needed)
    return gettext(told["open"]) % {**words, "calls": calls % {"count": f"{found.needed:,}"}}


_reaches = {
    "more": gettext_noop("Version %(number)s reaches more than %(than)s: %(points)s points (%(low)s to %(high)s)."),
    "less": gettext_noop("Version %(number)s reaches fewer than %(than)s: %(points)s points (%(low)s to %(high)s)."),
    "same": gettext_noop(
        "Versions %(number)s and %(than)s reach about as many: %(points)s points (%(low)s to %(high)s)."
    ),
    "open": gettext_noop(
        "Reached, no clear difference from version %(than)s yet (%(low)s to %(high)s points): %(calls)s."
    ),
    "never": gettext_noop(
        "Reached, no clear difference from version %(than)s (%(low)s to %(high)s points), and more calls with this one alone "
        "will not tell. Try both side by side."
    ),
}
_books = {
    "more": gettext_noop("Version %(number)s books more than %(than)s: %(points)s points (%(low)s to %(high)s)."),
    "less": gettext_noop("Version %(number)s books fewer than %(than)s: %(points)s points (%(low)s to %(high)s)."),
    "same": gettext_noop(
        "Versions %(number)s and %(than)s book about as many: %(points)s points (%(low)s to %(high)s)."
    ),
    "open": gettext_noop(
        "Booked, no clear difference from version %(than)s yet (%(low)s to %(high)s points): %(calls)s."
    ),
    "never": gettext_noop(
        "Booked, no clear difference from version %(than)s (%(low)s to %(high)s points), and more calls with this one alone "
        "will not tell. Try both side by side."
    ),
}
