"""The region of a weather event, as a store's people are found in it: their city, else their province, else the store's city."""

from collections.abc import Sequence
from dataclasses import dataclass

from cheyuan.kernel import places


@dataclass(frozen=True)
class Region:
    """Spellings of all cities in it, of whole provinces in it, whether the store lies in it, and of the store's province."""

    cities: list[str]
    provinces: list[str]
    store_in: bool
    store_provinces: list[str]


def region(names: Sequence[str], store_city: str) -> Region:
    """Of provinces and cities as written."""
    cities = sorted({city for name in names for city in places.cities_of(name)})
    whole = [name for name in names if places.is_province(name)]
    home = places.province_of(store_city)
    return Region(
        [written for city in cities for written in places.spellings(city)],
        [written for name in whole for written in places.spellings(name, places.PROVINCE_WRITTEN)],
        places.plain(store_city) in cities,
        places.spellings(home, places.PROVINCE_WRITTEN) if home else [],
    )
