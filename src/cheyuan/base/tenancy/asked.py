"""Questions written in SQL, for what every page asks: building them anew each time costs more than answering them.

The second wall guards them as any other; without a scope they are refused as well.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import OperationalError, connection, models, transaction
from django_scopes import get_scope
from django_scopes.exceptions import ScopeError
from psycopg.errors import QueryCanceled

from cheyuan.base.tenancy import prepared


def rows(question: str, **values: Any) -> list[Any]:
    """The rows that answer, as tuples; ScopeError outside of a scope."""
    if not get_scope():
        raise ScopeError("a question needs to be asked inside a scope")
    return answers(question, **values)


class Slow(Exception):
    """A question was given up: there is too much to look at."""


def seldom(question: str, *, seconds: float, **values: Any) -> list[Any]:
    """The same for a question that looks at everything there is: planned for its own values and without loops in loops,
    which take hours where the planner guesses a few rows. Slow after ``seconds``; the scope stays usable.
    """
    if not get_scope():
        raise ScopeError("a question needs to be asked inside a scope")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_nestloop = off")
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(round(seconds * 1000))])
            cursor.execute(question, values)
            found = list(cursor.fetchall())
            cursor.execute("SET LOCAL statement_timeout TO DEFAULT; SET LOCAL enable_nestloop TO DEFAULT")
    except OperationalError as failed:
        if isinstance(failed.__cause__, QueryCanceled):
            raise Slow(question[:40]) from None
        raise
    return found


def answers(question: str, **values: Any) -> list[Any]:
    """The same for tables that belong to no store: people, posts, absences; the question itself names the group."""
    with prepared.cursor() as cursor:
        cursor.execute(question, values)
        return list(cursor.fetchall())


def records(model: Any, where: str, *, along: Sequence[str] = (), **values: Any) -> list[Any]:
    """Whole records of a model; ``where`` is what stands behind FROM with its table as ``t``.

    ``along`` names forward relations whose records come with them, as ``select_related`` would bring them.
    """
    names, columns, readers = _form(model)
    others = [(field, *_form(field.related_model)) for field in map(model._meta.get_field, along)]
    for at, (field, _names, theirs, _readers) in enumerate(others):
        columns += ", " + theirs.replace('t."', f'r{at}."')
        where = f'LEFT JOIN {field.related_model._meta.db_table} r{at} ON r{at}.id = t."{field.column}" {where}'
    found = rows(f"SELECT {columns} FROM {model._meta.db_table} t {where}", **values)  # noqa: S608 - names are our own
    made = []
    for row in found:
        one, begin = model.from_db("default", names, _read(row[: len(names)], readers)), len(names)
        for field, fields, _columns, reads in others:
            part = row[begin : begin + len(fields)]
            begin += len(fields)
            if part[fields.index(field.related_model._meta.pk.attname)] is not None:
                field.set_cached_value(one, field.related_model.from_db("default", fields, _read(part, reads)))
        made.append(one)
    return made


def beside(model: Any, figures: Sequence[str], where: str, **values: Any) -> tuple[list[Any], list[Any]]:
    """Figures (scalar questions of our own) and the records of a model by one question; answers both, newest first."""
    names, columns, readers = _form(model)
    first = "".join(f"{one}, " for one in figures)
    source = f"(SELECT * FROM {model._meta.db_table} t {where})"  # noqa: S608 - names are our own
    joined = f"(SELECT) one LEFT JOIN LATERAL {source} t ON true ORDER BY t.id DESC"
    found = rows(f"SELECT {first}{columns} FROM {joined}", **values)  # noqa: S608 - names are our own
    size, known = len(figures), names.index(model._meta.pk.attname)
    records = [row[size:] for row in found if row[size + known] is not None]
    return list(found[0][:size]), [model.from_db("default", names, _read(row, readers)) for row in records]


@cache
def _form(model: Any) -> tuple[list[str], str, list[tuple[int, Any]]]:
    fields: Sequence[models.Field[Any, Any]] = model._meta.concrete_fields
    readers = [(at, one.from_db_value) for at, one in enumerate(fields) if hasattr(one, "from_db_value")]
    return [one.attname for one in fields], ", ".join(f't."{one.column}"' for one in fields), readers


def _read(row: Sequence[Any], readers: Sequence[tuple[int, Any]]) -> Sequence[Any]:
    if not readers:
        return row
    values = list(row)
    for at, read in readers:
        values[at] = read(values[at], None, connection)
    return values
