"""The number of a letter, as it is printed, scanned and typed: mailing, place, and a check digit that finds every slip."""


def check_digit(digits: str) -> str:
    """ISO/IEC 7064, MOD 11,10: one digit that betrays every single wrong digit and nearly every swap of two."""
    carry = 10
    for digit in digits:
        total = (carry + int(digit)) % 10 or 10
        carry = total * 2 % 11
    return str((11 - carry) % 10)


def number_of(mailing_id: int, place: int) -> str:
    """``12``, ``345`` → "12-00345-" and the check digit."""
    return f"{mailing_id}-{place:05d}-{check_digit(f'{mailing_id}{place:05d}')}"


def read(typed: str) -> str:
    """The number that was scanned or typed, with or without hyphens and blanks; empty for anything that is none."""
    digits = "".join(sign for sign in typed.strip() if sign not in "- –—")
    if not (digits.isascii() and digits.isdecimal() and 7 <= len(digits) <= 24):
        return ""
    if check_digit(digits[:-1]) != digits[-1]:
        return ""
    return f"{digits[:-6]}-{digits[-6:-1]}-{digits[-1]}"
