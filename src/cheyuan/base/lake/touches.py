"""Migration steps that make a table tell which subjects a statement touched: the car or the customer whose rows it changed.

Triggers per statement, set-wise: a statement costs one INSERT … SELECT of the subjects it touched, whatever it changes, and
the note is part of its transaction. Readers ask for the touches that their last look could not see (``lake_touched_since``).
"""

from collections.abc import Sequence

from django.db.migrations import RunSQL

MANY = 10_000
"""A statement (an import, a backfill) that touches more subjects of a store than this writes one row that means all of them."""
ALL = "all"
Subject = tuple[str, str] | tuple[str, str, str]
"""Kind, the column with its id, and, where a table has rows of several kinds, the condition (``kind = 'vehicle'``)."""


def watch(table: str, *subjects: Subject, columns: Sequence[str] = (), where: str = "") -> RunSQL:
    """Triggers on a table. ``subjects``: kind and the column with its id ("vehicle", "vehicle_id"), for some rows only: the
    condition on a row, which begins with a column ("vehicle", "subject_id", "subject_kind = 'vehicle'").

    ``columns``: an update touches only when one of these changed, the subjects' own columns always among them; empty: any
    update does. ``where``: an update touches only where this condition over ``o`` and ``n`` holds, too, and an insert never
    does. The subjects are those of the row before and after.
    """
    return RunSQL(_function(table, subjects, columns, where) + _triggers(table, where), _undo(table, where))


def _function(table: str, subjects: Sequence[Subject], columns: Sequence[str], where: str) -> str:
    watched = tuple(dict.fromkeys((*columns, *(one[1] for one in subjects)))) if columns else ()
    parts = []
    if not where:
        parts.append(f"IF TG_OP = 'INSERT' THEN {_noted(_named(subjects, 'n'), 'new_rows n')} END IF;")
    parts.append(f"IF TG_OP = 'DELETE' THEN {_noted(_named(subjects, 'o'), 'old_rows o')} END IF;")
    parts.append(
        "IF TG_OP = 'TRUNCATE' THEN INSERT INTO public.lake_touched (store_id, kind, subject_id)"  # noqa: S608 - our own words
        f" SELECT id, '{ALL}', 0 FROM public.tenancy_store; END IF;"
    )
    changed = where or " OR ".join(f"o.{name} IS DISTINCT FROM n.{name}" for name in watched) or "true"
    pairs = f"{_named(subjects, 'o')}, {_named(subjects, 'n')}"
    parts.append(
        f"IF TG_OP = 'UPDATE' THEN {_noted(pairs, 'old_rows o JOIN new_rows n ON n.id = o.id', changed)} END IF;"
    )
    return (
        f"CREATE FUNCTION {table}_touches() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
        f" SET search_path = pg_catalog, public AS $$ BEGIN {' '.join(parts)} RETURN NULL; END $$;"
    )


def _named(subjects: Sequence[Subject], row: str) -> str:
    return ", ".join(f"({row}.store_id, '{one[0]}', {_id(one, row)})" for one in subjects)


def _id(subject: Subject, row: str) -> str:
    """Null for rows that are not about this kind."""
    found = f"{row}.{subject[1]}"
    return f"CASE WHEN {row}.{subject[2]} THEN {found} END" if len(subject) == 3 else found


def _noted(named: str, source: str, condition: str = "true") -> str:
    return (
        "WITH t AS MATERIALIZED (SELECT DISTINCT s.store_id, s.kind, s.subject_id"  # noqa: S608 - our own words
        f" FROM {source} CROSS JOIN LATERAL (VALUES {named}) AS s(store_id, kind, subject_id)"
        f" WHERE s.subject_id IS NOT NULL AND ({condition})),"
        f" many AS (SELECT store_id FROM t GROUP BY store_id HAVING count(*) > {MANY})"
        " INSERT INTO public.lake_touched (store_id, kind, subject_id)"
        " SELECT store_id, kind, subject_id FROM t WHERE store_id NOT IN (SELECT store_id FROM many)"
        f" UNION ALL SELECT store_id, '{ALL}', 0 FROM many;"
    )


def _triggers(table: str, where: str) -> str:
    referencing = {
        "INSERT": "NEW TABLE AS new_rows",
        "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
        "DELETE": "OLD TABLE AS old_rows",
    }
    return (
        "".join(
            f"CREATE TRIGGER touches_{event.lower()} AFTER {event} ON {table} REFERENCING {rows}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_touches();"
            for event, rows in referencing.items()
            if not (where and event == "INSERT")
        )
        + f"CREATE TRIGGER touches_truncate AFTER TRUNCATE ON {table} EXECUTE FUNCTION {table}_touches();"
    )


def _undo(table: str, where: str) -> str:
    events = ("update", "delete", "truncate") if where else ("insert", "update", "delete", "truncate")
    return "".join(f"DROP TRIGGER touches_{event} ON {table};" for event in events) + f"DROP FUNCTION {table}_touches;"
