"""What the policy must know of a person. The app that keeps people puts a SELECT here; base knows no customers."""

_NOBODY = (
    "SELECT NULL::int AS store_id, NULL::bigint AS customer_id, NULL::bytea AS phone_key, NULL::bytea AS household,"
    " NULL::text AS preferred, NULL::date AS born, NULL::boolean AS is_vip, NULL::boolean AS stopped,"
    " NULL::text[] AS has, NULL::text[] AS given WHERE false"
)
_known = {"sql": _NOBODY}


def register(sql: str) -> None:
    """A SELECT with one row per person: store_id, customer_id, phone_key (keyed hash, as refusals are found), household
    (whom a contact reaches: today the phone), preferred (channel or ""), born, is_vip, stopped (wants no offers),
    has (channels with an address), given (channels with the newest marketing statement a yes).
    """
    _known["sql"] = sql


def sql() -> str:
    """The SELECT."""
    return _known["sql"]
