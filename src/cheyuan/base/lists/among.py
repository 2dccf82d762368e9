"""``pk__among=[…]``: one array for the database, where ``in`` would send every id as a value of its own."""

from typing import TYPE_CHECKING, Any

from django.db.models import Field
from django.db.models.lookups import Lookup

if TYPE_CHECKING:
    Plain = Lookup[Any]
else:
    Plain = Lookup


@Field.register_lookup
class Among(Plain):
    """The column's value is one of the list's; values are passed as they are."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """column = ANY(array)."""
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*values, list(self.rhs))
