"""How a customer stands in the search box."""

from collections.abc import Iterable

from cheyuan.base.search.actions import Draft
from cheyuan.base.search.words import phone_keys, tails
from cheyuan.kernel import names
from cheyuan.records.customers import persons
from cheyuan.records.customers.models import Customer


def draft(one: Customer, group_id: int, extra: Iterable[str] = ()) -> Draft:
    """The search entry: name in characters, pinyin and initials, number, every part of the phones (blind)."""
    numbers = [number for number in (one.phone, *extra) if number]
    return Draft(
        store_id=one.store_id,
        kind="customer",
        object_id=one.pk,
        title=one.name,
        subtitle=" ".join(part for part in (one.city, one.cust_no) if part),
        latin=latin(one.name),
        tokens=frozenset(tokens(one.name, one.cust_no).union(*map(tails, persons.former_numbers(one.pk)))),
        blind=tuple(key for number in numbers for key in phone_keys(group_id, number)),
    )


def tokens(name: str, cust_no: str) -> set[str]:
    """What a customer is found by, apart from the phone."""
    return names.pinyin_tokens(name) | tails(cust_no)


def latin(name: str) -> str:
    """The spelling by which slips of typing are forgiven."""
    return "".join(names.syllables(name)) or name.lower()
