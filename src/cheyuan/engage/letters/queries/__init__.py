"""What other rooms and the pages may read of mailings."""

from cheyuan.engage.letters.queries.letters import by_number, letters, of_customer, refused_since
from cheyuan.engage.letters.queries.mailings import house_values, mailing, mailings, most, package, packages, parts
from cheyuan.engage.letters.queries.results import Result, results

__all__ = [
    "Result",
    "by_number",
    "house_values",
    "letters",
    "mailing",
    "mailings",
    "most",
    "of_customer",
    "package",
    "packages",
    "parts",
    "refused_since",
    "results",
]
