"""Every number of the reports: targets, amounts, days (CARE-40 … CARE-42), editable per store with history."""

from django.utils.translation import gettext_lazy as _

from cheyuan.kernel.policy import PolicySpec

GROUP = _("Reports")
MONEY = _("Deductions and rewards")


def _target(name: str, default: int, label: object) -> PolicySpec:
    return PolicySpec(f"reports.target_{name}", default, label, "percent", least=0, most=100, group=GROUP)


def _fen(name: str, yuan: int, label: object, help: object = "") -> PolicySpec:
    return PolicySpec(
        f"reports.fen_{name}", yuan * 100, label, "fen", least=0, most=10_000_000, group=MONEY, help=help
    )  # fmt: skip


NONE = _("0: none.")
POLICIES = (
    PolicySpec("reports.lapse_days", 90, _("A car has lapsed, days after its service was due"), "days", least=1, most=400,
               group=GROUP),
    PolicySpec("reports.shop_least", 2, _("Another shop is named from so many mentions on"), "", least=1, most=100, group=GROUP,
               help=_("Fewer stand together as other shops.")),
    PolicySpec("reports.report_day", 5, _("The monthly report is submitted until this day of the next month"), "", least=1,
               most=28, group=GROUP),
    PolicySpec("reports.contest_days", 14, _("A deduction can be contested for"), "days", least=1, most=90, group=MONEY,
               help=_("From the day on which the month closed, until the general manager has approved it.")),
    PolicySpec("reports.follow_days", 3, _("A failed call is followed by another within"), "days", least=1, most=30,
               group=MONEY),
    _target("made", 98, _("Target: reminders made")),
    _target("first_coverage", 95, _("Target: first services reminded")),
    _target("first_return", 70, _("Target: first-service return rate")),
    _target("periodic_return", 60, _("Target: periodic return rate")),
    _target("booking", 35, _("Target: booking rate")),
    _target("lapse", 20, _("Target: lapse rate at most")),
    _target("recall", 10, _("Target: recall rate")),
    _fen("unfollowed", 20, _("Deduction: a failed call not followed, each")),
    _fen("coverage", 200, _("Deduction: first services reminded below the target")),
    _fen("birthday", 50, _("Deduction: a birthday missed, each")),
    _fen("late", 50, _("Deduction: a reminder made late, each"), _("Service, end of warranty, statutory inspection.")),
    _fen("missed", 100, _("Deduction: a reminder never made, each"), _("Service, end of warranty, statutory inspection.")),
    _fen("audit", 20, _("Deduction: an insurance call that failed its audit, each")),
    _fen("lapse", 200, _("Deduction: figures of lapsed owners late or false")),
    _fen("report", 200, _("Deduction: no monthly report")),
    _fen("plan_part", 200, _("Deduction: a weak point without a measure")),
    _fen("plan_none", 300, _("Deduction: no improvement plan at all")),
    _fen("reward", 0, _("Reward: every reminder of the month made, per colleague"), NONE),
)  # fmt: skip
