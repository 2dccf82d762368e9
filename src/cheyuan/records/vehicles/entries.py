"""How a car stands in the search box."""

from cheyuan.base.search.actions import Draft
from cheyuan.base.search.words import parts, tails
from cheyuan.records.vehicles.models import Vehicle


def draft(one: Vehicle, owner_name: str = "") -> Draft:
    """The search entry: any part of the plate, the VIN and its tails, the model."""
    return Draft(
        store_id=one.store_id,
        kind="vehicle",
        object_id=one.pk,
        title=title(one.brand, one.model, one.plate, one.vin),
        subtitle=owner_name,
        latin=one.plate.lower(),
        tokens=frozenset(tokens(one.vin, one.plate, one.brand, one.model)),
    )


def title(brand: str, model: str, plate: str, vin: str) -> str:
    """What a car is called in a list."""
    return " ".join(part for part in (brand, model, plate or vin[-6:]) if part)[:120]


def tokens(vin: str, plate: str, brand: str, model: str) -> set[str]:
    """What a car is found by."""
    found = tails(vin)
    if plate:
        found |= parts(plate)
    return found | {part.lower() for part in (brand, model) if part}
