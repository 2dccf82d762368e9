"""CSI and NPS of a time by store, advisor, month and question (CARE-20). A few questions in all, however many answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.translation import get_language

from cheyuan.base.tenancy import asked
from cheyuan.base.tenancy.queries import store_names
from cheyuan.engage.surveys.models import Answer, Invitation, SurveyVersion
from cheyuan.engage.surveys.sheet import items, net_promoters, said
from cheyuan.kernel.actor import Actor
from cheyuan.kernel.clock import moment

COUNTED: dict[str, Any] = {
    "count": Count("pk"), "csi": Avg("csi"), "low": Count("pk", filter=Q(low=True)), "voted": Count("nps"),
    "promoters": Count("pk", filter=Q(nps__gte=9)), "detractors": Count("pk", filter=Q(nps__lte=6)),
}  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """The days (both included), one survey or all (0)."""

    since: date
    until: date
    survey_id: int = 0


@dataclass(frozen=True)
class Score:
    """How one store, advisor or month did: mean score in hundredths of ten, NPS in points, answers, low ones."""

    key: Any
    label: str
    count: int = 0
    csi: int | None = None
    nps: int | None = None
    low: int = 0

    @property
    def points(self) -> float | None:
        """The mean score as people read it."""
        return self.csi / 100 if self.csi is not None else None


@dataclass(frozen=True)
class Asked:
    """One question of the chosen survey: its mean score, or how often each choice was taken."""

    label: str
    count: int
    mean: float | None = None
    chosen: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True)
class Results:
    """Everything of a time."""

    wish: Wish
    whole: Score
    invited: int
    stores: list[Score]
    advisors: list[Score]
    months: list[Score]
    questions: list[Asked] = field(default_factory=list)

    @property
    def share(self) -> float | None:
        """Answers of the invitations of the time; more than all when older ones were answered now."""
        return min(1.0, self.whole.count / self.invited) if self.invited else None


def results(by: Actor, wish: Wish) -> Results:
    """Over the actor's stores; Denied without ``surveys.all``."""
    by.require("surveys.all")
    rows = Answer.objects.filter(store_id__in=by.store_ids, day__gte=wish.since, day__lte=wish.until)
    rows = rows.filter(survey_id=wish.survey_id) if wish.survey_id else rows
    whole = rows.aggregate(**COUNTED)
    names = store_names(by.store_ids)
    return Results(
        wish, _score(None, "", whole), _invited(by, wish),
        [_score(key, names.get(key, ""), row) for key, row in _by(rows, "store_id")],
        [_score(key, _name(row), row) for key, row in _by(rows.exclude(advisor=None), "advisor_id", "advisor__name")],
        [_score(key, "", row) for key, row in _by(rows.annotate(month=TruncMonth("day")), "month")],
        _questions(by, wish) if wish.survey_id else [],
    )  # fmt: skip


def _by(rows: "QuerySet[Answer]", field: str, *more: str) -> list[tuple[Any, dict[str, Any]]]:
    found = rows.values(field, *more).annotate(**COUNTED).order_by(field)
    return [(row[field], row) for row in found]


def _name(row: dict[str, Any]) -> str:
    return str(row["advisor__name"])


def _score(key: Any, label: str, row: dict[str, Any]) -> Score:
    csi = round(row["csi"]) if row["csi"] is not None else None
    return Score(
        key, label, row["count"], csi, net_promoters(row["promoters"], row["detractors"], row["voted"]), row["low"]
    )


def _invited(by: Actor, wish: Wish) -> int:
    within = Q(created_at__gte=moment(wish.since), created_at__lt=moment(wish.until + timedelta(days=1)))
    rows = Invitation.objects.filter(within, store_id__in=by.store_ids).exclude(state="withdrawn")
    return int((rows.filter(survey_id=wish.survey_id) if wish.survey_id else rows).count())


_VALUES = """
SELECT v.key, v.value #>> '{}', count(*) FROM surveys_answer a CROSS JOIN LATERAL jsonb_each(a.values) v
WHERE a.store_id = any(%(stores)s::bigint[]) AND a.survey_id = %(survey)s AND a.day BETWEEN %(since)s AND %(until)s
GROUP BY 1, 2
"""


def _questions(by: Actor, wish: Wish) -> list[Asked]:
    """Every question of the newest version, with what was answered to its key in all versions."""
    newest = SurveyVersion.objects.filter(survey_id=wish.survey_id).order_by("-number").first()
    counted: dict[str, dict[str, int]] = {}
    named = {"stores": list(by.store_ids), "survey": wish.survey_id, "since": wish.since, "until": wish.until}
    for key, chosen, count in asked.rows(_VALUES, **named):
        counted.setdefault(key, {})[chosen] = count
    language = get_language() or ""
    found: list[Asked] = []
    for one in items(newest.questions) if newest else []:
        known = counted.get(one.key, {})
        total = sum(known.values())
        if one.scale and total:
            mean = sum(int(score) * count for score, count in known.items()) / total
            found.append(Asked(said(one.words, language), total, round(mean, 2)))
        elif one.kind == "choice" and total:
            chosen = [(said(each.words, language), known.get(each.key, 0)) for each in one.options]
            found.append(Asked(said(one.words, language), total, None, chosen))
    return found


def counts(by: Actor) -> dict[int, Score]:
    """Survey → its figures over all time, for the list of surveys; only for who sees all answers."""
    if not by.may("surveys.all"):
        return {}
    rows = Answer.objects.filter(store_id__in=by.store_ids)
    return {key: _score(key, "", row) for key, row in _by(rows, "survey_id")}
