"""What a person was greeted with: in their copy. Erased, the number and the day stay; the words go with the messages."""

from collections.abc import Mapping
from typing import Any

from cheyuan.engage.greetings import queries
from cheyuan.engage.greetings.models import Recipient
from cheyuan.records.customers.persons import Part, Subject


def _copy(subject: Subject) -> Any:
    return {"greetings": queries.of_customer(subject.by, subject.customer.pk)}


def _erase(subject: Subject) -> Mapping[str, int]:
    rows = Recipient.objects.filter(customer_id=subject.customer.pk)
    return {"greetings_recipient": rows.delete()[0]}


PART = Part("greetings", _copy, _erase, ("greetings_recipient",), order=12)
