"""The monthly report on paper: the facts of a closed month → a Typst source, always the same for the same facts."""

from cheyuan.engage.reports.document.facts import facts_of
from cheyuan.engage.reports.document.source import source
from cheyuan.engage.reports.models import Report
from cheyuan.kernel.actor import Actor


def paper(by: Actor, one: Report) -> str:
    """The source of a report's document, in the house's language. Inside a scope."""
    return source(facts_of(by, one))


__all__ = ["facts_of", "paper", "source"]
