"""A customer to try a script on: one of the store's open tasks of the rule, else an invented one."""

from collections.abc import Mapping
from datetime import datetime

from cheyuan.engage.care import queries as tasks
from cheyuan.engage.contact.scripts.values import values_of
from cheyuan.kernel.actor import Actor

INVENTED = {
    "zh-hans": {
        "customer": "陈先生", "store": "天河店", "store_phone": "400 9000 000", "car": "海悦 L5", "plate": "粤A 7K2M6",
        "delivered": "6 月 8 日", "last_service": "6 月 8 日", "last_km": "78,130", "km_now": "87,700", "target_km": "88,130",
        "due": "11 月 28 日", "days": "7", "visit": "11 月 19 日", "promise": "送空调滤芯", "offer1": "周二 14:00",
        "offer2": "周六 10:00", "survey": "https://example.com/s/7.x4k2Pq9s", "voucher": "生日保养代金券 ¥500",
    },
    "en": {
        "customer": "Mr Chen", "store": "Tianhe", "store_phone": "400 9000 000", "car": "Haiyue L5", "plate": "粤A 7K2M6",
        "delivered": "Jun 8", "last_service": "Jun 8", "last_km": "78,130", "km_now": "87,700", "target_km": "88,130",
        "due": "Nov 28", "days": "7", "visit": "Nov 19", "promise": "a new cabin filter", "offer1": "Tue 14:00",
        "offer2": "Sat 10:00", "survey": "https://example.com/s/7.x4k2Pq9s", "voucher": "a service voucher of ¥500",
    },
}  # fmt: skip


def sample_values(by: Actor, rule: str, language: str, at: datetime) -> tuple[str, Mapping[str, str]]:
    """The name of the sample and the values of its variables."""
    row = tasks.tasks(by).filter(rule=rule, state="open").select_related("customer", "vehicle").order_by("-pk").first()
    if row is None:
        return INVENTED[language]["customer"], {**INVENTED[language], "agent": by.name}
    return row.customer.name, values_of(by, row, row.customer, language, at)
