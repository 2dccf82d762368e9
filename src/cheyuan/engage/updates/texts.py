"""What customers read: the store's own template of that name when it has one, else the shipped words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cheyuan.base.channels.wordings import filled, newest
from cheyuan.kernel import names

if TYPE_CHECKING:
    from cheyuan.records.customers.models import Customer

CHINESE, ENGLISH = "zh-hans", "en"
SHIPPED = {
    "r23.first": "{title}您好，您的{voucher}（{amount}）将于{day}到期，到店出示券码即可使用。{store}",
    "r23.last": "{title}您好，提醒您：{voucher}（{amount}）{day}到期，逾期作废，请抓紧到店使用。{store}",
    "r24.order.ordered": "{title}您好，您的订单{number}已生效，有进展我们会及时通知您。{store}",
    "r24.order.allocated": "{title}您好，您的订单{number}已为您配车。{store}",
    "r24.order.in_transit": "{title}您好，您订购的爱车（订单{number}）已发运，正在来店途中。{store}",
    "r24.order.arrived": "{title}您好，您订购的爱车（订单{number}）已到店，检测后即可安排交车。{store}",
    "r24.order.inspected": "{title}您好，您的爱车（订单{number}）已完成交车前检测。{store}",
    "r24.order.ready": "{title}您好，您的爱车（订单{number}）已准备就绪，可以交车了，请与顾问约定时间。{store}",
    "r24.order.delivered": "{title}您好，恭喜提车！用车有任何问题请随时联系{store}。",
    "r24.workshop.received": "{title}您好，{car}已接车，工单{number}。{store}",
    "r24.workshop.in_work": "{title}您好，{car}已开始施工，工单{number}。{store}",
    "r24.workshop.waiting_parts": "{title}您好，{car}正在等配件，到货后立即施工，工单{number}。{store}",
    "r24.workshop.waiting_approval": "{title}您好，{car}有项目需要您确认，请回电服务顾问，工单{number}。{store}",
    "r24.workshop.quality": "{title}您好，{car}已通过质检，工单{number}。{store}",
    "r24.workshop.ready": "{title}您好，{car}已完工，可以来店取车，工单{number}。{store}",
    "r24.workshop.handed_over": "{title}您好，感谢光临{store}，{car}有任何问题请随时联系我们。",
}
SHIPPED_IN_ENGLISH = {
    "r23.first": "Dear {title}, your {voucher} ({amount}) ends on {day}. Just show its code at the store. {store}",
    "r23.last": "Dear {title}, a reminder: {voucher} ({amount}) ends on {day} and is void after that. {store}",
    "r24.order.ordered": "Dear {title}, your order {number} is confirmed. We will keep you posted. {store}",
    "r24.order.allocated": "Dear {title}, a car has been allocated to your order {number}. {store}",
    "r24.order.in_transit": "Dear {title}, your new car (order {number}) is on its way to us. {store}",
    "r24.order.arrived": "Dear {title}, your new car (order {number}) has arrived and is inspected next. {store}",
    "r24.order.inspected": "Dear {title}, your car (order {number}) has passed its inspection before delivery. {store}",
    "r24.order.ready": "Dear {title}, your car (order {number}) is ready. Please tell us when you will come. {store}",
    "r24.order.delivered": "Dear {title}, congratulations on your new car! For any question {store} is there for you.",
    "r24.workshop.received": "Dear {title}, we have received {car}, job {number}. {store}",
    "r24.workshop.in_work": "Dear {title}, work on {car} has begun, job {number}. {store}",
    "r24.workshop.waiting_parts": "Dear {title}, {car} is waiting for parts, job {number}. We go on when they come. {store}",
    "r24.workshop.waiting_approval": "Dear {title}, please call your advisor: {car} needs your word, job {number}. {store}",
    "r24.workshop.quality": "Dear {title}, {car} has passed the final check, job {number}. {store}",
    "r24.workshop.ready": "Dear {title}, {car} is ready to be collected, job {number}. {store}",
    "r24.workshop.handed_over": "Dear {title}, thank you for coming to {store}. For any question about {car} please call us.",
}
CAR = {CHINESE: "爱车", ENGLISH: "your car"}
_IN = {CHINESE: SHIPPED, ENGLISH: SHIPPED_IN_ENGLISH}


def words_of(store_id: int, code: str, channel: str, language: str) -> str:
    """The words of a message over a channel in a language, with their places still open. Inside a scope."""
    own = newest(store_id, code, channel, language)
    return str(own.text) if own else _IN[language][code]


def text_of(store_id: int, code: str, channel: str, language: str, values: Mapping[str, str]) -> str:
    """The words of one message, filled in. Inside a scope."""
    return filled(words_of(store_id, code, channel, language), values)


def spoken(one: Customer) -> str:
    """In which language a customer is written to."""
    return one.language if one.language in _IN else CHINESE


def address(one: Customer) -> str:
    """How a customer is addressed in a message: surname with title, a company by its name; in English by the name."""
    return (
        one.name
        if spoken(one) == ENGLISH or one.kind == "company" or not one.name
        else names.salutation(one.name, one.gender)
    )
