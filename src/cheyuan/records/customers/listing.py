"""The customers' list."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.utils.translation import pgettext_lazy as pgettext

from cheyuan.base.lists.cells import day, masked, named, plain_day, tags
from cheyuan.base.lists.columns import Column
from cheyuan.base.lists.filters import Choice, Dates, Text, Yes, equals
from cheyuan.base.lists.spec import Empty, List, Tab
from cheyuan.kernel.phone import grouped
from cheyuan.records.customers import bulk, queries, words
from cheyuan.records.customers.asking import (
    account_names,
    found_by_words,
    mine,
    moments,
    month_of_birth,
    months,
    standing,
)
from cheyuan.records.customers.links import page_of

CUSTOMERS = List(
    name="customers", room="customers", kind="customer", title=_("Customers"), right="customers.view",
    export_right="customers.export", rows=queries.listed, sort="name", card=("name", "next", "cars", "spend"),
    counted=lambda count, number: ngettext("%(count)s customer", "%(count)s customers", number) % {"count": count},
    columns=(
        Column("name", _("Customer"), lambda row, _v: row.name,
               lambda row, _v: named(row.name, page_of(row.pk), masked(row.phone)),
               brief=lambda row, _v: row.name, sort=("pinyin",)),
        Column("phone", _("Phone"), lambda row, _v: masked(row.phone), shown=False,
               opened=lambda row, _v: grouped(str(row.phone)) if row.phone else ""),
        Column("cust_no", _("Number"), lambda row, _v: row.cust_no, quiet=True, shown=False),
        Column("city", _("City"), lambda row, _v: row.city, sort=("city",), quiet=True, shown=False),
        Column("birthday", _("Birthday"), lambda row, _v: plain_day(row.birthday), quiet=True, shown=False),
        Column("advisor", _("Service advisor"), lambda _row, value: value or "", load=account_names("advisor"), shown=False),
        Column("consultant", _("Sales consultant"), lambda _row, value: value or "", load=account_names("consultant"),
               shown=False),
        Column("tags", _("Tags"), lambda row, _v: ", ".join(row.tags), lambda row, _v: tags(row.tags), shown=False),
        Column("created", _("On file since"), lambda row, _v: plain_day(row.created_at),
               lambda row, _v: day(row.created_at), sort=("created_at",), descending=True, quiet=True, shown=False),
    ),
    filters=(
        Text("q", _("Search"), found_by_words),
        Text("tag", _("Tag"), lambda _by, value: Q(tags__contains=[value])),
        Text("city", _("City"), equals("city")),
        Choice("kind", _("Person or company"), words.KINDS, equals("kind")),
        Choice("gender", _("Gender"), words.GENDERS, equals("gender")),
        Choice("usage", _("Driving usage"), words.USAGES, equals("usage")),
        Choice("born", _("Birthday in"), months, month_of_birth),
        Choice("mine", _("Looked after by"), (("1", _("me")), ("0", _("nobody"))), mine),
        Yes("vip", _("VIP"), equals("is_vip")),
        Choice("standing", _("Standing"), words.STANDINGS, standing),
        Yes("stopped", _("Does not want contact"), equals("do_not_contact")),
        Dates("created", _("On file since"), moments("created_at")),
    ),
    tabs=(
        Tab("all", pgettext("all customers", "All")),
        Tab("mine", _("Mine"), {"mine": "1"}, roles=frozenset({"sales_consultant", "service_advisor"})),
        Tab("vip", _("VIP"), {"vip": "1"}),
        Tab("key", _("Key accounts"), {"standing": "key"}),
        Tab("birthday", _("Birthday this month"), {"born": "now"}),
        Tab("new", _("New in 30 days"), {"created_from": "-30d"}, "-created"),
    ),
    bulk=bulk.DEEDS,
    create=Empty("", action=_("New customer"), url_name="create", right="customers.edit"),
    empty=Empty(_("No customer yet. Bring in the store's owner book, or open the first file by hand."), "people",
                _("New customer"), "create", "customers.edit"),
)  # fmt: skip
