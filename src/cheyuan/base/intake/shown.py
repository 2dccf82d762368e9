"""An import as people read it: steps, sheets with their columns, kinds of trouble, what changed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cheyuan.base.intake import pipeline, words
from cheyuan.base.intake.actions.taking import missing_fields
from cheyuan.base.intake.masks import masked
from cheyuan.base.intake.models import Batch, Opinion, Trouble
from cheyuan.base.intake.reading.mapping import SURE
from cheyuan.base.ui.words import say
from cheyuan.kernel.errors import Refused

STEPS = ("drop", "columns", "check", "write", "result")
AT = {
    "reading": "drop", "broken": "drop", "mapping": "columns", "checked": "check", "done": "result", "undone": "result",
    "discarded": "result",
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One of the five steps on top of the page."""

    number: int
    label: str
    is_done: bool
    is_here: bool


@dataclass(frozen=True)
class ColumnRow:
    """One of their columns: its header, three values, the field it fills, how that came about."""

    name: str
    header: str
    samples: list[str]
    field: str
    guess: str
    sure: bool


@dataclass(frozen=True)
class SheetCard:
    """One sheet on the page of columns."""

    number: int
    title: str
    file: str
    rows: int
    sort: str
    sorts: Sequence[tuple[str, object]]
    fields: Sequence[tuple[str, object]]
    columns: list[ColumnRow]
    missing: list[str]
    remembered: bool
    open_questions: int


@dataclass(frozen=True)
class Sample:
    """One row with this trouble."""

    sheet: str
    row: int
    value: str
    hint: str


@dataclass(frozen=True)
class Kind:
    """All troubles of one kind."""

    severity: str
    title: str
    field: str
    help: object
    count: int
    samples: Sequence[Sample] = ()

    @property
    def rest(self) -> int:
        """Refused rows that are not among the samples: the download has them."""
        return max(0, self.count - len(self.samples)) if self.severity == "error" else 0


def steps(here: str) -> list[Step]:
    """The five steps; the ones before ``here`` are done."""
    labels = {
        "drop": _("Choose files"), "columns": _("Match columns"), "check": _("Check"), "write": _("Write"),
        "result": _("What changed"),
    }  # fmt: skip
    at = STEPS.index(here)
    return [Step(number + 1, labels[name], number < at, number == at) for number, name in enumerate(STEPS)]


def sheets(one: Batch) -> list[SheetCard]:
    """The sheets of an import with what their columns are taken for."""
    samples = json.loads(one.samples) if one.samples else []
    return [
        _sheet(number, sheet, samples[number] if number < len(samples) else [])
        for number, sheet in enumerate(one.sheets)
    ]


def _sheet(number: int, sheet: Mapping[str, Any], samples: Sequence[list[str]]) -> SheetCard:
    spec = pipeline.SPECS.get(sheet["spec"])
    names = [(one.name, words.FIELDS[one.name], one.needed) for one in spec.fields] if spec else []
    fields = [("", _("as a remark")), *((name, f"{label} *" if needed else label) for name, label, needed in names)]
    columns = [
        _column(f"s{number}-c{index}", one, samples[index] if index < len(samples) else [], sheet)
        for index, one in enumerate(sheet["columns"])
    ]
    kinds = ("-", *pipeline.ORDER) if sheet["spec"] else ("", "-", *pipeline.ORDER)
    return SheetCard(
        number=number,
        title=sheet["title"],
        file=sheet["file"],
        rows=max(0, sheet["rows"] - sheet["header_row"]),
        sort=sheet["spec"],
        sorts=[(kind, words.SORTS[kind]) for kind in kinds],
        fields=fields,
        columns=columns,
        missing=[str(words.FIELDS[name]) for name in missing_fields(sheet)],
        remembered=bool(sheet.get("remembered")),
        open_questions=sum(1 for one in columns if not one.sure),
    )


def _column(name: str, one: Mapping[str, Any], samples: list[str], sheet: Mapping[str, Any]) -> ColumnRow:
    field_, confidence = one["field"] or "", one["confidence"]
    if confidence >= 1 and sheet.get("remembered"):
        guess = _("as last time")
    elif field_:
        guess = _("sure") if confidence >= SURE else _("please look")
    else:
        guess = _("not known: kept as a remark")
    return ColumnRow(name, one["header"], samples, field_, guess, not field_ or confidence >= SURE)


def kinds(rows: Sequence[Mapping[str, Any]], samples: Sequence[Trouble]) -> list[Kind]:
    """Kinds of trouble with their first rows."""
    some: dict[tuple[str, str, str], list[Sample]] = {}
    for one in samples:
        some.setdefault((one.severity, one.code, one.field), []).append(
            Sample(one.sheet, one.row, masked(one.field, one.value), hint(one.code, one.facts))
        )
    return [
        Kind(
            severity=row["severity"],
            title=str(words.TITLES.get(row["code"], row["code"])),
            field=field_name(row["field"]),
            help=words.HELP.get(row["code"], ""),
            count=row["count"],
            samples=some.get((row["severity"], row["code"], row["field"]), []),
        )
        for row in rows
    ]


def field_name(name: str) -> str:
    """A field of ours in words; a column without a field by its header."""
    return str(words.FIELDS.get(name, name))


def hint(code: str, facts: Mapping[str, Any]) -> str:
    """What else is known of a trouble."""
    template = words.HINTS.get(code)
    return str(template) % _Dashes(facts) if template else ""


class _Dashes(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "—"


def reason(problem: Sequence[Any]) -> str:
    """One problem of a refused row as a sentence: [field, code, severity, facts]."""
    name, code, _severity, facts = problem
    title, more, help_ = words.TITLES.get(code, code), hint(code, facts), words.HELP.get(code, "")
    inside = f"{title}（{more}）" if more else str(title)
    return f"{field_name(name)}: {inside}. {help_}".replace("。.", "。").strip()


@dataclass(frozen=True)
class Change:
    """One figure of the result with the list where it can be seen."""

    count: int
    label: str
    url: str


@dataclass(frozen=True)
class Differs:
    """Where the book and we do not agree."""

    vin: str
    row: int
    field: str
    theirs: str
    ours: str


def differs(rows: Sequence[Opinion]) -> list[Differs]:
    """Differences in words."""
    return [Differs(one.vin, one.row, field_name(one.field), one.theirs, one.ours or "—") for one in rows]


def broken(one: Batch) -> str:
    """Why the files could not be read."""
    return sentence(one.error, one.error_facts) if one.error else ""


def sentence(code: str, facts: Mapping[str, Any]) -> str:
    """A refusal in words; sizes in megabytes, fields by their names."""
    said = dict(facts)
    for name, new in (("bytes", "megabytes"), ("limit", "limit_mb")):
        if str(said.get(name, "")).isdigit():
            said[new] = f"{int(said[name]) / 1_048_576:.0f}"
    if "fields" in said:
        said["fields"] = "、".join(field_name(name.strip()) for name in str(said["fields"]).split(","))
    return say(Refused(code, **said))
