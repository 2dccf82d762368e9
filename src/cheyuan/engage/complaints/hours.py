"""The hours of a store as its complaints count them."""

from datetime import date
from zoneinfo import ZoneInfo

from cheyuan.base.policies.queries import value
from cheyuan.base.tenancy import queries as tenancy
from cheyuan.base.tenancy.models import Store
from cheyuan.engage.complaints.ticking import USUAL, Week


def week_of(store_id: int, since: date) -> Week:
    """Hours, special days from ``since`` on, and whether public holidays count."""
    store = Store.objects.get(pk=store_id)
    usual = {day: (one.opens, one.closes) for day, one in tenancy.hours(store).items()}
    special = {
        one.day: (one.opens, one.closes) if one.opens and one.closes else None
        for one in tenancy.special_days(store, since)
    }
    return Week(usual or USUAL, special, value("complaints.holidays_count", store_id), ZoneInfo(store.zone))
