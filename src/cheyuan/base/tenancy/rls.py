"""The second wall: migration steps that put tables under PostgreSQL row-level security and tie rows to one store.

The application connects as a role that neither owns the tables nor bypasses the policies; see ``scope``.
"""

from django.db.migrations import RunSQL

STORES = "(select string_to_array(nullif(current_setting('app.stores', true), ''), ',')::int[])::int[]"
GROUP = "(select nullif(current_setting('app.group', true), '')::int)"


def store_rows(*tables: str) -> RunSQL:
    """Rows of these tables exist only for the stores in scope."""
    return _secured(tables, f"store_id = any({STORES})", "store_id")


def group_rows(*tables: str) -> RunSQL:
    """Rows of these tables exist only for the group in scope."""
    return _secured(tables, f"group_id = {GROUP}", "group_id")


def _secured(tables: tuple[str, ...], test: str, owner: str) -> RunSQL:
    on = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"CREATE POLICY scope ON {table} USING ({test}) WITH CHECK ({test});"
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{owner}_id UNIQUE ({owner}, id);"
        for table in tables
    ]
    off = [
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_{owner}_id; DROP POLICY scope ON {table};"
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"
        for table in tables
    ]
    return RunSQL("".join(on), "".join(off))


def same_store(table: str, column: str, target: str) -> RunSQL:
    """A foreign key between two store rows may only join rows of the same store (foreign keys ignore the policies)."""
    name = f"{table}_{column}_same_store"
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (store_id, {column}) "
        f"REFERENCES {target} (store_id, id) DEFERRABLE INITIALLY DEFERRED;",
        f"ALTER TABLE {table} DROP CONSTRAINT {name};",
    )


def append_only(*tables: str) -> RunSQL:
    """The application may add rows to these tables and read them, never change or remove any."""
    return RunSQL(
        "".join(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM cheyuan_app;" for table in tables),
        "".join(f"GRANT UPDATE, DELETE ON {table} TO cheyuan_app;" for table in tables),
    )
