"""``python -m cheyuan.site.bench.onerule``: leaves one rule in the benchmark's store, "service due within 7 days or overdue".

Runs in the house's environment only.
"""

from django.utils.module_loading import import_string

from cheyuan.kernel.clock import day_of, now
from cheyuan.site.cli.house import wake
from cheyuan.site.cli.place import house_of, store

RULES = "cheyuan.engage.care.actions.rules"
ALWAYS = 3650


def main() -> None:
    """Switch the shipped rules off and make the one."""
    wake()
    at = now()
    by, today = house_of(store(None), "bench"), day_of(at)
    for rule in import_string("cheyuan.engage.care.plan.rules.RULES"):
        if rule.planned:
            named = {f"on_{rule.code}": False}
            import_string(f"{RULES}.set_values")(by, rule.code, named, for_store=None, valid_from=today, at=at)
    days = {"opens_after": -7, "closes_after": ALWAYS, "deadline_after": 7}
    values = {"title": "service due", "anchor": "service_due_on", **days}
    import_string(f"{RULES}.make_rule")(by, values, for_store=None, valid_from=today, at=at)


if __name__ == "__main__":
    main()
