"""The rows of the metrics of surveys: Ibis and nothing else."""

import ibis
import ibis.expr.types as ir

from cheyuan.insight.metrics.expressing import CAR, CARS, Tables, answer, joined, titled

SCHEMAS = {
    "cars": CARS,
    "answers": ibis.schema({
        "store_id": "int32", "answer_id": "int64", "vehicle_id": "int64", "advisor": "string", "day": "date", "csi": "int64",
        "nps": "int64", "kind": "string",
    }),
}  # fmt: skip
PROMOTER, DETRACTOR = 9, 6
ANSWER = ("survey", "answer_id")


def csi(t: Tables) -> ir.Table:
    """One answer with its mean score in hundredths of ten."""
    rows = _answers(t, "csi")
    return answer(rows, rows.day, rows.csi, 1, ANSWER, **_dims(rows))


def nps(t: Tables) -> ir.Table:
    """One answer: 100 who would recommend us, −100 who would not, 0 in between."""
    rows = _answers(t, "nps")
    points = ibis.ifelse(rows.nps >= PROMOTER, 100, ibis.ifelse(rows.nps <= DETRACTOR, -100, 0))
    return answer(rows, rows.day, points, 1, ANSWER, **_dims(rows))


def _answers(t: Tables, score: str) -> ir.Table:
    given = t["answers"].filter(t["answers"][score].notnull())
    return joined(given, t["cars"].select(*CAR, "brand", "model"))


def _dims(rows: ir.Table) -> dict[str, ir.StringValue]:
    return {"agent": rows.advisor, "kind": rows.kind, **titled(rows)}
