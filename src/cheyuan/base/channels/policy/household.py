"""Whom a contact with a person reaches, as the contact policy counts it (CARE-08)."""

from django.db import connection

from cheyuan.base.channels.policy import facts


def household_of(store_id: int, customer_id: int) -> bytes | None:
    """The key of the person's household; None when nothing is known of the person. Inside a scope."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT f.household FROM ({facts.sql()}) f WHERE f.store_id = %s AND f.customer_id = %s",  # noqa: S608 - our own
            [store_id, customer_id],
        )
        row = cursor.fetchone()
    return bytes(row[0]) if row and row[0] is not None else None
