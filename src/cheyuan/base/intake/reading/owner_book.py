"""The sheets of an owner book: the exchange format of care-semantics, and the one mixed sheet that stores really keep."""

from cheyuan.base.intake.reading import choices
from cheyuan.base.intake.reading.owner_labels import labels
from cheyuan.base.intake.reading.specs import Field, SheetSpec

SERIAL = Field("serial", labels("any.serial"), "ignore")
NOTES = Field("notes", labels("any.notes"), "prose", most=2_000, record="customer")


def _customer(book: bool) -> tuple[Field, ...]:
    """Who: in a mixed book (book=True) the number may be missing, in customers.csv not."""
    return (
        Field("cust_no", labels("customer.cust_no"), "code", not book, record="customer", most=40),
        Field("name", labels("customer.name"), "name", True, record="customer", most=80),
        Field("type", labels("customer.type"), "choice", record="customer", choices=choices.PARTY),
        Field("gender", labels("customer.gender"), "choice", record="customer", choices=choices.GENDER),
        Field("phone", labels("customer.phone"), "phone", True, record="customer"),
        Field("email", labels("customer.email"), "email", record="customer", most=120),
        Field("birthday", labels("customer.birthday"), "birthday", record="customer", past=True),
        Field("city", labels("customer.city"), record="customer", most=40),
        Field("address", labels("customer.address"), record="customer", most=200),
        Field("source", labels("customer.source"), record="customer", most=40),
        Field("do_not_contact", labels("customer.do_not_contact"), "flag", record="customer"),
        Field("language", labels("customer.language"), "choice", record="customer", choices=choices.LANGUAGE),
        Field("consultant", labels("customer.consultant"), record="customer", most=60),
        Field("advisor", labels("customer.advisor"), record="customer", most=60),
    )


def _vehicle(book: bool) -> tuple[Field, ...]:
    """Which car: brand and model may be missing in the book of a store that sells one brand."""
    return (
        Field("vin", labels("vehicle.vin"), "vin", True, record="vehicle"),
        Field("plate", labels("vehicle.plate"), "plate", record="vehicle"),
        Field("brand", labels("vehicle.brand"), needed=not book, record="vehicle", most=60),
        Field("model", labels("vehicle.model"), needed=not book, record="vehicle", most=60),
        Field("trim", labels("vehicle.trim"), record="vehicle", most=60),
        Field("colour", labels("vehicle.colour"), record="vehicle", most=40),
        Field("model_year", labels("vehicle.model_year"), "whole", record="vehicle", most=2199),
        Field("energy", labels("vehicle.energy"), "choice", record="vehicle", choices=choices.ENERGY),
        Field("delivery_date", labels("vehicle.delivery_date"), "date", not book, record="vehicle", past=True),
        Field("registration_date", labels("vehicle.registration_date"), "date", record="vehicle", past=True),
        Field("seats", labels("vehicle.seats"), "whole", record="vehicle", most=99),
        Field("use", labels("vehicle.use"), "choice", record="vehicle", choices=choices.USE),
        Field("status", labels("vehicle.status"), "choice", record="vehicle", choices=choices.STATUS),
        Field("engine_no", labels("vehicle.engine_no"), "code", record="vehicle", most=40),
        Field("mileage_km", labels("vehicle.mileage_km"), "km", record="reading"),
        Field("mileage_on", labels("vehicle.mileage_on"), "date", record="reading", past=True),
        Field("insurance_expiry", labels("vehicle.insurance_expiry"), "date", record="vehicle"),
        Field("warranty_end", labels("vehicle.warranty_end"), "date", record="vehicle"),
        Field("inspection_due", labels("vehicle.inspection_due"), "date", record="vehicle"),
    )


def _last_service(book: bool) -> tuple[Field, ...]:
    """The last service: a visit in the mixed book, which has no other; in vehicles.csv only another system's opinion."""
    record = "visit" if book else "opinion"
    return (
        Field(
            "last_service_date", labels("last.last_service_date"), "date", record=record, past=True, opinion=not book
        ),
        Field("last_service_km", labels("last.last_service_km"), "km", record=record, opinion=not book),
    )


_OPINIONS = (
    Field(
        "km_per_day",
        labels("opinion.km_per_day"),
        "number",
        record="opinion",
        opinion=True,
        most=10_000,
    ),
    Field(
        "next_service_date",
        labels("opinion.next_service_date"),
        "date",
        record="opinion",
        opinion=True,
    ),
    Field(
        "next_service_km",
        labels("opinion.next_service_km"),
        "km",
        record="opinion",
        opinion=True,
    ),
)

