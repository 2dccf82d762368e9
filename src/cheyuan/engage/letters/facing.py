"""What letters show elsewhere: on a customer's page, beside the customers' list, and the pages of their records."""

from functools import cache
from typing import Any

from django.urls import reverse

from cheyuan.base.lists.spec import List
from cheyuan.engage.letters import queries, words
from cheyuan.engage.letters.audience import LIST
from cheyuan.engage.letters.models import Letter
from cheyuan.kernel.actor import Actor
from cheyuan.records.customers.panels import Facing, Panel


@cache
def _form(name: str) -> str:
    return reverse(f"letters:{name}", args=[0])


def page_of(mailing_id: int) -> str:
    """The page of a mailing."""
    return _form("page").replace("0", str(mailing_id))


def package_page(package_id: int) -> str:
    """The page of a package."""
    return _form("package").replace("0", str(package_id))


def offers(one: List, by: Actor) -> bool:
    """Beside the customers' list, for whoever may write letters."""
    return one.name == LIST and by.may("letters.make")


def theirs(facing: Facing) -> list[dict[str, Any]] | None:
    """Letters that a customer got; None when there was none."""
    found = facing.once("letters", lambda: queries.of_customer(facing.by, facing.customer.pk, 6))
    return [
        {"one": one, "state": words.LETTER_STATES[one.state], "mark": words.LETTER_MARKS[one.state], "on": _day(one)}
        for one in found
    ] or None


def _day(one: Letter) -> Any:
    return one.mailing.posted_on or one.mailing.made_at or one.mailing.created_at


PRESENT = {
    "letters": "SELECT FROM letters_letter t WHERE t.customer_id = %(id)s AND t.store_id = any(%(stores)s::bigint[])"
}
PANELS = (Panel("letters", "left", "letters/_theirs.html", theirs, "letters.view", 28, "letters"),)
