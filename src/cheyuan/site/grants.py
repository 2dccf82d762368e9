"""What the application's database role may do: use every table that migrations create, own none."""

from typing import Any

APP_ROLE = "cheyuan_app"


def prepare(connection: Any) -> None:
    """Before migrations, as the owner: tables made from now on are open to the application role.

    Done by default privileges, so that a migration that takes a right away again (audit, ledgers) has the last word.
    """
    with connection.cursor() as cursor:
        cursor.execute(  # the role's name is our own constant
            f"GRANT USAGE ON SCHEMA public TO {APP_ROLE};"
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP_ROLE};"
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {APP_ROLE};"
            f"ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;"
            f"ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO {APP_ROLE};"
        )
