"""What is known of one customer's messages: for the person's own copy, and to be forgotten. Hashes of refusals stay."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import BinaryField

from cheyuan.base.channels.models import Message
from cheyuan.base.sealed import SealedField

WAITING = ("held", "due")


def messages(customer_id: int) -> list[dict[str, Any]]:
    """What was written to the customer, or waits: words, address, moment, purpose, state."""
    shown = ("channel", "purpose", "address", "text", "state", "reason", "language", "created_at", "not_before")
    rows = Message.objects.filter(customer_id=customer_id).order_by("pk")
    return [{name: getattr(row, name) for name in shown} for row in rows]


def forget(customer_id: int) -> dict[str, int]:
    """Words and addresses go, inside the caller's transaction; what still waits is withdrawn. That there was a message stays."""
    gone = {}
    for model in apps.get_app_config("channels").get_models():
        columns: dict[str, Any] = {one.name: one for one in model._meta.concrete_fields}
        if "customer_id" not in columns and "customer" not in columns:
            continue
        empty = {name: None for name, one in columns.items() if isinstance(one, SealedField | BinaryField) and one.null}
        rows: Any = getattr(model, "objects").filter(customer_id=customer_id)  # noqa: B009 - scoped managers
        if model is Message:
            rows.filter(state__in=WAITING).update(state="withdrawn")
        gone[model._meta.db_table] = rows.update(**empty) if empty else 0
    return {table: count for table, count in gone.items() if count}


def forget_old(before: datetime) -> int:
    """Words and addresses of messages from before that moment, in the stores in scope; what still waits stays."""
    sealed = [one.name for one in Message._meta.concrete_fields if isinstance(one, SealedField)]
    rows = Message.objects.filter(created_at__lt=before).exclude(state__in=WAITING).exclude(text=None, address=None)
    return int(rows.update(**dict.fromkeys(sealed)))
