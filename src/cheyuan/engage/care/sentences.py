"""Each rule as a sentence whose words can be changed: the names in {…} stand for values, everything else is language."""

from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, object] = {
    "R01": _("{r01_after_days} after the delivery {who} {how}, to be done within {r01_deadline_hours}."),
    "R02": _("{r02_after_days} after the delivery {who} {how}, to be done within {r02_deadline_hours}."),
    "R03": _(
        "{r03_after_days} after the delivery {who} takes over the owner ({how}), to be done within {r03_deadline_hours}."
    ),
    "R04": _(
        "{r04_after_days} after the delivery {who} asks how satisfied the owner is ({how}), "
        "to be done within {r04_deadline_days}."
    ),
    "R05": _("{r05_after_days} after the delivery {who} {how}, to be done within {r05_deadline_days}."),
    "R06": _(
        "{r06_after_days} after a visit to the workshop {who} {how}, "
        "to be done within {r06_deadline_hours} of the hand-over."
    ),
    "R07": _(
        "{r07_after_days} after a delivery or visit {who} {how} as an audit, to be done within {r07_deadline_days}."
    ),
    "R08a": _(
        "When a new car is {r08a_from_months} old and had no service yet, {who} {how}, until it is {r08a_until_months} old."
    ),
    "R08b": _("When the first service is due in {r08b_before_days}, {who} {how} once more."),
    "R09": _("When a service is due in {r09_before_days} and the car was serviced before, {who} {how}."),
    "R10": _(
        "When a service is due in {r10_before_days} or {r10_before_km}, {who} {how} and offers a time, "
        "until {r10_until_days} before."
    ),
    "R11": _("When the warranty ends in {r11_before_days}, by date or kilometres, {who} {how}."),
    "R12": _("When the inspection is due in {r12_before_days}, {who} {how}."),
    "R13": _("When the insurance ends in {r13_before_days}, {who} {how}."),
    "R14": _("On the birthday of an owner {who} {how}, within {r14_deadline_minutes} of opening."),
    "R15": _(
        "On the days of the greeting calendar a message leaves in the name of {who} at {r15_hour} ({how}); "
        "with weather advice {r15_least} at least."
    ),
    "R16": _(
        "When the season or bad weather asks for it, owners in the region get advice in the name of {who} ({how}); "
        "of weather events from level {r16_least_level} on (1 blue, 2 yellow, 3 orange, 4 red)."
    ),
    "R17": _(
        "When a service is overdue, {who} {how} every {r17_every_days}, until it is {r17_until_days} overdue; "
        "by the end of the month, but with at least {r17_deadline_days}."
    ),
    "R19": _(
        "{r19_after_days} after a visit of a VIP or key account, to showroom or workshop, {who} {how}, "
        "to be done within {r19_deadline_hours}."
    ),
    "R20": _(
        "Of the visitors who look at cars and have none here, {r20_share} are drawn: {r20_after_days} after the visit "
        "{who} {how} and asks how they were received, to be done within {r20_deadline_days}."
    ),
    "R22": _(
        "When a car becomes a trade-in candidate, and again after {r22_again_months} while it is one, {who} {how}, "
        "to be done within {r22_deadline_days}."
    ),
    "R23": _(
        "{r23_first_days} and again {r23_last_days} before a voucher expires, its owner is reminded in the name of {who} ({how})."
    ),
    "R24": _(
        "When an order or a car in the workshop reaches a milestone that the store's policy names, and it is noted within "
        "{r24_fresh_hours}, its owner hears of it at once in the name of {who} ({how})."
    ),
    "R25": _(
        "When a service is {r25_from_days} overdue, {who} {how}, to be done within {r25_deadline_days}; "
        "until it is {r25_until_days} overdue."
    ),
}
LATER: dict[str, object] = {
    **dict.fromkeys(
        ("R01", "R02", "R03", "R04", "R05", "R06", "R07", "R19", "R20", "R22"),
        _("A task may still be made for {keep}."),
    ),
    "R08b": _("A task may still be made until {r08b_keep_days} after the day."),
    "R09": _("To be done by the day it is due; a task may still be made until {r09_keep_days} after it."),
    "R11": _("A task may still be made until {r11_keep_days} after the end."),
    "R12": _("To be done by the day it is due; a task may still be made until {r12_keep_days} after it."),
    "R13": _("A task may still be made until {r13_keep_days} after the end."),
    "R23": _("A message may still be made up for {r23_keep_days}; each voucher is spoken of once at each time."),
}
OWN = _(
    "{opens_after} of {anchor} {role} {channel}, {closes_after} of it at the latest; to be done {deadline_after} of it."
)
OWN_ONLY = _(
    "Only cars of the brand {brand}, the model {model}, running on {energy}, from {age_from} to {age_until} old; "
    "only who is in the segment {segment}. Weight {priority}, {marketing}."
)
NEVER = (
    (_("Quiet hours"), _("Nobody is called at night or over lunch; several things for one household become one talk.")),
    (_("Left out"), _("Cars that were sold, written off or have no known owner.")),
    (_("Once"), _("One task per car and cycle, however often the plan runs.")),
)


def sentence_of(code: str) -> str:
    """The main sentence with its marks."""
    return str(SENTENCES[code]) if code in SENTENCES else str(OWN)


def second_of(code: str) -> str:
    """The smaller sentence below it; empty for rules that need none."""
    if code not in SENTENCES:
        return str(OWN_ONLY)
    return str(LATER.get(code, "")).replace("{keep}", "{" + code.lower() + "_keep_days}")
