"""The variables that a script may use, each by its English or its Chinese name."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Variable:
    """One variable: what to write between braces, and what comes out."""

    code: str
    zh: str
    label: object


VARIABLES = (
    Variable("customer", "客户", _("How to address the customer")),
    Variable("agent", "我", _("The agent's name")),
    Variable("store", "门店", _("The store's name")),
    Variable("store_phone", "门店电话", _("The store's phone")),
    Variable("car", "车", _("Brand and model")),
    Variable("plate", "车牌", _("Plate")),
    Variable("delivered", "交车日", _("Day of delivery")),
    Variable("last_service", "上次保养日", _("Day of the last service")),
    Variable("last_km", "上次里程", _("Mileage at the last reading")),
    Variable("km_now", "现在里程", _("Mileage today, estimated")),
    Variable("target_km", "保养里程", _("Mileage at which service is due")),
    Variable("due", "到期日", _("Due or end date of the matter")),
    Variable("days", "天数", _("Days until then, or since")),
    Variable("visit", "来店日", _("Day of the visit or delivery asked about")),
    Variable("promise", "答应过", _("What was promised last")),
    Variable("survey", "问卷", _("Link to the survey, in messages only")),
    Variable("voucher", "礼券", _("The birthday voucher; in messages with its code")),
    Variable("offer1", "时间一", _("The first free time to offer")),
    Variable("offer2", "时间二", _("Another free time, in another part of a day")),
)
CODES = {name: one.code for one in VARIABLES for name in (one.code, one.zh)}