_VIN, _CUSTOMER_NO = _vehicle(True)[0], _customer(False)[0]

CUSTOMERS = SheetSpec(
    "customers", ("客户", "客户资料", "客户档案", "客户信息"), (*_customer(False), SERIAL, NOTES), (("cust_no", ()),)
)
VEHICLES = SheetSpec(
    "vehicles",
    ("车辆", "车辆资料", "车辆档案", "车辆信息"),
    (*_vehicle(False), _CUSTOMER_NO, *_last_service(False), *_OPINIONS, SERIAL, NOTES),
    (("vin", ()),),
)
SERVICES = SheetSpec(
    "services",
    ("维修", "维修记录", "保养记录", "进厂记录", "服务记录", "维修历史", "工单"),
    (
        _VIN,
        Field("visited_on", labels("visit.visited_on"), "date", True, record="visit", past=True),
        Field("mileage_km", labels("visit.mileage_km"), "km", record="visit"),
        Field("kind", labels("visit.kind"), "choice", True, record="visit", choices=choices.VISIT),
        Field("amount_fen", labels("visit.amount_fen"), "money", unit="yuan", record="visit"),
        Field("plate", ("车牌号", "车牌", "车牌号码"), "plate", record="vehicle", opinion=True),
        SERIAL,
        NOTES,
    ),
)
PARTS = SheetSpec(
    "parts",
    ("配件", "配件目录", "配件资料", "库存", "备件"),
    (
        Field("part_no", labels("part.part_no"), "code", True, record="part", most=60),
        Field("name", labels("part.name"), needed=True, record="part", most=120),
        Field("unit", labels("part.unit"), record="part", most=20),
        Field("cost_fen", labels("part.cost_fen"), "money", unit="yuan", record="part"),
        Field("price_fen", labels("part.price_fen"), "money", unit="yuan", record="part"),
        Field("on_hand", labels("part.on_hand"), "whole", record="part", most=10**9),
        Field("min_qty", labels("part.min_qty"), "whole", record="part", most=10**9),
        Field("max_qty", labels("part.max_qty"), "whole", record="part", most=10**9),
        Field("pack", labels("part.pack"), "whole", record="part", most=10**6),
        Field("lead_days", labels("part.lead_days"), "whole", record="part", most=3_650),
        Field("daily_issue", labels("part.daily_issue"), "number", record="part", most=10**6),
        SERIAL,
        NOTES,
    ),
    (("part_no", ()),),
)
CATALOGUE = SheetSpec(
    "catalogue",
    ("车型目录", "商品目录", "车型", "在售车型"),
    (
        Field("sku", labels("model.sku"), "code", True, record="model", most=60),
        Field("brand", labels("model.brand"), needed=True, record="model", most=60),
        Field("model", labels("model.model"), needed=True, record="model", most=60),
        Field("trim", labels("model.trim"), needed=True, record="model", most=80),
        Field("colour", labels("model.colour"), record="model", most=40),
        Field("price_fen", labels("model.price_fen"), "money", True, unit="yuan", record="model"),
        Field("description", labels("model.description"), "prose", record="model", most=2_000),
        SERIAL,
    ),
    (("sku", ()),),
)
OWNERS = SheetSpec(
    "owners",
    ("车主档案", "车主", "客户车辆", "保有客户", "基盘客户", "车主信息"),
    (*_customer(True), *_vehicle(True), *_last_service(True), *_OPINIONS, SERIAL, NOTES),
    (("vin", ()), ("cust_no", ("name", "phone"))),
)

SIGNS = SheetSpec(
    "signs",
    ("换车意向", "意向信号", "兴趣信号", "signs"),
    (
        Field("sign", labels("sign.sign"), "choice", True, record="sign", choices=choices.SIGN),
        Field("seen_on", labels("sign.seen_on"), "date", True, record="sign", past=True),
        Field("cust_no", labels("customer.cust_no"), "code", record="sign", most=40),
        Field("name", labels("customer.name"), "name", record="sign", most=80),
        Field("phone", labels("customer.phone"), "phone", record="sign"),
        Field("vin", labels("vehicle.vin"), "vin", record="sign"),
        SERIAL,
        Field("notes", labels("any.notes"), "prose", most=200, record="sign"),
    ),
)

SHEETS = (CUSTOMERS, VEHICLES, SERVICES, PARTS, CATALOGUE, SIGNS, OWNERS)
