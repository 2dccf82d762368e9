"""What customers read: the store's own template of that name when it has one, else the shipped words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cheyuan.base.channels.wordings import filled, newest
from cheyuan.kernel import names

if TYPE_CHECKING:
    from cheyuan.records.customers.models import Customer

LANGUAGE = "zh-hans"
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


def words_of(store_id: int, code: str, channel: str) -> str:
    """The words of a message over a channel, with their places still open. Inside a scope."""
    own = newest(store_id, code, channel, LANGUAGE)
    return str(own.text) if own else SHIPPED[code]


def text_of(store_id: int, code: str, channel: str, values: Mapping[str, str]) -> str:
    """The words of one message, filled in. Inside a scope."""
    return filled(words_of(store_id, code, channel), values)


def address(one: Customer) -> str:
    """How a customer is addressed in a message: surname with title, a company by its name."""
    return one.name if one.kind == "company" or not one.name else names.salutation(one.name, one.gender)
