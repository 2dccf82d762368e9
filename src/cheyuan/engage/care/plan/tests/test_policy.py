"""CARE-01, PLT-05: every number is a value with limits; the register of rules and the values agree."""

import sys
from subprocess import run

from cheyuan.engage.care.plan.policy import DEFAULTS, Values, from_policies, names_of, policy_rows, specs
from cheyuan.engage.care.plan.rules import BY_CODE, RULES


def test_plt_05_every_value_is_a_policy_whose_default_fits_its_limits() -> None:
    assert all(spec.check(spec.default) == spec.default for spec in specs())
    assert {spec.key for spec in specs()} == {
        f"care.{name}" for name in policy_rows({1: DEFAULTS})[0] if name != "store_id"
    }


def test_plt_05_stored_values_replace_defaults_and_strangers_are_passed_over() -> None:
    assert from_policies({"care.months": 12, "stock.days": 3}) == Values(months=12)


def test_care_01_a_rule_names_its_own_values() -> None:
    assert names_of("R09") == ("on_R09", "r09_before_days", "r09_keep_days")
    assert names_of("R08a") == ("on_R08a", "r08a_from_months", "r08a_until_months")


def test_care_01_the_register_knows_all_rules_and_switches_what_the_plan_makes() -> None:
    assert [rule.code[:3] for rule in RULES if rule.code != "R08b"] == [f"R{n:02d}" for n in range(1, 26)]
    assert {code for code, rule in BY_CODE.items() if rule.planned} == {
        name.removeprefix("on_") for name in policy_rows({1: DEFAULTS})[0] if name.startswith("on_")
    }
    marketing = {rule.code for rule in RULES if rule.marketing}
    assert marketing == {"R14", "R15", "R16", "R17", "R22", "R23", "R25"}
    assert not any(rule.on for rule in RULES if not rule.planned)


def test_ins_01_policies_and_rules_are_read_without_the_data_engine() -> None:
    code = (
        "import sys, cheyuan.engage.care.plan.policy, cheyuan.engage.care.plan.rules; "
        "print([m for m in ('ibis', 'duckdb', 'pyarrow', 'django') if m in sys.modules])"
    )
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
