"""Vehicle identification numbers: ISO 3779 form, the check digit (49 CFR 565.15), the model year.

The check digit is not obligatory for makers outside North America: it warns, it never refuses.
"""

from cheyuan.kernel.errors import Refused
from cheyuan.kernel.text import half

LENGTH = 17
LETTERS = frozenset("0123456789ABCDEFGHJKLMNPRSTUVWXYZ")
_VALUES = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
_VALUES.update({digit: int(digit) for digit in "0123456789"})
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789"
_FIRST_YEAR = 1980


def clean(text: object) -> str:
    """The VIN without spaces, half-width, in capitals; Refused("vin_length"), Refused("vin_letters") (I, O, Q …)."""
    vin = "".join(half(text).upper().split())
    if len(vin) != LENGTH:
        raise Refused("vin_length", value=vin, length=len(vin))
    if not LETTERS.issuperset(vin):
        raise Refused("vin_letters", value=vin, letters="".join(sorted(set(vin) - LETTERS)))
    return vin


def check_digit(vin: str) -> str:
    """What the ninth place of a clean VIN should hold: 0–9 or X."""
    rest = sum(_VALUES[sign] * weight for sign, weight in zip(vin, _WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


def check_digit_ok(vin: str) -> bool:
    """Whether a clean VIN carries the check digit it should; False is only worth a warning."""
    return vin[8] == check_digit(vin)


def with_check_digit(vin: str) -> str:
    """The same 17 characters with the ninth place put right."""
    return vin[:8] + check_digit(vin) + vin[9:]


def model_year(vin: str, latest: int) -> int | None:
    """The newest model year up to ``latest`` that the tenth place means (repeats every 30 years); None if none."""
    place = _YEARS.find(vin[9])
    if place < 0 or latest < _FIRST_YEAR + place:
        return None
    return latest - (latest - _FIRST_YEAR - place) % len(_YEARS)
