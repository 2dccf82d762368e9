"""A button on the customer's page: they are here again."""

from cheyuan.records.customers.panels import Facing, Panel


def come(facing: Facing) -> int:
    """Whose visit the form begins with."""
    return int(facing.customer.pk)


PANELS = (Panel("receptions", "actions", "receptions/_come.html", come, "receptions.edit", 60),)
