"""The demo's mailings: a card that was posted with replies and returns, and a draft; by the real actions."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.utils.module_loading import import_string

from cheyuan.kernel.actor import system
from cheyuan.kernel.clock import day_of, moment, now
from cheyuan.site.seeding import complaints

ROOM = "cheyuan.engage.letters."
SURVEYS = "cheyuan.engage.surveys."
BACK, ASKED = 26, 400
"""Days since the card was posted; so many people are asked for their consent to letters, as at the counter."""
REPLIED, RETURNED = 0.24, 3
CARD = (
    "尊敬的{title}：\n秋意渐浓，感谢您一直以来对{store}的信任。{car}陪伴您的每一程，我们都在您身后。\n"
    "入冬之前，我们为您准备了一次免费的十二项检查，凭此卡到店即可。祝您出行平安，阖家幸福！"
)
LETTER = (
    "尊敬的{title}：\n岁末将至，{store}全体同仁向您和家人致以新年的问候。\n"
    "过去一年，承蒙您把{car}交给我们照料。新的一年，您的服务顾问{advisor}会继续陪伴您；有任何需要，请拨打 {phone}。\n"
    "随信附上问卷，您的一句话会让我们做得更好。"
)


def write(store: Any, accounts: Mapping[str, Any], seed: int, as_of: date) -> int:
    """One finished mailing and one draft; answers how many letters were posted."""
    chance = random.Random(f"{seed}:{store.code}:letters")  # noqa: S311 - an invented world, reproducible
    boss = complaints.people_of(store, accounts)["care_manager"]
    began = moment(as_of - timedelta(days=BACK + 4), 10)
    _consents(store, chance, began - timedelta(days=30))
    count = _posted(store, boss, chance, as_of, began)
    _saved(boss, store, now(), title="新年家书", kind="letter", paper="a4", envelope="dl", body=LETTER, heading="新年好",
           ornament="lantern", survey_code="service", days=12, audience=("tab:vip", "VIP"))  # fmt: skip
    return count


def _consents(store: Any, chance: random.Random, at: Any) -> None:
    """Some owners said at the counter that cards by post are welcome."""
    by = system(store.group_id, (store.pk,), name="演示")
    customer, consent = apps.get_model("customers", "Customer"), apps.get_model("customers", "Consent")
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        rows = customer.objects.filter(store_id=store.pk, do_not_contact=False, erased_at=None).order_by("pk")
        consent.objects.bulk_create(
            consent(store_id=store.pk, customer_id=pk, purpose="marketing", channel="letter", given=True, at=at,
                    source="柜台登记", by_name="演示")
            for pk in rows.values_list("pk", flat=True)[:ASKED] if chance.random() < 0.7
        )  # fmt: skip


def _saved(boss: Any, store: Any, at: Any, *, days: int, audience: tuple[str, str], **words: Any) -> Any:
    with import_string("cheyuan.base.tenancy.scope.scope")(boss):
        wish, _name = import_string(f"{ROOM}audience.meant")(boss, audience[0])
    draft = import_string(f"{ROOM}actions.Draft")(
        audience=wish,
        audience_name=audience[1],
        posts_on=day_of(at) + timedelta(days=days),
        closing="{store} 全体同仁",
        **words,
    )
    return import_string(f"{ROOM}actions.save")(boss, store.pk, draft, at=at)


def _posted(store: Any, boss: Any, chance: random.Random, as_of: date, began: Any) -> int:
    one = _saved(boss, store, began, title="入冬关怀卡", kind="card", paper="a5l", envelope="c5", body=CARD, heading="冬日安康",
                 ornament="plum", survey_code="service", days=4, audience=("tab:all", "全部"))  # fmt: skip
    made_at = began + timedelta(hours=1)
    with import_string("cheyuan.base.tenancy.scope.scope")(boss):
        apps.get_model("letters", "Mailing").objects.filter(pk=one.pk).update(state="making")
    refused = import_string("cheyuan.kernel.errors.Refused")
    try:
        made = import_string(f"{ROOM}actions.making.make_all")(boss, one.pk, lambda done, total: None, lambda: made_at)
    except refused:
        return 0
    import_string(f"{ROOM}actions.post")(
        boss, one.pk, as_of - timedelta(days=BACK), at=began + timedelta(days=4, hours=5)
    )
    _replies(store, one, chance, as_of)
    _returns(store, boss, one, as_of)
    return int(made)


def _rows(store: Any, mailing_id: int) -> list[Any]:
    by = system(store.group_id, (store.pk,), name="演示")
    with import_string("cheyuan.base.tenancy.scope.scope")(by):
        rows = apps.get_model("letters", "Letter").objects.filter(mailing_id=mailing_id, state="posted")
        return list(rows.select_related("invitation", "invitation__version").order_by("place"))


def _replies(store: Any, one: Any, chance: random.Random, as_of: date) -> None:
    guest = import_string(f"{SURVEYS}links.guest")(store.pk)
    given = import_string(f"{SURVEYS}actions.answering.Given")
    for letter in _rows(store, one.pk):
        if chance.random() >= REPLIED:
            continue
        mark = chance.choices((10, 9, 8), (5, 6, 3))[0]
        values = {
            item.key: min(10, max(7, mark + chance.choice((-1, 0, 0, 1))))
            for item in import_string(f"{SURVEYS}sheet.items")(letter.invitation.version.questions)
            if item.scale
        }
        at = moment(
            as_of - timedelta(days=chance.randrange(2, BACK - 3)), chance.randrange(9, 21), chance.randrange(60)
        )
        import_string(f"{SURVEYS}actions.answer")(guest, letter.invitation_id, given(values), at=at)


def _returns(store: Any, boss: Any, one: Any, as_of: date) -> None:
    """The last ones, which did not reply, come back a week later."""
    silent = [row for row in _rows(store, one.pk) if row.invitation.state == "open"][-RETURNED:]
    for letter in silent:
        import_string(f"{ROOM}actions.give_back")(boss, letter.number, at=moment(as_of - timedelta(days=BACK - 8), 11))
